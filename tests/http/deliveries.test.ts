import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ACTING_TELEGRAM_HEADER } from '../../src/contract/people.js';
import type { BroadcastView } from '../../src/contract/broadcasts.js';
import type { ClaimAnswer, StepAnswer } from '../../src/contract/deliveries.js';
import { describeEachDatabase } from '../setup/databases.js';
import { nextPhone, OWNER } from '../setup/studio.js';
import { startApi, TOKEN, type Answered, type Api } from './api-server.js';
import { JPEG_START, PNG } from '../setup/photo.js';

const ADMIN = '900';

describeEachDatabase('messages and broadcasts over the API', (database) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(database.dataSource);
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    await database.clear();
    await api.settings.set('adminTelegramIds', [ADMIN], OWNER);
  });

  const as = (telegramId: string) => ({ [ACTING_TELEGRAM_HEADER]: telegramId });
  const register = (telegramId: string) =>
    api.clients.create({ firstName: 'Анна', phone: nextPhone(), telegramId }, OWNER);
  const viewOf = (answered: Answered) => answered.json as unknown as BroadcastView;
  const write = async (fields: object = {}) =>
    viewOf(await api.call('POST', '/broadcasts', { text: 'Привет', audience: { kind: 'all' }, ...fields }));
  const claim = async () =>
    (await api.call('POST', '/deliveries/claim', { worker: 'w', limit: 10 })).json as unknown as ClaimAnswer;
  const step = async (body: object) =>
    (await api.call('POST', '/deliveries/step', { worker: 'w', ...body })).json as unknown as StepAnswer;

  it('gives nothing to a worker that died while it waited', async () => {
    const dying = new AbortController();
    const waiting = fetch(`${api.url}/api/v1/deliveries/claim`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ worker: 'dying', limit: 10, waitSeconds: 20 }),
      signal: dying.signal,
    });
    await delay(200);
    dying.abort();
    await expect(waiting).rejects.toThrow();
    await delay(50);
    const nobody = { clientId: null, chatId: '51', payload: { text: 'Привет', buttons: [] } };
    const draft = { ...nobody, dedupeKey: 'test:dying', deliveryClass: 'interactive' } as const;
    await api.unitOfWork.run(() => api.outbox.enqueue([draft]));
    expect((await claim()).items).toHaveLength(1);
  });

  it('sends a broadcast from the draft to the last report, and a step may be repeated as it is', async () => {
    await register('51');
    const { id, status } = await write({ draft: true, text: 'Привет, {firstName}!' });
    expect(status).toBe('draft');
    const photo = await api.send('PUT', `/api/v1/broadcasts/${id}/photo`, { raw: PNG });
    expect(photo.status).toBe(204);
    expect((await api.call('GET', `/broadcasts/${id}/photo`)).bytes.subarray(0, 3).equals(JPEG_START)).toBe(true);
    const started = viewOf(await api.call('POST', `/broadcasts/${id}/start`, {}));
    expect(started).toMatchObject({ status: 'preparing', hasPhoto: true });
    await api.broadcastDriver.drive();

    const { items, pauseUntil, bulkPerSecond } = await claim();
    expect({ pauseUntil, bulkPerSecond }).toEqual({ pauseUntil: null, bulkPerSecond: 25 });
    expect(items).toMatchObject([
      { chatId: '51', class: 'bulk', method: 'sendPhoto', payload: { text: 'Привет, Анна!', photoOf: id } },
    ]);
    const refs = items.map((item) => ({ id: item.id, leaseToken: item.leaseToken }));
    const begun = { begun: refs.map((ref) => ref.id), revoked: [] };
    expect(await step({ begin: refs })).toMatchObject(begun);
    expect(await step({ begin: refs })).toMatchObject(begun);
    const finished = refs.map((ref) => ({ ...ref, outcome: 'sent', messageId: 7 }));
    expect(await step({ finished })).toMatchObject({ begun: [], revoked: [] });
    expect(await step({ finished })).toMatchObject({ begun: [], revoked: [] });
    const done = viewOf(await api.call('GET', `/broadcasts/${id}`));
    expect(done).toMatchObject({ status: 'done', total: 1, sent: 1, pending: 0 });
  });

  it('pauses, resumes and cancels, answering with the counts', async () => {
    await register('51');
    const { id } = await write();
    await api.broadcastDriver.drive();
    const turn = async (word: string) => viewOf(await api.call('POST', `/broadcasts/${id}/${word}`));
    expect(await turn('pause')).toMatchObject({ status: 'paused', pending: 1 });
    expect(await turn('resume')).toMatchObject({ status: 'running' });
    expect(await turn('cancel')).toMatchObject({ status: 'cancelled' });
    const refused = await api.call('POST', `/broadcasts/${id}/resume`);
    expect(refused).toMatchObject({ status: 409, json: { code: 'broadcast_not_running' } });
  });

  it('tells the size of an audience', async () => {
    await register('51');
    const { status, json } = await api.call('GET', '/broadcasts/audience?kind=all');
    expect([status, json]).toEqual([200, { people: 1, reachable: 1, withoutTelegram: 0, blocked: 0, optedOut: 0 }]);
    expect(await api.call('GET', '/broadcasts/audience?kind=group')).toMatchObject({
      status: 422,
      json: { errors: [{ path: 'audience.groupId', code: 'required' }] },
    });
  });

  it('makes one broadcast of a request that came twice', async () => {
    await register('51');
    const body = { text: 'Привет', audience: { kind: 'all' } };
    const first = await api.call('POST', '/broadcasts', body, { 'idempotency-key': 'k' });
    const second = await api.call('POST', '/broadcasts', body, { 'idempotency-key': 'k' });
    expect([first.status, second.status, second.json.id]).toEqual([201, 201, first.json.id]);
  });

  it.each<[string, object, string, string]>([
    ['broken markup', { text: 'Скидка <b>20%' }, 'text', 'bad_markup'],
    ['a text that is too long', { text: 'я'.repeat(4097) }, 'text', 'too_long'],
    ['another audience', { audience: { kind: 'friends' } }, 'audience.kind', 'not_an_option'],
    ['a time that is none', { scheduledAt: 'завтра' }, 'scheduledAt', 'malformed'],
  ])('refuses %s, naming the field', async (_, fields, path, code) => {
    const answered = await api.call('POST', '/broadcasts', { text: 'Привет', audience: { kind: 'all' }, ...fields });
    expect(answered.status).toBe(422);
    expect(answered.json.errors).toMatchObject([{ path, code }]);
  });

  it('names the tag in the words of the refusal', async () => {
    const headers = { 'accept-language': 'ru' };
    const body = { text: 'Скидка <b>20%', audience: { kind: 'all' } };
    const { json } = await api.call('POST', '/broadcasts', body, headers);
    expect(json.errors[0]?.message).toBe('Ошибка в разметке: <b>.');
  });

  it.each<[string, object]>([
    ['/deliveries/claim', { worker: 'w', limit: 101 }],
    ['/deliveries/claim', { worker: 'w', limit: 0 }],
    ['/deliveries/claim', { worker: 'two words', limit: 1 }],
    ['/deliveries/claim', { worker: 'w', limit: 1, waitSeconds: 51 }],
    ['/deliveries/step', { worker: 'w', begin: [{ id: 1 }] }],
    ['/deliveries/step', { worker: 'w', finished: [{ id: 1, leaseToken: 'x', outcome: 'lost' }] }],
    ['/deliveries/step', { worker: 'w', finished: [{ id: 1, leaseToken: 'x', outcome: 'flood', retryAfter: -1 }] }],
  ])('%s refuses %j', async (path, body) => {
    expect((await api.call('POST', path, body)).status).toBe(422);
  });

  it('drops what nobody has claimed', async () => {
    const refs = [{ id: 4, leaseToken: 'x' }];
    expect(await step({ begin: refs, finished: [] })).toMatchObject({ begun: [], revoked: [4] });
    expect(await step({ finished: [{ ...refs[0], outcome: 'sent' }] })).toMatchObject({ begun: [], revoked: [] });
  });

  describe('rights', () => {
    it('messages are for the bot’s own token, and for nobody in its name', async () => {
      const { token } = await api.apiTokens.create({ name: 'other', scopes: ['read', 'write'] }, OWNER);
      const body = { worker: 'w', limit: 1 };
      expect((await api.send('POST', '/api/v1/deliveries/claim', { body, token })).status).toBe(403);
      expect((await api.send('POST', '/api/v1/deliveries/step', { body: { worker: 'w' }, token })).status).toBe(403);
      expect((await api.call('POST', '/deliveries/claim', body, as(ADMIN))).status).toBe(403);
      expect((await api.call('POST', '/deliveries/claim', body)).status).toBe(200);
    });

    it('broadcasts are for admins of the bot, and not for other people in Telegram', async () => {
      await register('51');
      const { id } = await write({ draft: true });
      const calls: [string, string, object?][] = [
        ['GET', '/broadcasts/audience?kind=all'],
        ['GET', `/broadcasts/${id}`],
        ['POST', `/broadcasts/${id}/start`, {}],
        ['POST', `/broadcasts/${id}/pause`],
        ['POST', `/broadcasts/${id}/resume`],
        ['POST', `/broadcasts/${id}/cancel`],
        ['POST', '/broadcasts', { text: 'Привет', audience: { kind: 'all' } }],
      ];
      for (const [method, path, body] of calls) {
        for (const telegramId of ['51', '52']) {
          expect((await api.call(method, path, body, as(telegramId))).status).toBe(403);
        }
      }
      for (const [method, path, body] of calls) {
        expect([200, 201, 409]).toContain((await api.call(method, path, body, as(ADMIN))).status);
      }
    });

    it('reading needs no more than a token that reads, writing more', async () => {
      const { id } = await write({ draft: true });
      const { token } = await api.apiTokens.create({ name: 'reader', scopes: ['read'] }, OWNER);
      expect((await api.send('GET', `/api/v1/broadcasts/${id}`, { token })).status).toBe(200);
      expect((await api.send('POST', `/api/v1/broadcasts/${id}/cancel`, { token })).status).toBe(403);
      expect((await api.send('GET', `/api/v1/broadcasts/${id}/photo`, { token })).status).toBe(403);
    });
  });
});
