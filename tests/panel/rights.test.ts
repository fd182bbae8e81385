import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { PNG } from '../setup/photo.js';
import { MANAGER, OWNER } from '../setup/studio.js';
import { describeOnSqlite } from '../setup/databases.js';
import type { StaffRole } from '../../src/staff/staff.entity.js';
import { startPanel, type PanelAnswer, type PanelServer, type Visitor } from './panel-server.js';
import { FOREIGN, recordsOf, SUM, type Records } from './rights-studio.js';
import { EXPORTS, isAllowedTo, OPEN_ROUTES, PAGES, RIGHTS, ROUTES } from './rights-table.js';

/** What AdminJS and the services say to somebody who may not. */
const FORBIDDEN_NOTICES = new Set(['forbiddenError', 'anyForbiddenError', 'error404Record', 'error404Action']);
const FORBIDDEN_CODES = new Set(['forbidden', 'owner_only']);
const ROLES = ['coach', 'manager', 'owner'] as const;
/** There is nothing to be read at these addresses, by whomever. */
const WRITTEN_ONLY = new Set(['new', 'bulk']);
/** What a coach may reach of a record that is not of the own groups. */
const COACH_RECORDS = new Set(['Client', 'Group', 'GroupTraining', 'Training']);

function isRefused({ status, json, text }: PanelAnswer): boolean {
  if (status >= 500) throw new Error(`the panel failed: ${text.slice(0, 200)}`);
  if (status === 404 || status === 403 || status === 401) return true;
  if (json.notice?.type === 'error' && FORBIDDEN_NOTICES.has(json.notice.message)) return true;
  return json.problem !== undefined && FORBIDDEN_CODES.has(json.problem.code);
}

// The rights don't depend on the database; that its rows are narrowed on each is told in resources.test.ts.
describeOnSqlite('rights in the panel', (database) => {
  let panel: PanelServer;
  let visitors: Record<StaffRole, Visitor>;
  let ownCoach = 0;
  let own: Records;
  let foreign: Records;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    const { coaches } = panel.studio;
    ownCoach = (await coaches.create({ firstName: 'Own', lastName: 'Coach' }, MANAGER)).id;
    const foreignCoach = (await coaches.create({ firstName: FOREIGN, lastName: 'Coach' }, MANAGER)).id;
    own = await recordsOf(panel, ownCoach, 'Own');
    foreign = await recordsOf(panel, foreignCoach, FOREIGN);
    visitors = {
      owner: await panel.loggedIn('owner'),
      manager: await panel.loggedIn('manager'),
      coach: await panel.loggedIn('coach', ownCoach),
    };
  });
  afterAll(() => panel?.close());

  const actionType = (resource: string, action: string): string => {
    const decorated = panel.admin.findResource(resource).decorate().actions[action];
    if (!decorated) throw new Error(`there is no ${resource}.${action}`);
    // AdminJS keeps it to itself.
    const { action: declared } = decorated as unknown as { action: { actionType: string | string[] } };
    const types = [declared.actionType].flat();
    return types.includes('record') ? 'record' : String(types[0]);
  };
  const addressOf = (resource: string, action: string, records: Records): string => {
    const root = `/admin/api/resources/${resource}`;
    const id = String(records[resource]);
    if (action === 'search') return `${root}/actions/search/a`;
    if (actionType(resource, action) === 'record') return `${root}/records/${id}/${action}`;
    return actionType(resource, action) === 'bulk'
      ? `${root}/bulk/${action}?recordIds=${id}`
      : `${root}/actions/${action}`;
  };
  /** Every row of every table, so that nothing changes unseen. */
  const everything = async (): Promise<string> => {
    const hash = createHash('sha256');
    for (const { tablePath } of database.dataSource.entityMetadatas) {
      hash.update(JSON.stringify(await database.dataSource.query(`SELECT * FROM "${tablePath}"`)));
    }
    return hash.digest('hex');
  };
  const resources = [...new Set(RIGHTS.map(([resource]) => resource))];
  const rowsOf = (resource: string) => RIGHTS.filter(([of]) => of === resource);
  const read = (role: StaffRole, resource: string, action: string, records = own) =>
    visitors[role].get(addressOf(resource, action, records));
  const write = (role: StaffRole, resource: string, action: string, records = own) =>
    visitors[role].post(addressOf(resource, action, records));

  it('are written down for every action, page and address there is', () => {
    const actions = panel.admin.resources.flatMap((resource) =>
      Object.keys(resource.decorate().actions).map((action) => `${resource.id()}.${action}`),
    );
    expect(actions.sort()).toEqual(RIGHTS.map(([resource, action]) => `${resource}.${action}`).sort());
    expect(Object.keys(panel.admin.options.pages ?? {}).sort()).toEqual(Object.keys(PAGES).sort());
    expect(panel.routes().sort()).toEqual([...Object.keys(ROUTES), ...OPEN_ROUTES].sort());
  });

  describe.each(resources)('%s:', (resource) => {
    it.each(ROLES)('a %s reads what the table says, and reading changes nothing', async (role) => {
      const before = await everything();
      const answers: [string, boolean][] = [];
      const readable = rowsOf(resource).filter(([, action]) => !WRITTEN_ONLY.has(action));
      for (const [, action] of readable) {
        answers.push([action, !isRefused(await read(role, resource, action))]);
      }
      expect(answers).toEqual(readable.map(([, action, allowed]) => [action, isAllowedTo(role, allowed)]));
      expect(await everything()).toBe(before);
    });

    it.each(ROLES)('a %s is refused every write that is not theirs, and nothing changes', async (role) => {
      const before = await everything();
      for (const [, action, allowed] of rowsOf(resource)) {
        if (isAllowedTo(role, allowed)) continue;
        expect([action, isRefused(await write(role, resource, action))]).toEqual([action, true]);
      }
      expect(await everything()).toBe(before);
    });

    it.each(ROLES)('a %s is let through to every write that is theirs', async (role) => {
      for (const [, action, allowed] of rowsOf(resource)) {
        // AdminJS takes a search by GET alone, and many at once are asked about as each deed is (lists.test.ts).
        if (!isAllowedTo(role, allowed) || action === 'search' || action === 'bulk') continue;
        // What the one before did may have taken the record away.
        const fresh = await recordsOf(panel, ownCoach, 'Own');
        expect([action, isRefused(await write(role, resource, action, fresh))]).toEqual([action, false]);
      }
      // What was begun goes on by itself, and must not be taken for somebody's write.
      await panel.studio.broadcastDriver.drive();
    });
  });

  it('let the reception read a client’s past, and only the owner the log of everything', async () => {
    await panel.studio.clients.update(Number(own.Client), { telegramId: null }, MANAGER);
    await panel.studio.linkCodes.make(Number(own.Client), MANAGER);
    const told = async (role: StaffRole) => (await read(role, 'Client', 'history')).text;
    expect(await told('manager')).toContain('payment.renew');
    expect(await told('manager')).not.toContain('client.code');
    expect(await told('owner')).toContain('client.code');
  });

  it.each(['without a login', 'who is disabled', 'without a coach’s record'])(
    'are none for a person %s',
    async (who) => {
      const person = who === 'without a login' ? panel.visitor() : await panel.loggedIn('coach');
      if (who === 'who is disabled') {
        const [{ id }] = await database.dataSource.query<[{ id: number }]>('SELECT MAX(id) AS id FROM staff');
        await panel.studio.staff.disable(id, OWNER);
      }
      const before = await everything();
      for (const [resource, action] of RIGHTS) {
        const address = addressOf(resource, action, own);
        for (const answer of [await person.get(address), await person.post(address)]) {
          const sees = who === 'without a coach’s record' ? answer.text.includes('Own') : answer.status !== 401;
          expect([resource, action, sees]).toEqual([resource, action, false]);
        }
      }
      for (const route of who === 'without a coach’s record' ? [] : Object.keys(ROUTES)) {
        const [method = '', path = ''] = route.split(' ');
        const { status } = await person.send(
          method,
          `/admin${path.replace(/:\w+/, path.includes('lists') ? 'Client' : String(own.Client))}`,
        );
        expect([route, [302, 401].includes(status)]).toEqual([route, true]);
      }
      expect(await everything()).toBe(before);
    },
  );

  it.each(ROLES)('of pages and addresses of their own are checked for a %s', async (role) => {
    const ids: Record<string, number | string> = {
      clientId: own.Client ?? 0,
      id: own.Broadcast ?? 0,
      resource: 'Client',
    };
    const outcome = async (method: string, path: string): Promise<boolean> => {
      // Of the parts of an address only an export asks for its format.
      const address = `${path.replace(/:(\w+)/g, (_, name: string) => String(ids[name]))}?format=csv`;
      return !isRefused(
        await visitors[role].send(method, `/admin${address}`, method === 'POST' ? PNG : undefined, BYTES),
      );
    };
    await panel.studio.broadcasts.setPhoto(Number(own.Broadcast), PNG, MANAGER);
    for (const [route, allowed] of Object.entries(ROUTES)) {
      const [method = '', path = ''] = route.split(' ');
      expect([route, await outcome(method, path)]).toEqual([route, isAllowedTo(role, allowed)]);
    }
    for (const [resource, allowed] of Object.entries(EXPORTS)) {
      const answer = await visitors[role].post(`/admin/lists/${resource}/export?format=csv`);
      expect([resource, !isRefused(answer)]).toEqual([resource, isAllowedTo(role, allowed)]);
    }
    for (const [page, allowed] of Object.entries(PAGES)) {
      expect([page, await tellsOfPage(role, page)]).toEqual([page, isAllowedTo(role, allowed)]);
    }
  });

  const tellsOfPage = async (role: StaffRole, page: string): Promise<boolean> => {
    const { json } = await visitors[role].get(`/admin/api/pages/${page}`);
    const { studio, system } = json as unknown as Record<string, unknown>;
    return studio !== null && system !== null;
  };

  describe('of a coach end at the own groups:', () => {
    it.each(RIGHTS.filter(([resource, , allowed]) => allowed === 'everyone' && COACH_RECORDS.has(resource)))(
      '%s.%s does nothing with what is another’s and tells nothing of it',
      async (resource, action) => {
        const before = await everything();
        const isRecord = actionType(resource, action) === 'record';
        for (const answer of [
          await read('coach', resource, action, foreign),
          await write('coach', resource, action, foreign),
        ]) {
          if (isRecord) expect(isRefused(answer)).toBe(true);
          expect(answer.text).not.toContain(FOREIGN);
        }
        expect(await everything()).toBe(before);
      },
    );

    it('no search, filter, order, reference, photo or first page leads past them', async () => {
      const { Client: clientId, Group: groupId, GroupTraining: sessionId } = foreign;
      const list = (resource: string, query: string) => `/admin/api/resources/${resource}/actions/list?${query}`;
      const addresses = [
        list('Client', `filters.groupId=${groupId}`),
        list('Client', `filters.q=${FOREIGN}`),
        list('Client', `filters.note=${FOREIGN}`),
        list('Client', 'filters.status=all&perPage=500'),
        list('Client', 'filters.status=active&sortBy=note&direction=asc'),
        list('Client', 'filters.endsBy=2026-12-31'),
        list('Training', `filters.clientId=${clientId}`),
        list('Training', `filters.groupTrainingId=${sessionId}`),
        list('GroupTraining', `filters.groupId=${groupId}`),
        list('Group', `filters.name=${FOREIGN}`),
        `/admin/api/resources/Client/actions/search/${FOREIGN}`,
        `/admin/api/resources/Client/actions/search/${FOREIGN}?searchProperty=note`,
        `/admin/api/resources/Group/actions/search/${FOREIGN}`,
        `/admin/api/resources/Client/actions/find?q=${FOREIGN}`,
        '/admin/api/resources/GroupTraining/actions/week',
        '/admin/api/dashboard',
        ...['overview', 'revenue', 'clients', 'coaches', 'rows'].map(
          (view) => `/admin/api/pages/dashboard?view=${view}`,
        ),
        `/admin/photos/${clientId}`,
        '/admin',
      ];
      for (const address of addresses) {
        const { status, text } = await visitors.coach.get(address);
        // The one search says what it searched for.
        const told = text.replace(`"text":"${FOREIGN}"`, '');
        const isTold = told.includes(FOREIGN) || told.includes(SUM);
        expect([address, status, isTold]).toEqual([address, address.includes('photos') ? 404 : 200, false]);
      }
      // The same addresses tell others: the marks are there to be found.
      expect((await visitors.manager.get(addresses[1] ?? '')).text).toContain(FOREIGN);
    });

    it('a visit for another’s client or session is refused', async () => {
      const before = await everything();
      const address = '/admin/api/resources/Training/actions/new';
      const attempts: Record<string, string>[] = [
        { clientId: String(foreign.Client), date: '2026-03-10' },
        { clientId: String(foreign.Client), groupTrainingId: String(foreign.GroupTraining) },
        { clientId: String(own.Client), groupTrainingId: String(foreign.GroupTraining) },
      ];
      for (const fields of attempts) {
        expect((await visitors.coach.submit(address, fields)).json.record.errors).not.toEqual({});
      }
      expect(await everything()).toBe(before);
    });

    it('and no sum of money is told', async () => {
      for (const [resource, action, allowed] of RIGHTS) {
        if (!isAllowedTo('coach', allowed)) continue;
        expect([resource, action, (await read('coach', resource, action)).text.includes(SUM)]).toEqual([
          resource,
          action,
          false,
        ]);
      }
      expect((await read('manager', 'Client', 'card')).text).toContain(SUM);
      expect((await visitors.coach.get('/admin/api/dashboard')).text).not.toContain(SUM);
      const owing = await visitors.coach.get('/admin/api/resources/Client/actions/list?filters.status=owing');
      expect(owing.json.records).toEqual([]);
    });
  });
});

const BYTES = { 'content-type': 'image/png' };
