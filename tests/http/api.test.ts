import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { IdempotentAnswer } from '../../src/http/idempotent-answer.entity.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { OWNER } from '../setup/studio.js';
import { startApi, type Api } from './api-server.js';
import { JPEG_START, PNG } from '../setup/photo.js';

describeEachDatabase('the token API', (database) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(database.dataSource);
  });
  afterAll(() => api.stop());
  beforeEach(() => database.clear());

  const anna = { telegramId: '5000000001', firstName: 'Анна', lastName: 'Петрова', phone: '0555 12-34-56' };
  const register = async (fields: object = anna): Promise<number> =>
    (await api.call('POST', '/clients', fields)).json.id;

  it('registers a client and tells the bot who writes to it', async () => {
    const unknown = await api.call('GET', '/telegram-users/5000000001');
    expect(unknown.json).toMatchObject({ kind: 'unknown', clientId: null, isAdmin: false });
    const created = await api.call('POST', '/clients', anna);
    expect(created.status).toBe(201);
    expect(created.json).toMatchObject({ firstName: 'Анна', phone: '+996555123456', status: 'new', daysLeft: 0 });
    const known = await api.call('GET', '/telegram-users/5000000001');
    expect(known.json).toMatchObject({ kind: 'client', clientId: created.json.id });
  });

  it('refuses a second registration of one Telegram account, naming the field and the reason in both languages', async () => {
    await register();
    const again = await api.call('POST', '/clients', anna);
    expect(again.status).toBe(409);
    expect(again.headers.get('content-type')).toContain('application/problem+json');
    expect(again.json).toMatchObject({
      status: 409,
      code: 'client_exists',
      errors: [{ path: 'telegramId', code: 'client_exists', message: 'This client already exists.' }],
      requestId: again.headers.get('x-request-id'),
    });
    const russian = await api.call('POST', '/clients', anna, { 'accept-language': 'ru' });
    expect(russian.json.detail).toBe('Такой клиент уже есть.');
  });

  it('finds clients by a part of the name in any letter case and pages through them', async () => {
    for (const number of [1, 2, 3]) await register({ ...anna, telegramId: `500000000${number}` });
    await register({ telegramId: '5000000009', firstName: 'Борис' });
    const first = await api.call('GET', `/clients?q=${encodeURIComponent('ПЕТР')}&limit=2`);
    expect(first.json.items).toHaveLength(2);
    const cursor = encodeURIComponent(first.json.nextCursor);
    const second = await api.call('GET', `/clients?q=${encodeURIComponent('ПЕТР')}&limit=2&cursor=${cursor}`);
    expect(second.json.items).toHaveLength(1);
    expect(second.json.nextCursor).toBeNull();
  });

  it('counts nobody as active before a payment and one after it', async () => {
    const id = await register();
    expect((await api.call('GET', '/clients/count')).json).toEqual({ count: 0 });
    await api.call('POST', `/clients/${id}/payments`, { amount: '1200.00', durationDays: 30 });
    expect((await api.call('GET', '/clients/count')).json).toEqual({ count: 1 });
    expect((await api.call('GET', '/clients/count?date=2026-06-01')).json).toEqual({ count: 0 });
  });

  it('sells two periods that chain, freezes with a preview that writes nothing, cancels and resumes', async () => {
    const id = await register();
    const first = await api.call('POST', `/clients/${id}/payments`, { amount: 1200.5, durationDays: 10 });
    expect(first.status).toBe(201);
    expect(first.json).toMatchObject({ amount: '1200.50', startDate: '2026-03-10', endDate: '2026-03-19' });
    const second = await api.call('POST', `/clients/${id}/payments`, { amount: '0', durationDays: 10 });
    expect(second.json).toMatchObject({ startDate: '2026-03-20', endDate: '2026-03-29' });
    const freeze = { startDate: '2026-03-12', endDate: '2026-03-14' };
    const preview = await api.call('POST', `/clients/${id}/freezes?preview=true`, freeze);
    expect(preview.status).toBe(200);
    expect(preview.json).toMatchObject({ id: null, days: 3 });
    expect((await api.call('GET', `/clients/${id}`)).json.freezes).toEqual([]);
    const frozen = await api.call('POST', `/clients/${id}/freezes`, freeze);
    expect(frozen.status).toBe(201);
    expect(frozen.json.payments).toMatchObject([
      { id: first.json.id, endDate: '2026-03-22' },
      { id: second.json.id, startDate: '2026-03-23', endDate: '2026-04-01' },
    ]);
    const cancelled = await api.call('DELETE', `/freezes/${frozen.json.id}`);
    expect(cancelled.json).toMatchObject({ days: 0 });
    await api.call('POST', `/clients/${id}/freezes`, { startDate: '2026-03-10', endDate: '2026-03-11' });
    api.passDays(1);
    const running = (await api.call('GET', `/clients/${id}`)).json.freezes as { id: number }[];
    const path = `/freezes/${running[0]?.id}/resume`;
    const resumePreview = await api.call('POST', `${path}?preview=true`);
    expect([resumePreview.status, resumePreview.json]).toMatchObject([200, { days: 1 }]);
    expect((await api.call('GET', `/clients/${id}`)).json.freezes).toEqual(running);
    expect((await api.call('POST', path)).json).toEqual(resumePreview.json);
    api.passDays(-1);
    const chain = await api.call('GET', `/clients/${id}/payments?limit=1`);
    expect(chain.json.items).toMatchObject([{ id: second.json.id, endDate: '2026-03-30' }]);
    const rest = await api.call('GET', `/clients/${id}/payments?cursor=${chain.json.nextCursor}`);
    expect(rest.json.items).toMatchObject([{ id: first.json.id, endDate: '2026-03-20' }]);
  });

  it('sells once however often the same request with the same key arrives, even at the same moment', async () => {
    const id = await register();
    const sell = (amount = '100.00') =>
      api.call('POST', `/clients/${id}/payments`, { amount }, { 'idempotency-key': 'form-1' });
    const answers = await Promise.all([sell(), sell(), sell()]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await database.dataSource.getRepository(Payment).count()).toBe(1);
    const other = await sell('200.00');
    expect(other.status).toBe(409);
    expect(other.json.code).toBe('idempotency_key_reused');
  });

  it('keeps no key of a refused request, so that the corrected one goes through', async () => {
    const headers = { 'idempotency-key': 'form-2' };
    const refused = await api.call('POST', '/clients', { firstName: 'Anna' }, headers);
    expect(refused.json.errors).toMatchObject([{ path: 'phone', code: 'contact_required' }]);
    expect(await database.dataSource.getRepository(IdempotentAnswer).count()).toBe(0);
    expect((await api.call('POST', '/clients', anna, headers)).status).toBe(201);
  });

  it('keeps a photo judged by its content and gives it back as a JPEG', async () => {
    await register();
    const path = '/api/v1/clients/by-telegram/5000000001/photo';
    const put = (raw: Uint8Array) => api.send('PUT', path, { raw, headers: { 'content-type': 'image/png' } });
    expect((await put(PNG)).status).toBe(204);
    const photo = await api.send('GET', path);
    expect(photo.headers.get('content-type')).toBe('image/jpeg');
    expect(photo.bytes.subarray(0, 3).equals(JPEG_START)).toBe(true);
    expect((await put(Buffer.from('<svg onload=alert(1)>'))).json.code).toBe('not_an_image');
    expect((await put(new Uint8Array(0))).json.code).toBe('not_an_image');
    expect((await put(Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]))).status).toBe(413);
  });

  it('changes only what is given and refuses an archived person', async () => {
    const id = await register();
    const patched = await api.call('PATCH', '/clients/by-telegram/5000000001', { region: 'Ош' });
    expect(patched.json).toMatchObject({ region: 'Ош', lastName: 'Петрова' });
    await api.clients.archive(id, OWNER);
    const refused = await api.call('PATCH', '/clients/by-telegram/5000000001', { region: 'Нарын' });
    expect([refused.status, refused.json.code]).toEqual([409, 'client_archived']);
    expect((await api.call('GET', '/telegram-users/5000000001')).json.kind).toBe('archived');
  });

  it('records a visit once, for active clients only', async () => {
    const id = await register();
    const visit = () => api.call('POST', '/trainings', { telegramId: '5000000001' });
    expect((await visit()).json.code).toBe('client_not_active');
    await api.call('POST', `/clients/${id}/payments`, { amount: '1' });
    const [one, two] = [await visit(), await visit()];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.json).toEqual(one.json);
    expect((await api.call('GET', `/clients/${id}`)).json.visitCount).toBe(1);
    const both = await api.call('POST', '/trainings', { clientId: id, telegramId: '5000000001' });
    expect(both.status).toBe(422);
  });

  it('lists groups, their clients and who may lead them', async () => {
    const usual = await api.call('GET', '/groups');
    expect(usual.json).toEqual({ items: [], nextCursor: null });
    const { id } = await api.groups.create({ name: 'Утро', weekdays: [5, 1], startTime: '09:00', capacity: 5 }, OWNER);
    const client = await register();
    await api.call('POST', `/clients/${client}/payments`, { amount: '1' });
    await api.groups.addClient(id, client, OWNER);
    const full = await api.call('GET', '/groups?empty=false');
    expect(full.json.items).toMatchObject([{ id, weekdays: [1, 5], clientCount: 1 }]);
    expect((await api.call('GET', '/groups?empty=true')).json.items).toEqual([]);
    const members = await api.call('GET', `/groups/${id}/clients?status=active`);
    expect(members.json.items).toMatchObject([{ id: client }]);
    expect((await api.call('GET', `/groups/${id}/coaches`)).json).toEqual({ usual: null, others: [] });
  });

  it('tells the admins’ Telegram ids as they are now', async () => {
    expect((await api.call('GET', '/settings/admin-telegram-ids')).json).toEqual({ ids: [] });
    await api.settings.set('adminTelegramIds', ['7000000001'], OWNER);
    expect((await api.call('GET', '/settings/admin-telegram-ids')).json).toEqual({ ids: ['7000000001'] });
  });

  it('counts the day: revenue, payments, visits, active and new clients', async () => {
    const id = await register();
    await api.call('POST', `/clients/${id}/payments`, { amount: '1200.50' });
    await api.call('POST', '/trainings', { clientId: id });
    const { json } = await api.call('GET', '/statistics?from=2026-03-09&to=2026-03-10');
    expect(json.days).toMatchObject([
      { date: '2026-03-09', revenue: '0.00', active: 0 },
      { date: '2026-03-10', revenue: '1200.50', payments: 1, visits: 1, active: 1, newClients: 1, misses: 0 },
    ]);
    expect(json.totals).toMatchObject({ revenue: '1200.50', visits: 1 });
    expect(json.previous).toMatchObject({ revenue: '0.00', visits: 0 });
    const year = await api.call('GET', '/statistics?from=2024-01-01&to=2026-03-10');
    expect(year.json.errors).toMatchObject([{ path: 'to', code: 'out_of_range' }]);
    expect((await api.call('GET', '/statistics?from=2026-03-10&to=2026-03-09')).status).toBe(422);
    expect((await api.call('GET', '/coaches/statistics?from=2026-03-09&to=2026-03-10')).json).toEqual({ items: [] });
  });
});
