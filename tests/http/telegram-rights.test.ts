import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { apiRoutes } from '../../src/http/api-routes.js';
import type { Route } from '../../src/http/route.js';
import { describeOnSqlite } from '../setup/databases.js';
import { nextPhone, OWNER, studioOn } from '../setup/studio.js';
import { startApi, type Api } from './api-server.js';

/** Who may make a call in Telegram. `self`: the client or Telegram user whom the address or the body names. */
const ALLOWED: Readonly<Record<string, string>> = {
  'GET /telegram-users/:telegramId': 'self',
  'GET /clients': 'admin',
  'POST /clients': 'self',
  'GET /clients/count': 'admin',
  'GET /clients/:id': 'self admin',
  'PATCH /clients/by-telegram/:telegramId': 'self',
  'PUT /clients/by-telegram/:telegramId/photo': 'self',
  'GET /clients/by-telegram/:telegramId/photo': 'self',
  'POST /clients/by-telegram/:telegramId/erasure-request': 'self',
  'GET /clients/by-telegram/:telegramId/erasure-request': 'self',
  'DELETE /clients/by-telegram/:telegramId/erasure-request': 'self',
  'POST /link-codes/check': 'self',
  'POST /link-codes/use': 'self',
  'GET /plans': 'admin',
  'GET /clients/:id/payments': 'self admin',
  'POST /clients/:id/payments': 'admin',
  'GET /clients/:id/freeze-terms': 'self admin',
  'POST /clients/:id/freezes': 'self admin',
  'POST /freezes/:id/resume': 'self other admin',
  'DELETE /freezes/:id': 'self other admin',
  'GET /groups': 'admin',
  'GET /groups/:id/clients': 'admin',
  'GET /groups/:id/coaches': 'admin',
  'POST /trainings': 'admin',
  'GET /statistics': 'admin',
  'GET /coaches/statistics': 'admin',
  'GET /broadcasts/audience': 'admin',
  'POST /broadcasts': 'admin',
  'GET /broadcasts/:id': 'admin',
  'PUT /broadcasts/:id/photo': 'admin',
  'POST /broadcasts/:id/start': 'admin',
  'POST /broadcasts/:id/pause': 'admin',
  'POST /broadcasts/:id/resume': 'admin',
  'POST /broadcasts/:id/cancel': 'admin',
  'POST /group-trainings': 'admin',
  'GET /group-trainings/:id': 'admin coach',
  'POST /group-trainings/:id/attendance': 'admin coach',
  'POST /group-trainings/:id/close': 'admin coach',
  'POST /group-trainings/:id/reopen': 'admin coach',
  'POST /group-trainings/:id/cancel': 'admin',
  'GET /coaches/:id/sessions': 'admin coach',
  'POST /invitations/:id/accept': 'self',
  'POST /invitations/:id/decline': 'self',
  'GET /clients/:id/timetable': 'self admin',
  'GET /clients/:id/visits': 'self admin',
};
/** Acted for nobody: with a person named they are refused. */
const FOR_NOBODY = 'nobody';

const PEOPLE = { self: '5000000001', other: '5000000002', coach: '5000000003', admin: '5000000004' };
const ROLES = { ...PEOPLE, archived: '5000000005', unknown: '5000000006' };
type Role = keyof typeof ROLES;

const nameOf = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;

describeOnSqlite('what a person in Telegram may ask of the API', (database) => {
  let api: Api;
  let ids: { self: number; coach: number };
  beforeAll(async () => {
    api = await startApi(database.dataSource);
  });
  afterAll(() => api.stop());

  beforeEach(async () => {
    await database.clear();
    const person = (role: Role) => ({ telegramId: ROLES[role], firstName: role, phone: nextPhone() });
    const self = await api.clients.create(person('self'), OWNER);
    await api.clients.create(person('other'), OWNER);
    const archived = await api.clients.create(person('archived'), OWNER);
    await api.clients.archive(archived.id, OWNER);
    const coach = await api.coaches.create({ firstName: 'coach', telegramId: ROLES.coach }, OWNER);
    await api.settings.set('adminTelegramIds', [ROLES.admin, ROLES.archived], OWNER);
    ids = { self: self.id, coach: coach.id };
  });

  const pathOf = ({ path }: Route): string =>
    path
      .replace(/^\/clients\/:id/, `/clients/${ids.self}`)
      .replace(/^\/coaches\/:id/, `/coaches/${ids.coach}`)
      .replace(':telegramId', ROLES.self)
      .replace(':id', '424242');
  const ask = (route: Route, telegramId: string) => {
    const body = route.body ? { telegramId: ROLES.self } : undefined;
    return api.call(route.method.toUpperCase(), pathOf(route), body, { 'x-telegram-id': telegramId });
  };
  const allRoutes = () => apiRoutes(studioOn(database.dataSource));

  it.each(Object.keys(ROLES) as Role[])('is for "%s" what the table says, call by call', async (role) => {
    const wrong: string[] = [];
    for (const route of allRoutes()) {
      const { status, json } = await ask(route, ROLES[role]);
      const isRefused = status === 403 && json.code === 'forbidden';
      const allowed = (ALLOWED[nameOf(route)] ?? FOR_NOBODY).split(' ');
      if (isRefused === allowed.includes(role)) wrong.push(`${nameOf(route)}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('is written down for every call that has a right', () => {
    const withRight = allRoutes().filter(({ telegram }) => telegram !== undefined);
    expect(withRight.map(nameOf).filter((name) => !(name in ALLOWED))).toEqual([]);
  });

  it('is not asked of a call that names nobody', async () => {
    const statuses = await Promise.all(
      allRoutes().map(async (route) => (await api.call(route.method.toUpperCase(), pathOf(route))).status),
    );
    expect(statuses).not.toContain(403);
  });

  it('lets a stranger register themselves, and nobody else', async () => {
    const headers = { 'x-telegram-id': ROLES.unknown };
    const register = (telegramId: string) => api.call('POST', '/clients', { telegramId, firstName: 'Анна' }, headers);
    expect((await register('5000000099')).status).toBe(403);
    expect((await register(ROLES.unknown)).status).toBe(201);
  });

  it('may not be named by a token without the scope of the bot', async () => {
    const { token } = await api.apiTokens.create({ name: 'Reader', scopes: ['read', 'write'] }, OWNER);
    const call = { token, headers: { 'x-telegram-id': ROLES.self } };
    expect((await api.send('GET', `/api/v1/clients/${ids.self}`, call)).status).toBe(403);
    expect((await api.send('GET', `/api/v1/clients/${ids.self}`, { token })).status).toBe(200);
  });

  it('is nothing for what is no Telegram id', async () => {
    const odd = await api.call('GET', `/clients/${ids.self}`, undefined, { 'x-telegram-id': '12 OR 1=1' });
    expect([odd.status, odd.json.code]).toEqual([400, 'malformed']);
  });

  describe('is kept in the audit log when refused', () => {
    const entries = () => database.dataSource.getRepository(AuditEntry).findBy({ entity: 'TelegramUser' });

    it('with the call and the person', async () => {
      await api.call('GET', '/clients', undefined, { 'x-telegram-id': ROLES.other });
      expect(await entries()).toMatchObject([
        { action: 'telegram.refused', entityId: ROLES.other, after: { call: 'GET /clients' }, actorKind: 'bot' },
      ]);
    });

    it('at most twenty times a person and hour', async () => {
      const press = () => api.call('POST', `/telegram-users/${ROLES.other}/refused-presses`, { reason: 'forged' });
      for (let time = 0; time < 22; time += 1) expect((await press()).status).toBe(204);
      await api.call('GET', '/clients', undefined, { 'x-telegram-id': ROLES.other });
      expect(await entries()).toHaveLength(20);
      await api.call('GET', '/clients', undefined, { 'x-telegram-id': ROLES.self });
      expect(await entries()).toHaveLength(21);
      api.passDays(1);
      await press();
      expect(await entries()).toHaveLength(22);
      api.passDays(-1);
    });
  });

  it('names the client by number in the log, not by the program alone', async () => {
    const headers = { 'x-telegram-id': ROLES.self };
    await api.call('PATCH', `/clients/by-telegram/${ROLES.self}`, { region: 'Ош' }, headers);
    const log = database.dataSource.getRepository(AuditEntry);
    expect(await log.findOneBy({ action: 'client.update' })).toMatchObject({ actorName: `bot: client ${ids.self}` });
  });

  it('is told in the document of the API', async () => {
    const { json } = await api.send('GET', '/api/openapi.json', { token: null });
    const { parameters } = json.paths['/clients/{id}']?.get ?? { parameters: [] };
    expect(parameters).toContainEqual(
      expect.objectContaining({ name: 'x-telegram-id', in: 'header', required: false }),
    );
    const noPerson = json.paths['/settings/admin-telegram-ids']?.get ?? { parameters: [] };
    expect(noPerson.parameters).not.toContainEqual(expect.objectContaining({ name: 'x-telegram-id' }));
  });
});
