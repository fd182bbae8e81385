import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER } from '../setup/studio.js';
import { startPanel, type PanelServer, type Visitor } from './panel-server.js';

const LIST = '/admin/api/resources/AuditEntry/actions/list?';
/** Enough for the planners to prefer an index; that they do is true for a million as well. */
const ENTRIES = 20_000;

/** A log as years of work leave it: many people, actions and records. */
async function fillLog(dataSource: DataSource): Promise<void> {
  const values = Array.from({ length: ENTRIES }, (_, index) => {
    const day = String(1 + (index % 28)).padStart(2, '0');
    const month = String(1 + (Math.floor(index / 28) % 12)).padStart(2, '0');
    const entity = ['Client', 'Payment', 'Training', 'Delivery'][index % 4];
    const action = ['client.update', 'payment.renew', 'visit.record', 'delivery.resolve'][index % 4];
    return `('2020-${month}-${day} 10:00:00.000', 'staff', ${100 + (index % 50)}, 'x', '${action}', '${entity}', '${index}')`;
  });
  for (let start = 0; start < values.length; start += 1000) {
    const rows = values.slice(start, start + 1000).join(', ');
    await dataSource.query(
      `INSERT INTO audit_entries (at, actorKind, actorId, actorName, action, entity, entityId) VALUES ${rows}`,
    );
  }
  await dataSource.query(dataSource.options.type === 'better-sqlite3' ? 'ANALYZE' : 'ANALYZE TABLE audit_entries');
}

/** Every statement on the log that `work` runs. */
async function statementsOf(dataSource: DataSource, work: () => Promise<unknown>): Promise<[string, unknown[]][]> {
  const statements: [string, unknown[]][] = [];
  const { logger } = dataSource;
  const logQuery = (text: string, parameters: unknown[] = []): void => {
    if (text.includes('audit_entries')) statements.push([text, parameters]);
  };
  dataSource.logger = Object.assign(Object.create(logger) as typeof logger, { logQuery });
  try {
    await work();
  } finally {
    dataSource.logger = logger;
  }
  return statements;
}

/** A line of what MySQL and MariaDB say they would do. */
interface Step {
  table: string | null;
  type: string;
  key: string | null;
}

describeEachDatabase('the audit log in the panel', (database) => {
  let panel: PanelServer;
  let owner: Visitor;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    owner = await panel.loggedIn('owner');
    await fillLog(database.dataSource);
  }, 60_000);
  afterAll(() => panel?.close());

  const entries = async (query: string) =>
    (await owner.get(`${LIST}perPage=50&${query}`)).json.records as unknown as { params: Record<string, unknown> }[];
  const newest = async (query: string) => (await entries(query))[0]?.params ?? {};

  it('tells who changed what of whom, from what to what, by names', async () => {
    const { studio } = panel;
    const group = await studio.groups.create({ name: 'Утро' }, MANAGER);
    const { id } = await studio.clients.create({ firstName: 'Анна', lastName: 'Ким', phone: nextPhone() }, MANAGER);
    await studio.payments.renew({ clientId: id, durationDays: 30, amount: '1200' }, MANAGER);
    await studio.groups.addClient(group.id, id, MANAGER);
    const changed = await newest(`filters.entity=Client&filters.entityId=${id}`);
    expect(changed).toMatchObject({ actorName: 'Manager', recordName: 'Анна Ким', isThere: true });
    expect(JSON.parse(String(changed.changes))).toContainEqual({ field: 'groupId', from: null, to: 'Утро' });
    const sold = await newest('filters.action=payment.renew');
    expect(sold).toMatchObject({ entity: 'Payment', recordName: 'Анна Ким' });
    expect(JSON.parse(String(sold.changes))).toContainEqual({ field: 'amount', to: '1200.00' });
  });

  it('is narrowed by person, action, kind, record and days, both included', async () => {
    const { id } = await panel.studio.staff.create(
      { email: 'log@example.com', name: 'Log', role: 'owner', password: 'a long enough passphrase' },
      OWNER,
    );
    await panel.studio.settings.set('expiringDays', 7, { ...OWNER, id, name: 'Log' });
    expect(await entries(`filters.person=${id}`)).toHaveLength(1);
    expect(await newest(`filters.person=${id}`)).toMatchObject({ entity: 'Setting', entityId: 'expiringDays' });
    expect(await entries(`filters.person=${id}&filters.action=client.update`)).toHaveLength(0);
    expect(await entries('filters.entity=Delivery&filters.entityId=7')).toHaveLength(1);
    expect(await entries('filters.entityId=7777&filters.at~~from=2020-01-01&filters.at~~to=2020-12-31')).toHaveLength(
      1,
    );
    expect(await entries('filters.person=nobody')).toHaveLength(0);
    const days = 'filters.actorKind=staff&filters.at~~from=2020-02-02&filters.at~~to=2020-02-02';
    const { json } = await owner.get(LIST + days);
    expect((json as unknown as { meta: { total: number } }).meta.total).toBeGreaterThan(0);
  });

  it.each([
    ['person', 'filters.person=120'],
    ['action', 'filters.action=payment.renew'],
    ['kind of record', 'filters.entity=Payment'],
    ['record', 'filters.entity=Payment&filters.entityId=4001'],
    ['record of any kind', 'filters.entityId=4001'],
    ['days', 'filters.at~~from=2020-02-02&filters.at~~to=2020-02-03'],
  ])('never reads the whole log to narrow it by %s', async (_, query) => {
    const { dataSource } = database;
    const statements = await statementsOf(dataSource, () => owner.get(LIST + query));
    expect(statements.length).toBeGreaterThanOrEqual(2);
    for (const [text, parameters] of statements) {
      if (database.kind === 'SQLite') {
        const plan = await dataSource.query<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${text}`, parameters);
        expect(
          plan.map(({ detail }) => detail).filter((detail) => /^SCAN (?:record|audit_entries)$/.test(detail)),
        ).toEqual([]);
        expect(plan.some(({ detail }) => /USING (?:COVERING )?INDEX|INTEGER PRIMARY KEY/.test(detail))).toBe(true);
      } else {
        const plan = await dataSource.query<Step[]>(`EXPLAIN ${text}`, parameters);
        // The ids of one page, found before their rows are read.
        const tables = plan.filter(({ table }) => !table?.startsWith('<derived'));
        expect(tables.map(({ type }) => type)).not.toContain('ALL');
        for (const { key } of tables) expect(key).toMatch(/audit_entries|PRIMARY/);
      }
    }
  });
});
