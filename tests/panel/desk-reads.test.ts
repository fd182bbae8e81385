import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { PANEL_HEADERS } from '../../admin/security/page-html.js';
import { describeEachDatabase } from '../setup/databases.js';
import { nextPhone, OWNER } from '../setup/studio.js';
import { PASSWORD, startPanel, type PanelAnswer, type PanelServer, type Visitor } from './panel-server.js';

const API = '/admin/api/resources';
const LIST = `${API}/Client/actions/list`;
const HTTPS = { 'x-forwarded-proto': 'https' };
const ROLES = ['owner', 'manager', 'coach'] as const;

/** The address as nobody's page writes it: express serves it. */
function oddly(path: string): string {
  const [address = '', query] = path.split('?');
  return query === undefined ? `${address}/` : `${address}/?${query}`;
}

/** What of an answer must not depend on who served it. */
function essence({ status, headers, json }: PanelAnswer): object {
  const [cookie = ''] = headers.getSetCookie();
  const shown = [...Object.keys(PANEL_HEADERS), 'Content-Type'].map((name) => headers.get(name));
  return { status, shown, json, cookie: cookie.replace(/Expires=[^;]*:\d\d GMT/, 'Expires=soon') };
}

describeEachDatabase('what a reception reads all day', (database) => {
  let panel: PanelServer;
  let visitors: Record<(typeof ROLES)[number], Visitor>;
  let own: number;
  let foreign: number;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    const { coaches, groups, clients, payments } = panel.studio;
    const coach = await coaches.create({ firstName: 'Ayana', lastName: '', phone: nextPhone() }, OWNER);
    const group = await groups.create({ name: 'Morning', coachId: coach.id, capacity: 9 }, OWNER);
    const register = async (firstName: string): Promise<number> => {
      const { id } = await clients.create({ firstName, phone: nextPhone() }, OWNER);
      await payments.renew({ clientId: id, amount: '3000', paid: '1000' }, OWNER);
      return id;
    };
    own = await register('Айжан');
    foreign = await register('Борис');
    await clients.update(own, { groupId: group.id }, OWNER);
    visitors = {
      owner: await panel.loggedIn('owner'),
      manager: await panel.loggedIn('manager'),
      coach: await panel.loggedIn('coach', coach.id),
    };
  });
  afterAll(() => panel?.close());

  const expressSees = async (work: () => Promise<PanelAnswer>): Promise<[number, PanelAnswer]> => {
    const before = panel.throughExpress();
    const answer = await work();
    return [panel.throughExpress() - before, answer];
  };

  const READS: [string, () => string][] = [
    ['a list', () => LIST],
    ['a page of a list', () => `${LIST}?page=2&perPage=1&sortBy=phone&direction=desc`],
    ['a search in a list', () => `${LIST}?filters.q=${encodeURIComponent('айж')}`],
    ['a tab', () => `${LIST}?filters.status=owing`],
    ['what stands around a list', () => `${API}/Client/actions/summary`],
    ['a list that names other records', () => `${API}/Group/actions/list`],
    ['sales, which a coach does not see', () => `${API}/Payment/actions/list`],
    ['the search of every page', () => `${API}/Client/actions/find?q=${encodeURIComponent('бор')}`],
    ['a card', () => `${API}/Client/records/${own}/card`],
    ['the card of a client of another coach', () => `${API}/Client/records/${foreign}/card`],
  ];
  const OTHERS: typeof READS = [
    ['staff, which the owner alone sees', () => `${API}/Staff/actions/list`],
    ['a card of nobody', () => `${API}/Client/records/999999/card`],
    ['an action of records without one', () => `${API}/Client/actions/card`],
    ['an action that the resource does not have', () => `${API}/Group/records/1/card`],
    ['a resource that there is not', () => `${API}/Nothing/actions/list`],
  ];

  it.each([...READS, ...OTHERS])('is the same whoever serves it: %s', async (_what, path) => {
    for (const role of ROLES) {
      const direct = await visitors[role].get(path());
      const [seen, byExpress] = await expressSees(() => visitors[role].get(oddly(path())));
      expect(seen).toBe(1);
      expect({ role, ...essence(direct) }).toEqual({ role, ...essence(byExpress) });
    }
  });

  it.each(READS)('passes express by for a manager: %s', async (_what, path) => {
    const [seen, { status }] = await expressSees(() => visitors.manager.get(path()));
    expect([seen, status]).toEqual([0, 200]);
  });

  it.each([
    ['of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['whose browser has lost the token of changes', { cookie: 'studio_session=only' }, 401],
  ])('leaves a request to the guards %s', async (_what, headers, expected) => {
    const [seen, { status }] = await expressSees(() => visitors.owner.get(LIST, headers));
    expect([seen, status]).toEqual([1, expected]);
  });

  it('knows no session by a signature that is not the studio’s, nor by a part of one', async () => {
    const { cookie } = visitors.owner;
    const forged = [cookie.slice(0, -3), `${cookie}x`, cookie.replace(/\..*/, '.'), cookie.replace(/\..*/, '')];
    for (const session of forged) {
      const headers = { cookie: `${session}; XSRF-TOKEN=${visitors.owner.pageToken}` };
      expect((await visitors.owner.get(LIST, headers)).status).toBe(401);
    }
    expect((await visitors.owner.get(LIST)).status).toBe(200);
  });

  it('gives a browser the token of changes that it has lost', async () => {
    const headers = { cookie: visitors.owner.cookie };
    const { status, headers: answered } = await visitors.owner.get(LIST, headers);
    expect([status, answered.getSetCookie().join()]).toEqual([200, expect.stringContaining('XSRF-TOKEN=')]);
  });

  it('takes over TLS only the session that was begun there', async () => {
    const email = 'tls@example.com';
    await panel.studio.staff.create({ email, name: 'Tls', role: 'manager', password: PASSWORD }, OWNER);
    const person = panel.visitor();
    const send = person.send.bind(person);
    person.send = (method, path, body, headers) => send(method, path, body, { ...HTTPS, ...headers });
    await person.logIn(email);
    const [seen, { status, headers }] = await expressSees(() => person.get(LIST));
    expect([seen, status]).toEqual([0, 200]);
    expect(headers.getSetCookie().join()).toMatch(/^__Host-studio_session=.*Path=\/;.*HttpOnly; Secure; SameSite=Lax$/);
    expect((await visitors.manager.get(LIST, HTTPS)).status).toBe(401);
    expect((await send('GET', LIST)).status).toBe(401);
  });

  it('shows nothing before a generated password was changed', async () => {
    const person = await panel.loggedIn('manager');
    await database.dataSource.query(
      "UPDATE staff SET oneTimeUntil = '2030-01-01' WHERE id = (SELECT MAX(id) FROM (SELECT id FROM staff) s)",
    );
    const { status, json } = await person.get(LIST);
    expect([status, json]).toEqual([403, { code: 'forbidden' }]);
  });

  it('packs what is long for a browser that can unpack it', async () => {
    const encodingOf = async (accepted: string, path = LIST): Promise<string | null> =>
      (await visitors.owner.get(path, { 'accept-encoding': accepted })).headers.get('content-encoding');
    for (let more = 0; more < 10; more += 1) {
      await panel.studio.clients.create({ firstName: `Client ${more}`, phone: nextPhone() }, OWNER);
    }
    expect(await encodingOf('gzip, deflate, br, zstd')).toBe('gzip');
    expect(await encodingOf('gzip', `${LIST}?perPage=1`)).toBeNull();
    expect(await encodingOf('identity')).toBeNull();
    expect(await encodingOf('gzip;q=0')).toBeNull();
  });

  it('says that it failed when the store is gone, and whoever was logged in still is afterwards', async () => {
    const { store } = panel.studio;
    const gone = jest.spyOn(store, 'get').mockRejectedValue(new Error('no store'));
    const { status, json } = await visitors.owner.get(LIST);
    gone.mockRestore();
    expect([status, json]).toEqual([500, { code: 'internal' }]);
    expect((await visitors.owner.get(LIST)).status).toBe(200);
  });
});
