import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeOnSqlite } from '../setup/databases.js';
import { OWNER } from '../setup/studio.js';
import { startApi, type Api } from './api-server.js';

describeOnSqlite('bad requests to the token API', (database) => {
  let api: Api;
  let clientId: number;
  beforeAll(async () => {
    api = await startApi(database.dataSource);
    const created = await api.call('POST', '/clients', { telegramId: '5000000001', firstName: 'Anna' });
    clientId = created.json.id;
  });
  afterAll(() => api.stop());

  it.each([
    'undefined',
    'null',
    'NaN',
    '0',
    '-1',
    '1.5',
    '1e3',
    '01',
    '%00',
    '99999999999999999999',
    '2147483648',
    "1'--",
  ])('finds no client under the id %s', async (id) => {
    expect((await api.call('GET', `/clients/${id}`)).status).toBe(404);
    expect((await api.call('POST', `/clients/${id}/payments`, { amount: '1' })).status).toBe(404);
    expect((await api.call('GET', `/telegram-users/${id}x`)).status).toBe(404);
  });

  it.each([
    ['amount', 'not_an_amount', { amount: -1 }],
    ['amount', 'not_an_amount', { amount: '1e309' }],
    ['amount', 'not_an_amount', { amount: '10.999' }],
    ['amount', 'required', {}],
    ['durationDays', 'out_of_range', { amount: '1', durationDays: 0 }],
    ['durationDays', 'not_a_number', { amount: '1', durationDays: '30' }],
    ['startDate', 'not_a_date', { amount: '1', startDate: '2026-04-31' }],
    ['startDate', 'not_a_date', { amount: '1', startDate: '3026-04-01' }],
    ['method', 'not_an_option', { amount: '1', method: 'bitcoin' }],
    ['planId', 'out_of_range', { amount: '1', planId: 1e12 }],
    ['planId', 'out_of_range', { amount: '1', planId: 0 }],
  ])('names the field %s of a payment and why: %s', async (path, code, body) => {
    const refused = await api.call('POST', `/clients/${clientId}/payments`, body);
    expect(refused.status).toBe(422);
    expect(refused.json.errors).toMatchObject([{ path, code }]);
  });

  it('names the one end of a range that has only one', async () => {
    const refused = await api.call('POST', `/clients/${clientId}/payments`, {
      amount: '1',
      planId: 0,
      durationDays: 1e6,
    });
    const messages = refused.json.errors.map(({ message }) => message);
    expect(messages).toEqual(['Must be at least 1.', 'Must be at most 3660.']);
  });

  it('tells one reason for a date that is none', async () => {
    const refused = await api.call('GET', '/statistics?from=soon&to=later');
    expect(refused.json.errors).toMatchObject([
      { path: 'from', code: 'not_a_date' },
      { path: 'to', code: 'not_a_date' },
    ]);
    expect(refused.json.errors).toHaveLength(2);
  });

  it('survives a body nested without end, with an idempotency key too', async () => {
    const raw = `{"firstName":"Anna","phone":"+996555123459","more":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'deep' };
    const created = await api.send('POST', '/api/v1/clients', { raw, headers });
    expect(created.status).toBe(201);
  });

  it('pages through people with the longest names', async () => {
    for (const end of ['а', 'б']) {
      const name = 'Ж'.repeat(99) + end;
      const created = await api.call('POST', '/clients', { phone: '+996555123451', firstName: name, lastName: name });
      expect(created.status).toBe(201);
    }
    const first = await api.call('GET', `/clients?q=${'Ж'.repeat(99)}&limit=1`);
    const second = await api.call('GET', `/clients?q=${'Ж'.repeat(99)}&limit=1&cursor=${first.json.nextCursor}`);
    expect([first.json.items.length, second.json.items?.length]).toEqual([1, 1]);
  });

  it('refuses a freeze that ends before it starts', async () => {
    const freeze = { startDate: '2026-03-14', endDate: '2026-03-12' };
    const refused = await api.call('POST', `/clients/${clientId}/freezes`, freeze);
    expect(refused.json.errors).toMatchObject([{ path: 'endDate', code: 'end_before_start' }]);
  });

  it.each([
    ['an array', '[]', 'application/json', 400],
    ['broken JSON', '{"amount":', 'application/json', 400],
    ['a bare word', 'true', 'application/json', 400],
    ['a form', 'amount=1', 'application/x-www-form-urlencoded', 415],
    ['plain text', 'hello', 'text/plain', 415],
    ['an unknown charset', '{}', 'application/json; charset=klingon', 415],
    ['more than a megabyte', JSON.stringify({ note: 'x'.repeat(1_100_000) }), 'application/json', 413],
  ])('refuses %s with its own status', async (_, raw, type, status) => {
    const path = `/api/v1/clients/${clientId}/payments`;
    const refused = await api.send('POST', path, { raw, headers: { 'content-type': type } });
    expect(refused.status).toBe(status);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each(['limit=0', 'limit=501', 'limit=x', 'status=happy', 'groupId=-1', 'limit=1&limit=2'])(
    'refuses the list query %s',
    async (query) => {
      const refused = await api.call('GET', `/clients?${query}`);
      expect(refused.status).toBe(422);
      expect(refused.json.errors).toHaveLength(1);
    },
  );

  it.each(['/clients', '/groups', '/clients/1/payments'])('refuses a cursor of %s that it never gave', async (path) => {
    for (const cursor of ['nonsense', 'YWZ0ZXI6LTE', '%00']) {
      const refused = await api.call('GET', `${path}?cursor=${cursor}`);
      expect(refused.json).toMatchObject({ status: 400, errors: [{ path: 'cursor' }] });
    }
  });

  it('treats % and _ in a search as letters', async () => {
    expect((await api.call('GET', '/clients?q=%25')).json.items).toEqual([]);
    expect((await api.call('GET', '/clients?q=_')).json.items).toEqual([]);
  });

  it('never stores markup-like names changed, nor invisible characters', async () => {
    const name = '<b>"O\'Neil"</b>\u202e🙂';
    const created = await api.call('POST', '/clients', { telegramId: '5000000002', firstName: name });
    expect(created.json.firstName).toBe('<b>"O\'Neil"</b>🙂');
  });

  it('refuses an idempotency key with spaces or without end', async () => {
    for (const key of ['a b', 'x'.repeat(121)]) {
      const refused = await api.call('POST', '/clients', { phone: '+996555999999' }, { 'idempotency-key': key });
      expect(refused.json).toMatchObject({ status: 400, errors: [{ path: 'Idempotency-Key' }] });
    }
  });

  it('says which methods an address takes', async () => {
    const refused = await api.call('DELETE', '/clients/1');
    expect([refused.status, refused.json.code]).toEqual([405, 'method_not_allowed']);
    expect(refused.headers.get('allow')).toBe('GET, OPTIONS, HEAD');
    const options = await api.call('OPTIONS', '/groups');
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, OPTIONS, HEAD']);
    const head = await api.call('HEAD', '/groups');
    expect([head.status, head.text]).toEqual([200, '']);
  });

  it('answers an unknown address and an undecodable one as problems', async () => {
    expect((await api.call('GET', '/nothing')).json.code).toBe('not_found');
    expect((await api.call('GET', '/clients/%E0%A4%A')).json.code).toBe('malformed');
  });

  it('keeps the caller’s request id when it is a sane one', async () => {
    const echoed = await api.call('GET', '/groups', undefined, { 'x-request-id': 'caller-12345678' });
    expect(echoed.headers.get('x-request-id')).toBe('caller-12345678');
    const replaced = await api.call('GET', '/groups', undefined, { 'x-request-id': '<script>' });
    expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describeOnSqlite('who may call the token API', (database) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(database.dataSource, { rateLimits: { bot: 1000, token: 3, stranger: 2 } });
  });
  afterAll(() => api.stop());

  const ask = (token: string | null, method = 'GET', body?: unknown) =>
    api.send(method, method === 'GET' ? '/api/v1/groups' : '/api/v1/clients', { token, body });

  it('lets a token do what its scopes say and nothing after it was revoked', async () => {
    const reader = await api.apiTokens.create({ name: 'Reports', scopes: ['read'] }, OWNER);
    const writer = await api.apiTokens.create({ name: 'Site form', scopes: ['write'] }, OWNER);
    expect((await ask(reader.token)).status).toBe(200);
    expect((await ask(reader.token, 'POST', { phone: '+996555000111' })).json.code).toBe('forbidden');
    expect((await ask(writer.token, 'POST', { phone: '+996555000111' })).status).toBe(201);
    expect((await ask(writer.token)).json.code).toBe('forbidden');
    await api.apiTokens.revoke(reader.id, OWNER);
    const revoked = await ask(reader.token);
    expect([revoked.status, revoked.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  it('slows strangers down and never the bot behind the same address', async () => {
    const statuses: number[] = [];
    for (const token of ['guess-1', 'guess-2', 'guess-3', null]) statuses.push((await ask(token)).status);
    expect(statuses.at(-1)).toBe(429);
    const refused = await ask('guess-4');
    expect(refused.json.code).toBe('rate_limited');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await api.call('GET', '/groups')).status).toBe(200);
  });

  it('limits each token by itself', async () => {
    const [one, two] = [
      await api.apiTokens.create({ name: 'One', scopes: ['read'] }, OWNER),
      await api.apiTokens.create({ name: 'Two', scopes: ['read'] }, OWNER),
    ];
    for (let call = 0; call < 3; call += 1) expect((await ask(one.token)).status).toBe(200);
    expect((await ask(one.token)).status).toBe(429);
    expect((await ask(two.token)).status).toBe(200);
  });

  describe('without a token', () => {
    it('tells health, readiness and the contract, and no numbers', async () => {
      const open = (path: string) => api.send('GET', path, { token: null });
      expect((await open('/healthz')).json).toEqual({ status: 'alive' });
      const ready = await open('/readyz');
      expect(ready.json).toEqual({ status: 'ready', checks: { database: 'ok', migrations: 'ok', store: 'ok' } });
      expect((await open('/metrics')).status).toBe(401);
      expect((await api.send('GET', '/metrics')).text).toContain('crm_clients{status="active"} 0');
      expect((await open('/api/openapi.json')).json.openapi).toBe('3.1.0');
    });

    it('is not ready when the store is away', async () => {
      await api.store.close();
      const ready = await api.send('GET', '/readyz', { token: null });
      expect(ready.status).toBe(503);
      expect(ready.json.checks).toEqual({ database: 'ok', migrations: 'ok', store: 'failed' });
    });
  });
});
