import { afterAll, beforeAll, expect, it } from '@jest/globals';
import readWorkbook from 'read-excel-file/node';
import { frameReader } from '../../admin/lists/export-frames.js';
import { describeEachDatabase } from '../setup/databases.js';
import { OWNER, nextPhone } from '../setup/studio.js';
import { startPanel, type PanelServer, type Visitor } from './panel-server.js';

const api = (resource: string, rest: string): string => `/admin/api/resources/${resource}/${rest}`;

interface Summary {
  counts: Record<string, number> | null;
  totals: Record<string, string> | null;
  names: Record<string, string>;
}
interface Outcome {
  done: number;
  refused: { id: number; name: string; reason: string }[];
}
interface View {
  id: number;
  name: string;
  query: string;
  isShared: boolean;
  isOwn: boolean;
}

describeEachDatabase('lists of the panel', (database) => {
  let panel: PanelServer;
  let owner: Visitor;
  let manager: Visitor;
  let planId = 0;
  let groupId = 0;
  const clients: number[] = [];

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    owner = await panel.loggedIn('owner');
    manager = await panel.loggedIn('manager');
    planId = (await panel.studio.plans.create({ name: 'Month', durationDays: 30, price: '1200.10' }, OWNER)).id;
    groupId = (await panel.studio.groups.create({ name: 'Morning', capacity: 2 }, OWNER)).id;
    for (const lastName of ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon']) {
      clients.push((await panel.studio.clients.create({ firstName: 'A', lastName, phone: nextPhone() }, OWNER)).id);
    }
    const renew = (place: number, terms: object) =>
      panel.studio.payments.renew({ clientId: clients[place], planId, ...terms }, OWNER);
    await renew(0, { amount: '0.10' });
    await renew(1, { amount: '0.20', paid: '0.10' });
    await renew(2, { amount: '1200.40' });
    await renew(2, { amount: '100' });
    await renew(3, { amount: '5', startDate: '2026-04-01' });
  });
  afterAll(() => panel?.close());

  const page = async (resource: string, query: string, visitor = manager) => {
    const { json } = await visitor.get(api(resource, `actions/list?${query}`));
    return json as unknown as {
      records: { id: string; title: string; populated: Record<string, { title: string }> }[];
      meta: { total: number };
    };
  };
  const titles = async (resource: string, query: string, visitor = manager): Promise<string[]> =>
    (await page(resource, query, visitor)).records.map(({ title }) => title);
  const summary = async (resource: string, query = '', visitor = manager): Promise<Summary> =>
    (await visitor.get(api(resource, `actions/summary?${query}`))).json.result as unknown as Summary;
  const bulk = async (resource: string, data: object, visitor = manager): Promise<Outcome> =>
    (await visitor.post(api(resource, 'actions/bulk'), data)).json.result as unknown as Outcome;

  it('counts every tab with the rule that fills it, under the other filters as well', async () => {
    for (const query of ['', `filters.clientId=${clients[2]}`, 'filters.amount~~from=1']) {
      const { counts } = await summary('Payment', query);
      for (const [tab, count] of Object.entries(counts ?? {})) {
        const asked = tab === 'all' ? '' : `&filters.state=${tab}`;
        expect([query, tab, (await page('Payment', `${query}${asked}`)).meta.total]).toEqual([query, tab, count]);
      }
    }
    expect((await summary('Payment')).counts).toEqual({
      all: 5,
      running: 3,
      upcoming: 2,
      ended: 0,
      owing: 1,
      refunded: 0,
    });
  });

  it('adds sums of money exactly and over all that is filtered, not over the page', async () => {
    expect((await summary('Payment')).totals).toEqual({ amount: '1305.70', owedAmount: '0.10' });
    expect((await summary('Payment', 'filters.amount~~to=0.20')).totals?.amount).toBe('0.30');
    expect((await summary('Payment', 'filters.amount=77')).totals?.amount).toBe('0.00');
  });

  it('compares numbers and sums exactly, with both ends of a range', async () => {
    const total = async (query: string) => (await page('Payment', query)).meta.total;
    expect(await total('filters.amount=100')).toBe(1);
    expect(await total('filters.amount~~from=0.10&filters.amount~~to=0,20')).toBe(2);
    expect(await total('filters.amount~~from=100')).toBe(2);
    expect(await total('filters.amount~~from=many')).toBe(0);
    expect(await total('filters.amount=1&filters.amount~~from=0')).toBe(0);
    expect(await total('filters.refundDate~~empty=true')).toBe(5);
    expect(await total('filters.refundDate~~empty=false')).toBe(0);
    expect(await total('filters.refundDate~~empty=perhaps')).toBe(0);
    expect(await total('filters.startDate~~from=2026-04-01&filters.startDate~~to=2026-04-01')).toBe(1);
  });

  it('takes an instant’s last day whole, in the studio’s zone', async () => {
    const entries = async (query: string) =>
      (await page('AuditEntry', `filters.action=payment.renew&${query}`, owner)).meta.total;
    // 23:30 of 9 March in Bishkek is another day in UTC.
    expect(await entries('filters.at~~from=2026-03-10&filters.at~~to=2026-03-10')).toBe(5);
    expect(await entries('filters.at~~to=2026-03-09')).toBe(0);
    expect(await entries('filters.at~~from=2026-03-11')).toBe(0);
    expect(await titles('AuditEntry', `filters.entityId=${clients[0]}&filters.entity=Client`, owner)).toHaveLength(1);
  });

  it('gives every record once over all pages, in either direction', async () => {
    for (const direction of ['asc', 'desc']) {
      const seen: string[] = [];
      for (const number of [1, 2, 3]) {
        seen.push(...(await titles('Client', `sortBy=region&direction=${direction}&perPage=2&page=${number}`)));
      }
      expect([...seen].sort()).toEqual(['Alpha A', 'Beta A', 'Delta A', 'Epsilon A', 'Gamma A']);
    }
    expect(await titles('Client', 'perPage=2&page=2')).toEqual(['Delta A', 'Epsilon A']);
  });

  it('asks the database at most eight times for a page, for what stands around it, and for a card', async () => {
    const { logger } = database.dataSource;
    const before = logger.logQuery.bind(logger);
    let statements = 0;
    logger.logQuery = () => void (statements += 1);
    const asked = async (path: string): Promise<number> => {
      statements = 0;
      await owner.get(path);
      return statements;
    };
    for (const path of [
      api('Client', 'actions/list?filters.status=active'),
      api('Client', 'actions/list?filters.q=alpha&page=2'),
      api('Client', 'actions/summary'),
      api('Client', `records/${clients[2]}/card`),
      api('Payment', 'actions/list?filters.state=running'),
      api('Payment', `actions/summary?filters.clientId=${clients[2]}`),
      api('Training', 'actions/list'),
      api('GroupTraining', 'actions/list'),
      api('Delivery', 'actions/list?filters.state=attention'),
    ]) {
      expect([path, Math.max(8, await asked(path))]).toEqual([path, 8]);
      expect(statements).toBeGreaterThan(1);
    }
    const first = await asked(api('Payment', 'actions/list'));
    // Turning a page counts nothing anew.
    expect(await asked(api('Payment', 'actions/list?page=2&perPage=2&knownTotal=5'))).toBe(first - 1);
    logger.logQuery = before;
  });

  it('finds what belongs to a client by the client’s name, and names the client of a filter', async () => {
    expect((await page('Payment', 'filters.q=gAMMa')).meta.total).toBe(2);
    expect((await summary('Payment', `filters.clientId=${clients[2]}`)).names).toEqual({ clientId: 'Gamma A' });
    const [first] = (await page('Payment', 'filters.q=alpha')).records;
    expect(first?.populated.clientId?.title).toBe('Alpha A');
  });

  it('does to each of the chosen what it allows, and names those that are refused', async () => {
    const chosen = { action: 'addToGroup', ids: clients.slice(0, 4), groupId: String(groupId), idempotencyKey: 'one' };
    const outcome = await bulk('Client', chosen);
    expect(outcome.done).toBe(2);
    expect(outcome.refused.map(({ name }) => name)).toEqual(['Gamma A', 'Delta A']);
    for (const { reason } of outcome.refused) expect(reason).toMatch(/[а-я]/i);
    // The form again: the first answer, not a second try.
    expect(await bulk('Client', chosen)).toEqual(outcome);
    expect((await bulk('Client', { ...chosen, idempotencyKey: 'two' })).done).toBe(2);
  });

  it('leaves to each role what it may do, also to several at once', async () => {
    const ids = [clients[4]];
    const refused = await manager.post(api('Client', 'actions/bulk'), { action: 'archive', ids });
    expect(refused.json.problem?.code).toBe('forbidden');
    expect(await bulk('Client', { action: 'archive', ids }, owner)).toEqual({ done: 1, refused: [] });
    expect((await bulk('Client', { action: 'archive', ids: [...ids, 999_999] }, owner)).refused).toHaveLength(2);
    expect((await bulk('Client', { action: 'restore', ids }, owner)).done).toBe(1);
    for (const bad of [
      { action: 'erase', ids },
      { action: '__proto__', ids },
    ]) {
      expect((await owner.post(api('Client', 'actions/bulk'), bad)).json.problem?.code).toBe('forbidden');
    }
    const tooMany = Array.from({ length: 26 }, (_, index) => index + 1);
    for (const bad of [{ ids: [] }, { ids: 'all' }, { ids: ['x'] }, { ids: tooMany }]) {
      const { json } = await owner.post(api('Client', 'actions/bulk'), { action: 'archive', ...bad });
      expect(Object.keys(json.problem?.fields ?? {})).toEqual(['ids']);
    }
    expect((await owner.get(api('Client', 'actions/bulk?action=archive&ids=1'))).json.result).toBeUndefined();
  });

  it('tells which records are filtered, to be confirmed before anything is done to them', async () => {
    const { json } = await manager.post(api('Client', 'actions/bulk'), {
      mode: 'ids',
      filters: { 'filters.q': 'ta A' },
    });
    expect((json.result.ids as number[]).sort()).toEqual([clients[1], clients[3]].sort());
  });

  it('keeps views of a person, and shows to all only what an owner shows to all', async () => {
    const views = async (visitor: Visitor): Promise<View[]> =>
      (await visitor.get(api('Client', 'actions/views'))).json.result as unknown as View[];
    const save = (visitor: Visitor, input: object) => visitor.post(api('Client', 'actions/saveView'), input);
    await save(manager, { name: ' Mine ', query: '?filters.status=owing&page=3' });
    await save(owner, { name: 'For all', query: 'filters.status=new&sortBy=phone&direction=desc', isShared: true });
    await save(owner, { name: 'Own', query: '' });
    expect((await views(manager)).map(({ name, query, isOwn }) => [name, query, isOwn])).toEqual([
      ['For all', 'direction=desc&filters.status=new&sortBy=phone', false],
      ['Mine', 'filters.status=owing', true],
    ]);
    const [shared, mine] = await views(manager);
    const own = (await views(owner)).find(({ name }) => name === 'Own');
    expect((await save(manager, { name: 'All', query: '', isShared: true })).json.problem?.code).toBe('owner_only');
    const remove = (id: number | undefined, visitor = manager) =>
      visitor.post(api('Client', 'actions/removeView'), { id });
    expect((await remove(shared?.id)).json.problem?.code).toBe('owner_only');
    expect((await remove(own?.id)).json.problem?.code).toBe('not_found');
    expect((await remove(mine?.id, owner)).json.problem?.code).toBe('not_found');
    expect((await manager.post(api('Payment', 'actions/removeView'), { id: mine?.id })).json.problem?.code).toBe(
      'not_found',
    );
    await save(manager, { id: mine?.id, name: 'Debts' });
    expect((await views(manager)).map(({ name }) => name)).toEqual(['Debts', 'For all']);
    expect(Object.keys((await save(manager, { name: '', query: '' })).json.problem?.fields ?? {})).toEqual(['name']);
    expect((await remove(mine?.id)).json.problem).toBeUndefined();
    expect(await views(manager)).toHaveLength(1);
    expect(await titles('AuditEntry', 'filters.entity=SavedView', owner)).toHaveLength(5);
  });

  it('keeps no more views of a person in one list than can be found again', async () => {
    const save = (name: string) => owner.post(api('Coach', 'actions/saveView'), { name, query: '' });
    const answers = await Promise.all(Array.from({ length: 32 }, (_, index) => save(`View ${index}`)));
    expect(answers.filter(({ json }) => json.problem)).toHaveLength(2);
    expect((await save('View 0')).json.problem).toBeUndefined();
  });

  const download = async (visitor: Visitor, path: string): Promise<Buffer | null> => {
    const response = await fetch(`${panel.origin}/admin/lists/${path}`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', cookie: visitor.cookie, 'x-xsrf-token': visitor.pageToken },
    });
    if (response.status !== 200) return null;
    const { parts, isWhole, rows } = frameReader().take(new Uint8Array(await response.arrayBuffer()));
    expect([isWhole, rows]).toEqual([true, expect.any(Number)]);
    return Buffer.concat(parts);
  };

  it('exports what is filtered as a CSV for the person’s own spreadsheet, without formulas', async () => {
    await panel.studio.clients.create({ firstName: '=1+1', lastName: '"Quoted"; line', phone: nextPhone() }, OWNER);
    const file = (await download(manager, 'Client/export?format=csv&filters.q=quoted'))?.toString() ?? '';
    expect(file.startsWith('\uFEFF"Имя";"Телефон";')).toBe(true);
    const lines = file.trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('"""Quoted""; line =1+1";"\'+996');
    const payments = (await download(manager, 'Payment/export?format=csv&filters.q=alpha'))?.toString() ?? '';
    expect(payments).toContain('"Alpha A";"Month";2026-03-10;2026-04-08;0,10;');
  });

  it('heads the columns of every file in the person’s language', async () => {
    const resources = ['Client', 'Payment', 'LazyDays', 'Closure', 'Training', 'Group', 'GroupTraining', 'Coach'];
    resources.push(
      'Invitation',
      'Broadcast',
      'Delivery',
      'MembershipPlan',
      'Staff',
      'AuditEntry',
      'ApiToken',
      'ImportBatch',
    );
    for (const resource of resources) {
      const file = (await download(owner, `${resource}/export?format=csv&filters.id=2000000000`))?.toString() ?? '';
      const [head = ''] = file.slice(1).split('\r\n');
      expect([resource, head.replaceAll(/"|Telegram ID|API/g, '').match(/[a-z]+/gi)]).toEqual([resource, null]);
    }
  });

  it('exports a workbook with sums as numbers and days as days', async () => {
    const file = await download(manager, 'Payment/export?format=xlsx&filters.q=gamma&sortBy=amount&direction=desc');
    const [sheet] = await readWorkbook(file as Buffer);
    const [head, first, second] = sheet?.data ?? [];
    expect(head?.slice(0, 3)).toEqual(['Клиент', 'Тариф', 'Первый день']);
    expect(first?.slice(0, 5)).toEqual(['Gamma A', 'Month', new Date('2026-03-10'), new Date('2026-04-08'), 1200.4]);
    expect(second?.[4]).toBe(100);
  });

  it('gives a file to those who see the whole list only, and keeps in the log who took it', async () => {
    const coach = await panel.studio.coaches.create({ firstName: 'Own' }, OWNER);
    const people = { owner, manager, coach: await panel.loggedIn('coach', coach.id), nobody: panel.visitor() };
    const got = async (resource: string) => {
      const answers = Object.entries(people).map(async ([role, visitor]) => {
        return (await download(visitor, `${resource}/export?format=csv`)) ? role : null;
      });
      return (await Promise.all(answers)).filter(Boolean).join(' ');
    };
    for (const resource of ['Client', 'Payment', 'Training', 'Group', 'GroupTraining', 'Delivery']) {
      expect([resource, await got(resource)]).toEqual([resource, 'owner manager']);
    }
    for (const resource of ['Staff', 'AuditEntry', 'ApiToken', 'MembershipPlan', 'ImportBatch']) {
      expect([resource, await got(resource)]).toEqual([resource, 'owner']);
    }
    for (const resource of ['Setting', 'Nothing', 'constructor']) {
      expect([resource, await got(resource)]).toEqual([resource, '']);
    }
    expect(await download(owner, 'Client/export?format=exe')).toBeNull();
    const [entry] = (await page('AuditEntry', 'filters.action=list.export&filters.entityId=Client', owner)).records;
    expect(entry).toBeDefined();
    const foreign = await fetch(`${panel.origin}/admin/lists/Client/export?format=csv`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site', cookie: owner.cookie },
    });
    expect(foreign.status).toBe(403);
  });

  it('shows a coach own rows and no counts of the studio', async () => {
    const own = await panel.studio.coaches.create({ firstName: 'Leads' }, OWNER);
    const group = await panel.studio.groups.create({ name: 'Evening', coachId: own.id }, OWNER);
    await panel.studio.trainings.createSession({ groupId: group.id, coachId: own.id, time: '10:00' }, OWNER);
    const other = await panel.studio.coaches.create({ firstName: 'Other' }, OWNER);
    await panel.studio.trainings.createSession({ groupId, coachId: other.id, time: '11:00' }, OWNER);
    const coach = await panel.loggedIn('coach', own.id);
    expect((await summary('Client', '', coach)).counts).toBeNull();
    expect((await summary('GroupTraining', '', coach)).counts).toMatchObject({ all: 1, today: 1 });
    const [session] = (await coach.get(api('GroupTraining', 'actions/list'))).json.records;
    expect(session?.populated.coachId).toMatchObject({ title: 'Leads', recordActions: [] });
    expect((await coach.get(api('Coach', `records/${own.id}/show`))).json.record?.params).toEqual({});
    expect((await coach.post(api('Training', 'actions/bulk'), { action: 'undo', ids: [1] })).json.notice?.type).toBe(
      'error',
    );
  });
});
