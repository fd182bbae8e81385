import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnSqlite } from '../setup/databases.js';
import { OWNER, nextPhone } from '../setup/studio.js';
import { unpackJson } from '../../admin/compact-json.js';
import { PanelSessionStore } from '../../admin/security/panel-session-store.js';
import { PASSWORD, sendUnfinished, startPanel, type PanelServer, type Visitor } from './panel-server.js';

const LIST = '/admin/api/resources/Client/actions/list';

describeOnSqlite('who gets into the panel', (database) => {
  let panel: PanelServer;
  let owner: Visitor;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    owner = await panel.loggedIn('owner');
  });
  afterAll(() => panel?.close());

  it.each([
    '/admin',
    '/admin/',
    '/ADMIN',
    '/admin?x=1',
    '/admin/%2e%2e/admin',
    '/admin//resources/Client',
    '/admin/resources/Client/',
    '/admin/Resources/Client?page=1',
    '/admin/frontend/assets/../../resources/Client',
    '/admin/photos/1',
  ])('sends a stranger who asks for %s to the login', async (path) => {
    const { status, headers } = await panel.visitor().get(path);
    expect(status).toBe(302);
    expect(headers.get('location')).toMatch(/^\/admin\/login/);
  });

  it.each([LIST, `${LIST}/`, `${LIST}?x=1`, '/admin/API/resources/Client/actions/list', '/admin/api/dashboard'])(
    'answers 401 to a stranger who calls %s',
    async (path) => {
      const { status, json } = await panel.visitor().get(path);
      expect(status).toBe(401);
      expect(json).toEqual({ code: 'unauthorized' });
    },
  );

  it('returns to the page that was wanted, and never to another site', async () => {
    const visitor = panel.visitor();
    const { headers } = await visitor.get('/admin/resources/Client?filters.status=active');
    const { headers: after } = await owner.logIn('nobody', PASSWORD, '/admin/login?next=//evil.example');
    expect(headers.get('location')).toBe('/admin/login?next=%2Fadmin%2Fresources%2FClient%3Ffilters.status%3Dactive');
    expect(after.get('location')).toBeNull();
    await panel.studio.staff.create(
      { email: 'back@example.com', name: 'Back', role: 'manager', password: PASSWORD },
      OWNER,
    );
    const wanted = await visitor.logIn('back@example.com', PASSWORD, headers.get('location') ?? '');
    expect(wanted.headers.get('location')).toBe('/admin/resources/Client?filters.status=active');
    const foreign = await visitor.logIn('back@example.com', PASSWORD, '/admin/login?next=//evil.example');
    expect(foreign.headers.get('location')).toBe('/admin');
  });

  it('gives a new session id at the login and takes the cookie from scripts and other sites', async () => {
    const visitor = panel.visitor();
    visitor.cookie = 'studio_session=s%3Aplanted.signature';
    await panel.studio.staff.create(
      { email: 'fresh@example.com', name: 'Fresh', role: 'manager', password: PASSWORD },
      OWNER,
    );
    const { headers } = await visitor.logIn('fresh@example.com');
    expect(visitor.cookie).not.toContain('planted');
    const first = visitor.cookie;
    await visitor.logIn('fresh@example.com');
    expect(visitor.cookie).not.toBe(first);
    expect(headers.getSetCookie().join()).toMatch(/Path=\/admin;.*HttpOnly;.*SameSite=Lax/);
  });

  it('logs out at the next request who is disabled, gets another role or a new password', async () => {
    const person = await panel.loggedIn('manager');
    expect((await person.get(LIST)).status).toBe(200);
    const staff = await panel.studio.unitOfWork.manager.query<{ id: number }[]>('SELECT MAX(id) AS id FROM staff');
    await panel.studio.staff.disable(Number(staff[0]?.id), OWNER);
    expect((await person.get(LIST)).status).toBe(401);
  });

  it('says the same for a wrong password and an unknown e-mail, and stops counting tries at some point', async () => {
    const wrong = await panel.visitor().logIn('fresh@example.com', 'wrong');
    const unknown = await panel.visitor().logIn('stranger@example.com', 'wrong');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 10; attempt += 1) {
      statuses.push((await panel.visitor().logIn('brute@example.com', String(attempt))).status);
    }
    expect(statuses.at(0)).toBe(401);
    expect(statuses.at(-1)).toBe(429);
  });

  it.each([{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])(
    'refuses what another site sends with a person’s cookie (%j)',
    async (headers) => {
      expect((await owner.get(LIST, headers)).status).toBe(403);
      expect((await owner.post('/admin/api/resources/Client/actions/new', {}, headers)).status).toBe(403);
      expect((await owner.post('/admin/logout', {}, headers)).status).toBe(403);
    },
  );

  it('refuses a foreign Origin where the browser sends nothing else, and accepts its own', async () => {
    const send = (origin: string) =>
      fetch(`${panel.origin}${LIST}`, { headers: { cookie: owner.cookie, origin } }).then(({ status }) => status);
    expect(await send('https://evil.example')).toBe(403);
    expect(await send(panel.origin)).toBe(200);
    expect(await send('https://crm.example.com')).toBe(200);
    expect(await send('null')).toBe(403);
  });

  it('lets a program in that is no browser, and logs nobody out who follows a link', async () => {
    const plain = (path: string) => fetch(`${panel.origin}${path}`, { headers: { cookie: owner.cookie } });
    expect((await plain(LIST)).status).toBe(200);
    await plain('/admin/logout');
    expect((await plain(LIST)).status).toBe(200);
  });

  it('logs out on a POST of its own page, and a request that is still running brings nothing back', async () => {
    const person = await panel.loggedIn('manager');
    const former = person.cookie;
    expect((await person.send('POST', '/admin/logout', undefined, { 'x-xsrf-token': '' })).status).toBe(403);
    expect((await person.send('POST', '/admin/logout')).headers.get('location')).toBe('/admin/login');
    const kept = new Promise<void>((resolve) => {
      const session = { cookie: { expires: new Date(Date.now() + 60_000) }, staffId: 1 } as never;
      const [id = ''] = decodeURIComponent(former.slice('studio_session=s%3A'.length)).split('.');
      new PanelSessionStore(panel.studio.store).touch(id, session, () => resolve());
    });
    await kept;
    expect((await person.get(LIST, { cookie: former })).status).toBe(401);
  });

  it.each([
    ['without a token', ''],
    ['with a token that somebody made up', 'x'.repeat(43)],
    ['with another person’s token', 'another'],
  ])('changes nothing %s, whatever the browser says of the page', async (_, token) => {
    const sent = token === 'another' ? (await panel.loggedIn('manager')).pageToken : token;
    const headers = { 'x-xsrf-token': sent };
    const answer = await owner.post('/admin/api/resources/Client/actions/new', { firstName: 'Forged' }, headers);
    expect([answer.status, answer.json]).toEqual([403, { code: 'forbidden' }]);
    expect((await owner.post('/admin/imports/preview?name=a.csv', {}, headers)).status).toBe(403);
    expect(await panel.studio.unitOfWork.manager.query("SELECT id FROM clients WHERE firstName = 'Forged'")).toEqual(
      [],
    );
  });

  it('takes no login from a form that no page of ours has sent', async () => {
    const forged = new URLSearchParams({ email: 'fresh@example.com', password: PASSWORD });
    const { status, headers } = await panel.visitor().send('POST', '/admin/login', forged);
    expect(status).toBe(403);
    expect(headers.getSetCookie().join()).not.toContain('studio_session');
  });

  it('ends a login at its hour, however busy, and one that nobody uses before that', async () => {
    const person = await panel.loggedIn('manager');
    const begun = panel.clock.now().getTime();
    panel.clock.set(new Date(begun + 12 * 3_600_000 - 1000));
    expect((await person.get(LIST)).status).toBe(200);
    panel.clock.set(new Date(begun + 12 * 3_600_000));
    expect((await person.get(LIST)).status).toBe(401);
    panel.clock.set(new Date(begun));
    const other = await panel.loggedIn('manager');
    panel.passTime(239 * 60_000);
    expect((await other.get(LIST)).status).toBe(200);
    panel.passTime(239 * 60_000);
    expect((await other.get(LIST)).status).toBe(200);
    panel.passTime(240 * 60_000);
    expect((await other.get(LIST)).status).toBe(401);
    owner = await panel.loggedIn('owner');
  });

  it.each(['resources/Nope/actions/list', 'resources/Client/records/1/resume', 'resources/Client/actions/constructor'])(
    'does not know /admin/api/%s and says so',
    async (path) => {
      expect((await owner.get(`/admin/api/${path}`)).status).toBe(404);
    },
  );

  it('has nothing to read at AdminJS’s own form for a new record, and at the studio’s own what it starts with', async () => {
    const read = async (resource: string) => (await owner.get(`/admin/api/resources/${resource}/actions/new`)).status;
    expect([await read('Client'), await read('Closure'), await read('Staff')]).toEqual([405, 200, 200]);
  });

  it('changes nothing on GET', async () => {
    const { id } = await panel.studio.clients.create({ firstName: 'Stays', phone: nextPhone() }, OWNER);
    for (const action of ['archive', 'renew', 'freeze', 'visit', 'delete']) {
      await owner.get(`/admin/api/resources/Client/records/${id}/${action}?mode=save`);
    }
    const detail = await panel.studio.clientQueries.getDetail(id);
    expect(detail.status).toBe('new');
    expect(detail.visitCount).toBe(0);
  });

  it('survives a stranger’s unfinished and oversized bodies of any kind', async () => {
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/json', 'x/y']) {
      const headers = { 'content-type': type, 'content-length': '5000000', 'sec-fetch-site': 'same-origin' };
      await sendUnfinished(panel.origin, '/admin/login', headers, 'a'.repeat(100));
      await sendUnfinished(panel.origin, '/admin/api/dashboard', headers, 'a'.repeat(100_000));
    }
    expect((await owner.get(LIST)).status).toBe(200);
  });

  it('tells staff what is wrong with a body instead of failing', async () => {
    const url = '/admin/api/resources/Client/actions/new';
    expect((await owner.send('POST', url, 'text', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await owner.send('POST', url, '{', { 'content-type': 'application/json' })).status).toBe(400);
    const large = JSON.stringify({ note: 'x'.repeat(300_000) });
    expect((await owner.send('POST', url, large, { 'content-type': 'application/json' })).status).toBe(413);
    const broken = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await owner.send('POST', url, '--x\r\nnonsense', broken)).status).toBe(400);
    expect((await owner.send('DELETE', url)).status).toBe(405);
  });

  it('serves each role the sections of that role and nobody else’s name, whoever was served before', async () => {
    const sections = async (role: 'owner' | 'coach', path: string): Promise<string[]> => {
      const { text } = await (await panel.loggedIn(role)).get(path);
      const [, session = '', state = ''] =
        /,session:(.*)\};<\/script>\n<script [^>]*json[^>]*>(.*)<\/script>/.exec(text) ?? [];
      expect(JSON.parse(session)).toMatchObject({ role });
      const { resources } = unpackJson(state) as { resources: { id: string; resourceActions: unknown[] }[] };
      return resources.filter(({ resourceActions }) => resourceActions.length > 0).map(({ id }) => id);
    };
    const first = { owner: await sections('owner', '/admin'), coach: await sections('coach', '/admin') };
    expect(first.owner).toContain('Payment');
    expect(first.coach).not.toContain('Payment');
    expect(await sections('owner', '/admin/resources/Client')).toEqual(first.owner);
    expect(await sections('coach', '/admin/pages/dashboard')).toEqual(first.coach);
    expect((await (await panel.loggedIn('coach')).get('/admin/resources/Client/no/such/page')).status).toBe(404);
  });

  it('serves pages without foreign hosts, with a strict policy and with every name escaped', async () => {
    await panel.studio.staff.create(
      { email: 'tag@example.com', name: '</script><script>alert(2)</script>', role: 'manager', password: PASSWORD },
      OWNER,
    );
    const person = panel.visitor();
    const login = await person.get('/admin/login');
    await person.logIn('tag@example.com');
    const page = await person.get('/admin');
    for (const { text, headers } of [login, page]) {
      expect(text).not.toMatch(/(?:src|href)="https?:/);
      expect(text).not.toContain('<script>alert');
      expect(text).toContain('<html lang="ru">');
      const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1];
      const allowed = nonce ? `<script nonce="${nonce}"` : '<script type="module" src="/admin/';
      // What a page tells its program is data: a browser runs nothing of that type.
      expect(text.match(/<script(?! type="application\/json")/g)).toHaveLength(text.split(allowed).length - 1);
      expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
    }
    const english = await person.get('/admin', { cookie: `${person.cookie}; studio_language=en` });
    expect(english.text).toContain('<html lang="en">');
  });
});
