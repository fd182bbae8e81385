import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { nextPhone, OWNER } from '../setup/studio.js';
import { startPanel, type PanelServer, type Visitor } from './panel-server.js';

interface Row extends Record<string, unknown> {
  clientId: number;
  name: string;
}
interface List {
  total: number;
  items: Row[];
}
interface Home {
  ending: List;
  frozen: List;
  birthdays: List;
  sessions: Record<string, unknown>[];
  studio: { debtors: List & { owed: string }; failures: List } | null;
  may: Record<string, boolean>;
}

const MOST_STATEMENTS = 8;

describeEachDatabase('the first page', (database) => {
  let panel: PanelServer;
  let owner: Visitor;
  let manager: Visitor;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    [owner, manager] = [await panel.loggedIn('owner'), await panel.loggedIn('manager')];
  });
  afterAll(() => panel?.close());

  const home = async (visitor = manager): Promise<Home> =>
    (await visitor.get('/admin/api/dashboard')).json as unknown as Home;
  const register = async (firstName: string, more: object = {}): Promise<number> =>
    (await panel.studio.clients.create({ firstName, phone: nextPhone(), ...more }, OWNER)).id;
  const sell = (clientId: number, more: object = {}) =>
    panel.studio.payments.renew({ clientId, durationDays: 30, amount: '1000', ...more }, OWNER);
  const names = ({ items }: List): string[] => items.map(({ name }) => name);
  /** The full list behind the page's link. */
  const listed = async (filters: string, resource = 'Client'): Promise<string[]> => {
    const { json } = await manager.get(`/admin/api/resources/${resource}/actions/list?perPage=100&${filters}`);
    return json.records.map(({ title }) => String(title));
  };

  it('lists whose membership ends within a week, the soonest first, but not who has renewed or is frozen', async () => {
    await sell(await register('Sunday'), { durationDays: 6 });
    await sell(await register('Today'), { durationDays: 1 });
    await sell(await register('NextWeek'), { durationDays: 8 });
    const renewed = await register('Renewed');
    await sell(renewed, { durationDays: 2 });
    await sell(renewed);
    const frozen = await register('Frozen');
    await sell(frozen, { durationDays: 3 });
    await panel.studio.lazyDays.freeze({ clientId: frozen, startDate: '2026-03-10', endDate: '2026-03-12' }, OWNER);
    const { ending, frozen: frozenList } = await home();
    expect(names(ending)).toEqual(['Today', 'Sunday']);
    expect(ending).toMatchObject({ total: 2, items: [{ endDate: '2026-03-10' }, { endDate: '2026-03-15' }] });
    expect((await listed('filters.endsBy=2026-03-16')).sort()).toEqual(['Sunday', 'Today']);
    expect(frozenList).toMatchObject({ total: 1, items: [{ name: 'Frozen', endDate: '2026-03-12' }] });
    expect(await listed('filters.status=frozen')).toEqual(['Frozen']);
    expect(await listed('filters.endsBy=nonsense')).toEqual([]);
  });

  it('lists who owes with the membership to be paid for first, and the sum of all debts', async () => {
    const id = await register('Owes');
    const first = await sell(id, { paid: '900.10' });
    await sell(id, { paid: '999.90' });
    await sell(await register('AlsoOwes'), { paid: '0' });
    const gone = await register('GoneOwing');
    await sell(gone, { paid: '0' });
    await panel.studio.clients.archive(gone, OWNER);
    const { studio } = await home();
    expect(studio?.debtors).toMatchObject({ total: 2, owed: '1100.00' });
    expect(studio?.debtors.items.find(({ name }) => name === 'Owes')).toMatchObject({
      owed: '100.00',
      paymentId: first.id,
    });
    expect((await listed('filters.status=owing')).sort()).toEqual(['AlsoOwes', 'Owes']);
  });

  it('lists the birthdays of the week with the age, and whom the bot can congratulate', async () => {
    await register('Saturday', { birthDate: '1990-03-14' });
    await register('BornToday', { birthDate: '2000-03-10', telegramId: '5000000001' });
    await register('Yesterday', { birthDate: '2000-03-09' });
    const { birthdays } = await home();
    expect(birthdays).toMatchObject({
      total: 2,
      items: [
        { name: 'BornToday', date: '2026-03-10', age: 26, isReachable: true },
        { name: 'Saturday', date: '2026-03-14', age: 36, isReachable: false },
      ],
    });
    expect((await listed('filters.birthdayBy=2026-03-16')).sort()).toEqual(['BornToday', 'Saturday']);
    expect(await listed('filters.birthdayBy=2026-03-01')).toEqual([]);
    expect(await listed('filters.birthdayBy=2199-01-01')).toEqual([]);
  });

  it('lists today’s sessions by their time, those too that the week has and nobody has started', async () => {
    const { coaches, groups, trainings } = panel.studio;
    const coach = await coaches.create({ firstName: 'Олег', lastName: 'Ким' }, OWNER);
    // 10 March 2026 is a Tuesday.
    const tuesday = { coachId: coach.id, weekdays: [2, 4], capacity: 12 };
    await groups.create({ name: 'Evening', startTime: '19:00', ...tuesday }, OWNER);
    const morning = await groups.create({ name: 'Morning', startTime: '08:00', ...tuesday }, OWNER);
    await groups.create({ name: 'Wednesday', coachId: coach.id, weekdays: [3], startTime: '09:00' }, OWNER);
    const { id } = await trainings.createSession({ groupId: morning.id, coachId: coach.id, time: '08:30' }, OWNER);
    const shared = { coachName: 'Олег Ким', capacity: 12, attended: 0 };
    expect((await home()).sessions).toEqual([
      expect.objectContaining({ ...shared, sessionId: id, groupName: 'Morning', time: '08:30', state: 'started' }),
      expect.objectContaining({ ...shared, sessionId: null, groupName: 'Evening', time: '19:00', state: 'planned' }),
    ]);
    await trainings.cancelSession(id, OWNER);
    expect((await home()).sessions[0]).toMatchObject({ sessionId: id, state: 'cancelled' });
  });

  it('lists messages that did not arrive until somebody has dealt with them, once and in the log', async () => {
    const clientId = await register('Unreached', { telegramId: '5000000002' });
    const message = async (key: string, status: Delivery['status'], more: Partial<Delivery> = {}) => {
      const { manager: rows } = database.dataSource;
      const now = panel.clock.now();
      const known = { dedupeKey: key, deliveryClass: 'reminder' as const, priority: 5, clientId, chatId: '5000000002' };
      const sent = { method: 'sendMessage', payload: { text: 'x' }, dueAt: now, createdAt: now, updatedAt: now };
      return (await rows.save(Delivery, rows.create(Delivery, { ...known, ...sent, status, ...more }))).id;
    };
    const failed = await message('test:failed', 'blocked', { error: 'Forbidden: bot was blocked by the user' });
    const arrived = await message('test:sent', 'sent');
    await message('test:bulk', 'failed', { deliveryClass: 'bulk', priority: 9 });
    await message('test:old', 'failed', { dueAt: new Date('2026-01-01T00:00:00Z') });
    const failures = async () => (await home()).studio?.failures;
    expect(await failures()).toMatchObject({ total: 1, items: [{ messageId: failed, clientId, status: 'blocked' }] });
    expect(await listed('filters.unread=true', 'Delivery')).toEqual([String(failed)]);
    const resolve = (visitor: Visitor, id: number) =>
      visitor.post(`/admin/api/resources/Delivery/records/${id}/resolve`);
    expect((await resolve(manager, arrived)).json.problem?.code).toBe('nothing_changed');
    await Promise.all([resolve(manager, failed), resolve(manager, failed)]);
    expect(await failures()).toMatchObject({ total: 0, items: [] });
    const log = await owner.get('/admin/api/resources/AuditEntry/actions/list?filters.action=delivery.resolve');
    expect(log.json.records).toHaveLength(1);
  });

  it('gives a coach the own groups’ clients and sessions, and nothing of money, messages or the studio', async () => {
    const { coaches, groups } = panel.studio;
    const coach = await coaches.create({ firstName: 'Own' }, OWNER);
    const group = await groups.create(
      { name: 'OwnGroup', coachId: coach.id, weekdays: [2], startTime: '10:00' },
      OWNER,
    );
    const pupil = await register('Pupil', { birthDate: '1999-03-11' });
    await sell(pupil, { durationDays: 2, paid: '1' });
    await groups.addClient(group.id, pupil, OWNER);
    const person = await panel.loggedIn('coach', coach.id);
    const page = await person.get('/admin/api/dashboard');
    const { ending, birthdays, sessions, studio, may } = page.json as unknown as Home;
    expect([names(ending), names(birthdays)]).toEqual([['Pupil'], ['Pupil']]);
    expect(sessions.map(({ groupName }) => groupName)).toEqual(['OwnGroup']);
    expect(studio).toBeNull();
    expect(Object.values(may)).not.toContain(true);
    expect(page.text).not.toMatch(/owed|debtors|failures|counts/);
    expect((await person.post('/admin/api/resources/Delivery/records/1/resolve')).json.notice?.type).toBe('error');
    expect((await person.get('/admin/api/pages/dashboard')).json.studio).toBeNull();
    const nobody = await panel.loggedIn('coach', (await coaches.create({ firstName: 'New' }, OWNER)).id);
    expect(await home(nobody)).toMatchObject({ ending: { total: 0 }, birthdays: { total: 0 }, sessions: [] });
  });

  it('is read in at most 8 statements', async () => {
    const { logger } = database.dataSource;
    const statements: string[] = [];
    const logQuery = logger.logQuery.bind(logger);
    logger.logQuery = (sql: string) => void statements.push(sql);
    await home(owner);
    logger.logQuery = logQuery;
    const own = statements.filter((sql) => !/\bstaff\b/.test(sql));
    expect(own.length).toBeLessThanOrEqual(MOST_STATEMENTS);
    expect(own.length).toBeGreaterThan(0);
  });
});
