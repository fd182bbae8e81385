import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { describeOnSqlite } from '../setup/databases.js';
import { nextPhone, OWNER } from '../setup/studio.js';
import { startPanel, type PanelServer, type Visitor } from './panel-server.js';

const LIST = '/admin/api/resources/Client/actions/list';
const ACCOUNT = '/admin/api/pages/account';

describeOnSqlite('a login in two steps', (database) => {
  let panel: PanelServer;
  let person: Visitor;
  let email: string;
  let secret: string;
  let codes: string[];
  let shownAt = 0;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    person = await panel.loggedIn('owner');
    const [row] = await database.dataSource.query<{ email: string }[]>('SELECT email FROM staff');
    email = row?.email ?? '';
  });
  afterAll(() => panel?.close());

  /** What the app shows, half a minute after the last code that was asked of it. */
  function nextCode(): string {
    const now = panel.clock.now().getTime();
    shownAt = Math.max(shownAt + 30_000, now);
    panel.clock.set(new Date(shownAt));
    return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: shownAt });
  }

  async function lastLogin(): Promise<unknown> {
    const [row] = await database.dataSource.query<{ lastLoginAt: unknown }[]>('SELECT lastLoginAt FROM staff');
    return row?.lastLoginAt;
  }

  const step = (data: object) => person.post(ACCOUNT, data);

  it('is turned on by the person with a code of the app', async () => {
    expect((await person.get(ACCOUNT)).json.result).toEqual({ isOn: false, codesLeft: 0 });
    const begun = await step({ step: 'begin' });
    secret = begun.json.result.secret as string;
    expect(begun.json.result.picture).toMatch(/^data:image\/svg\+xml;base64,/);
    expect((await step({ step: 'confirm', code: '000000' })).json.problem?.fields).toHaveProperty('code');
    codes = (await step({ step: 'confirm', code: nextCode() })).json.result.codes as string[];
    expect(codes).toHaveLength(10);
    expect((await person.get(ACCOUNT)).json.result).toEqual({ isOn: true, codesLeft: 10 });
  });

  it('lets nobody in with the password alone', async () => {
    const visitor = panel.visitor();
    const before = await lastLogin();
    panel.clock.set(new Date(panel.clock.now().getTime() + 60_000));
    const { status, headers } = await visitor.logIn(
      email,
      undefined,
      '/admin/login?next=%2Fadmin%2Fresources%2FClient',
    );
    expect([status, headers.get('location')]).toEqual([303, '/admin/login/code?next=%2Fadmin%2Fresources%2FClient']);
    expect((await visitor.get(LIST)).status).toBe(401);
    const page = await visitor.get('/admin/login/code');
    expect(page.text).toContain('name="code"');
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect((await visitor.submitLogin('/admin/login/code', { code: '000000' })).status).toBe(401);
    expect(await lastLogin()).toEqual(before);
    const code = nextCode();
    const done = await visitor.submitLogin('/admin/login/code?next=%2Fadmin%2Fresources%2FClient', { code });
    expect(done.headers.get('location')).toBe('/admin/resources/Client');
    expect(await lastLogin()).not.toEqual(before);
    expect((await visitor.get(LIST)).status).toBe(200);
    const thief = panel.visitor();
    await thief.logIn(email);
    expect((await thief.submitLogin('/admin/login/code', { code })).status).toBe(401);
  });

  it('takes a recovery code in place of the phone', async () => {
    const visitor = panel.visitor();
    await visitor.logIn(email);
    expect((await visitor.submitLogin('/admin/login/code', { code: codes[0] ?? '' })).status).toBe(303);
    expect((await visitor.get(LIST)).status).toBe(200);
  });

  it('asks for the password again after five minutes, and of who comes without it', async () => {
    const visitor = panel.visitor();
    expect((await visitor.get('/admin/login/code')).headers.get('location')).toBe('/admin/login');
    await visitor.logIn(email);
    const code = nextCode();
    panel.clock.set(new Date(panel.clock.now().getTime() + 5 * 60_000));
    const late = await visitor.submitLogin('/admin/login/code', { code });
    expect([late.status, late.headers.get('location')]).toEqual([303, '/admin/login']);
  });

  it('stops whoever guesses codes, from wherever', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const visitor = panel.visitor();
      await visitor.logIn(email);
      statuses.push((await visitor.submitLogin('/admin/login/code', { code: String(100_000 + attempt) })).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });

  it('ends all logins of the person at once, the one that asked too', async () => {
    expect((await person.get(LIST)).status).toBe(200);
    expect((await step({ step: 'endSessions' })).json.problem).toBeUndefined();
    expect((await person.get(LIST)).status).toBe(401);
  });

  it('is reset by another owner, and by no manager', async () => {
    const [row] = await database.dataSource.query<{ id: number }[]>('SELECT MIN(id) AS id FROM staff');
    const reset = `/admin/api/resources/Staff/records/${row?.id}/resetTotp`;
    const manager = await panel.loggedIn('manager');
    await manager.post(reset);
    expect((await panel.studio.totp.status(row?.id ?? 0)).isOn).toBe(true);
    const other = await panel.loggedIn('owner');
    expect((await other.post(reset)).json.problem).toBeUndefined();
    expect((await panel.studio.totp.status(row?.id ?? 0)).isOn).toBe(false);
  });

  it('gives a client’s data to the owner as a file, and to nobody else', async () => {
    const { id } = await panel.studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, OWNER);
    const path = `/admin/clients/${id}/personal-data`;
    const owner = await panel.loggedIn('owner');
    expect((await (await panel.loggedIn('manager')).post(path)).status).toBe(404);
    expect((await owner.get(path)).status).toBe(404);
    expect((await owner.post(path, {}, { 'x-xsrf-token': '' })).status).toBe(403);
    const file = await owner.send('POST', path);
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="client-${id}.zip"`);
    expect(file.status).toBe(200);
  });
});
