import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ruPanel } from '../../admin/locale/ru-panel.js';
import { BOT_HEARTBEAT_KEY } from '../../src/contract/store-keys.js';
import { describeOnSqlite } from '../setup/databases.js';
import { PASSWORD, startPanel, type PanelServer, type Visitor } from './panel-server.js';

const LIST = '/admin/api/resources/Client/actions/list';
const STAFF = '/admin/api/resources/Staff';

describeOnSqlite('one’s own account in the panel', (database) => {
  let panel: PanelServer;
  let owner: Visitor;
  let people = 0;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    owner = await panel.loggedIn('owner');
  });
  afterAll(() => panel?.close());

  const invite = async () => {
    people += 1;
    const email = `invited${people}@example.com`;
    const { json } = await owner.post(`${STAFF}/actions/new`, { name: 'Invited', email, role: 'manager', coachId: '' });
    return { email, id: json.result.id as number, password: json.result.password as string };
  };

  it('begins with a password that opens nothing but the way to one’s own', async () => {
    const { email, password } = await invite();
    const person = panel.visitor();
    expect((await person.logIn(email, password)).status).toBe(303);
    expect((await person.get('/admin/resources/Client')).headers.get('location')).toBe('/admin/pages/account');
    expect((await person.get(LIST)).status).toBe(403);
    expect((await person.post('/admin/api/resources/Client/actions/new', { firstName: 'x' })).status).toBe(403);
    expect((await person.get('/admin/pages/account')).status).toBe(200);
    const weak = await person.post('/admin/profile/password', { oldPassword: password, password: 'short' });
    expect(weak.json.problem?.fields).toHaveProperty('password');
    const changed = await person.post('/admin/profile/password', { oldPassword: password, password: PASSWORD });
    expect(changed.json.problem).toBeUndefined();
    expect((await person.get(LIST)).status).toBe(200);
  });

  it('goes on after a new password where it was set, and ends everywhere else', async () => {
    const { email, password } = await invite();
    const [here, there] = [panel.visitor(), panel.visitor()];
    await here.logIn(email, password);
    await here.post('/admin/profile/password', { oldPassword: password, password: PASSWORD });
    await there.logIn(email, PASSWORD);
    const before = here.cookie;
    await here.post('/admin/profile/password', { oldPassword: PASSWORD, password: `${PASSWORD} again` });
    expect([(await here.get(LIST)).status, (await there.get(LIST)).status]).toEqual([200, 401]);
    expect(here.cookie).not.toBe(before);
  });

  it('gives a stranger at an open panel no chance to guess the password', async () => {
    const { email, password } = await invite();
    const person = panel.visitor();
    await person.logIn(email, password);
    const guess = () => person.post('/admin/profile/password', { oldPassword: 'a guess of many', password: PASSWORD });
    for (let times = 0; times < 8; times += 1) expect((await guess()).json.problem?.code).toBe('wrong_password');
    expect((await guess()).json.problem?.code).toBe('rate_limited');
  });

  it('is given a new one-time password and logged out everywhere by the owner', async () => {
    const person = await panel.loggedIn('manager');
    const [{ id }] = await database.dataSource.query<[{ id: number }]>('SELECT MAX(id) AS id FROM staff');
    await owner.post(`${STAFF}/records/${id}/endSessions`);
    expect((await person.get(LIST)).status).toBe(401);
    const { json } = await owner.post(`${STAFF}/records/${id}/reset`);
    expect(json.result.password).toMatch(/^[a-z2-9-]{19}$/);
    expect((await owner.get(`${STAFF}/records/${id}/show`)).text).not.toContain(json.result.password);
  });

  it('of the owner shows how the installation is', async () => {
    const at = panel.clock.now().toISOString();
    await panel.studio.store.set(BOT_HEARTBEAT_KEY, JSON.stringify({ worker: 'w', mode: 'webhook', at }), 60);
    const { json } = await owner.get('/admin/api/pages/system');
    const { system } = json as unknown as { system: Record<string, unknown> };
    expect(system).toMatchObject({
      product: { version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
      database: { kind: 'SQLite', bytes: expect.any(Number), migrations: { missing: [] } },
      store: { kind: 'embedded', isReachable: true },
      bot: { heartbeat: { mode: 'webhook' } },
      warnings: [],
    });
    const jobs = (system.jobs as { name: string }[]).map(({ name }) => name);
    expect(Object.keys(ruPanel.system.jobNames).sort()).toEqual(jobs.sort());
  });
});
