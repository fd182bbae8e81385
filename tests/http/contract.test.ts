import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { problemSchema } from '../../src/contract/primitives.js';
import { describeOnSqlite } from '../setup/databases.js';
import { startApi, type Answered, type Api } from './api-server.js';

/** What issue by issue grows towards the whole contract. */
const CALLS = [
  'GET /telegram-users/{telegramId}',
  'GET /clients',
  'POST /clients',
  'GET /clients/count',
  'GET /clients/{id}',
  'PATCH /clients/by-telegram/{telegramId}',
  'PUT /clients/by-telegram/{telegramId}/photo',
  'GET /clients/by-telegram/{telegramId}/photo',
  'POST /clients/by-telegram/{telegramId}/erasure-request',
  'GET /clients/by-telegram/{telegramId}/erasure-request',
  'DELETE /clients/by-telegram/{telegramId}/erasure-request',
  'PUT /telegram-users/{telegramId}/reachability',
  'POST /telegram-users/{telegramId}/refused-presses',
  'POST /link-codes/check',
  'POST /link-codes/use',
  'GET /plans',
  'GET /clients/{id}/payments',
  'POST /clients/{id}/payments',
  'GET /clients/{id}/freeze-terms',
  'POST /clients/{id}/freezes',
  'POST /freezes/{id}/resume',
  'DELETE /freezes/{id}',
  'GET /groups',
  'GET /groups/{id}/clients',
  'GET /groups/{id}/coaches',
  'POST /trainings',
  'POST /group-trainings',
  'GET /group-trainings/{id}',
  'POST /group-trainings/{id}/attendance',
  'POST /group-trainings/{id}/close',
  'POST /group-trainings/{id}/reopen',
  'POST /group-trainings/{id}/cancel',
  'GET /coaches/{id}/sessions',
  'GET /clients/{id}/timetable',
  'GET /clients/{id}/visits',
  'POST /invitations/{id}/accept',
  'POST /invitations/{id}/decline',
  'GET /statistics',
  'GET /coaches/statistics',
  'GET /settings/admin-telegram-ids',
  'POST /deliveries/claim',
  'POST /deliveries/step',
  'GET /broadcasts/audience',
  'POST /broadcasts',
  'GET /broadcasts/{id}',
  'PUT /broadcasts/{id}/photo',
  'GET /broadcasts/{id}/photo',
  'POST /broadcasts/{id}/start',
  'POST /broadcasts/{id}/pause',
  'POST /broadcasts/{id}/resume',
  'POST /broadcasts/{id}/cancel',
];

describeOnSqlite('the published contract', (database) => {
  let api: Api;
  let document: Answered;
  beforeAll(async () => {
    api = await startApi(database.dataSource);
    document = await api.send('GET', '/api/openapi.json', { token: null });
  });
  afterAll(() => api.stop());

  it('names every call and no other', () => {
    const named = Object.entries(document.json.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(named.sort()).toEqual([...CALLS].sort());
  });

  it('names the parameters of each address and where a repeat is safe', () => {
    const { parameters } = document.json.paths['/clients/{id}/payments']?.post ?? { parameters: [] };
    expect(parameters).toMatchObject([
      { name: 'id', in: 'path', required: true },
      { name: 'preview', in: 'query', required: false },
      { name: 'Idempotency-Key', in: 'header', required: false },
      { name: 'x-telegram-id', in: 'header', required: false },
    ]);
    expect(document.json.paths['/clients']?.get?.parameters).toContainEqual(
      expect.objectContaining({ name: 'limit', in: 'query', required: false }),
    );
  });

  it.each(CALLS)('%s answers what it says, also when it refuses', async (call) => {
    const [method = '', template = ''] = call.split(' ');
    const path = template.replace(/\{\w+\}/g, '424242');
    const answer = await api.call(method, path, ['POST', 'PATCH'].includes(method) ? {} : undefined);
    const { responses } = document.json.paths[template]?.[method.toLowerCase()] ?? { responses: {} };
    expect(Object.keys(responses)).toContain(String(answer.status));
    if (answer.status >= 400) expect(problemSchema.safeParse(answer.json).error).toBeUndefined();
    expect(answer.status).toBeLessThan(500);
  });

  it('is read by people in both languages, without scripts and foreign hosts', async () => {
    const page = await api.send('GET', '/api/docs?lang=ru', { token: null });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.text).toContain('<html lang="ru">');
    expect(page.text).toContain('Зарегистрировать клиента');
    expect(page.text).not.toMatch(/<h2>[a-z]/);
    expect(page.text).not.toMatch(/<script|src=|href="http/);
    expect(page.text).toContain('curl -X POST &#39;https://crm.example.com/api/v1/trainings&#39;');
    const english = await api.send('GET', '/api/docs', { token: null, headers: { 'accept-language': 'en-GB' } });
    expect(english.text).toContain('Register a client');
  });
});
