import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DashboardAnswer } from '../../admin/dashboard.js';
import type { RowKind } from '../../src/statistics/figure-rows.queries.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER } from '../setup/studio.js';
import { startPanel, type PanelServer, type Visitor } from './panel-server.js';

const PERIOD = { from: '2026-03-01', to: '2026-05-31' };
const MOST_STATEMENTS = 16;

describeEachDatabase('the page of figures', (database) => {
  let panel: PanelServer;
  let owner: Visitor;
  let manager: Visitor;
  let coach: Visitor;
  let coachId: number;

  const ask = async (input: Record<string, string> = {}, visitor = manager): Promise<DashboardAnswer> => {
    const { json } = await visitor.get(`/admin/api/pages/dashboard?${new URLSearchParams(input).toString()}`);
    return json as unknown as DashboardAnswer;
  };
  const rows = async (of: RowKind, more: Record<string, string> = {}) => {
    const answer = await ask({ view: 'rows', of, ...PERIOD, ...more });
    return answer.rows ?? { total: -1, items: [], page: 0, pages: 0 };
  };
  const names = async (of: RowKind, more?: Record<string, string>) => {
    const { items, total } = await rows(of, more);
    expect(items).toHaveLength(total);
    return items.map(({ name }) => name).sort();
  };
  const passTo = (day: string): void => panel.clock.set(new Date(`${day}T06:00:00Z`));

  // Ten weeks of a small studio: who renews in time, who late, who is lost, who is frozen, who owes.
  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    const { clients, payments, plans, coaches, groups, trainings, lazyDays, instalments, refunds } = panel.studio;
    const register = async (firstName: string) => (await clients.create({ firstName, phone: nextPhone() }, OWNER)).id;
    const sell = (clientId: number, more: object = {}) =>
      payments.renew({ clientId, durationDays: 10, amount: '100.10', ...more }, OWNER);
    const pack = await plans.create({ name: 'Пакет', durationDays: 20, price: '90', visitLimit: 3 }, OWNER);
    coachId = (await coaches.create({ firstName: 'Олег', lastName: 'Ким' }, OWNER)).id;
    const group = await groups.create({ name: 'Утро', coachId, capacity: 4, startTime: '09:00' }, OWNER);
    // All of these end on 19 March.
    const [inTime, late, lost, gone] = [
      await register('InTime'),
      await register('Late'),
      await register('Lost'),
      await register('Gone'),
    ];
    for (const id of [inTime, late, lost]) await sell(id);
    const refunded = await sell(gone, { method: 'card' });
    const visitor = await register('Visitor');
    const sold = await payments.renew(
      { clientId: visitor, planId: pack.id, amount: '90', paid: '50', method: 'transfer' },
      OWNER,
    );
    await groups.addClient(group.id, visitor, OWNER);
    await groups.addClient(group.id, lost, OWNER);
    const session = await trainings.createSession({ groupId: group.id, coachId, time: '12:00' }, OWNER);
    await trainings.recordVisit({ clientId: visitor, groupTrainingId: session.id }, MANAGER);
    passTo('2026-03-12');
    await refunds.refund(refunded.id, { amount: '80.08' }, OWNER);
    await sell(inTime, { durationDays: 90 });
    const frozen = await register('Frozen');
    await sell(frozen, { durationDays: 100 });
    await lazyDays.freeze({ clientId: frozen, startDate: '2026-03-13', endDate: '2026-03-20' }, OWNER);
    passTo('2026-03-25');
    await sell(late, { durationDays: 90 });
    await instalments.pay(sold.id, { amount: '15.05', method: 'cash' }, OWNER);
    passTo('2026-05-31');
    [owner, manager] = [await panel.loggedIn('owner'), await panel.loggedIn('manager')];
    coach = await panel.loggedIn('coach', coachId);
  });
  afterAll(() => panel?.close());

  it('tells the totals, what they were before, and how the studio stands at the end of the period', async () => {
    const { studio, range, problem } = await ask({ from: '2026-03-10', to: '2026-03-16' });
    expect(problem).toBeNull();
    expect(range).toEqual({ today: '2026-05-31', asOf: '2026-05-31', from: '2026-03-10', to: '2026-03-16' });
    // 4 × 100.10 + 50 on the first day, 2 × 100.10 − 80.08 on the third.
    expect(studio?.totals).toMatchObject({ revenue: '570.52', payments: 7, visits: 1, misses: 1, newClients: 6 });
    expect(studio?.previous).toMatchObject({ from: '2026-03-03', to: '2026-03-09', payments: 0 });
    expect(studio?.standing).toEqual({
      ...{ day: '2026-03-16', active: 4, frozen: 1 },
      // Late and Lost on 19 March, and not who has renewed.
      ...{ expiring: 2, debtors: 1, owed: '40.00' },
    });
    expect(studio?.before).toEqual({ day: '2026-03-09', active: 0, frozen: 0 });
    expect((await ask(PERIOD)).studio?.standing).toMatchObject({ debtors: 1, owed: '24.95' });
  });

  it('divides the revenue by plan and method without losing a hundredth, and what visits earned by coach', async () => {
    const { revenue } = await ask({ view: 'revenue', ...PERIOD });
    expect(revenue?.byPlan).toEqual([
      { id: null, name: null, count: 7, revenue: '620.62' },
      { id: expect.any(Number), name: 'Пакет', count: 1, revenue: '65.05' },
    ]);
    expect(revenue?.byMethod).toEqual([
      { id: 'cash', name: null, count: 6, revenue: '615.65' },
      { id: 'card', name: null, count: 1, revenue: '20.02' },
      { id: 'transfer', name: null, count: 1, revenue: '50.00' },
    ]);
    // One of the three visits of a pack for 90.
    expect(revenue?.byCoach).toEqual([{ id: coachId, name: 'Ким Олег', count: 1, revenue: '30.00' }]);
    expect((await rows('revenue')).items.map(({ name, date, kind, amount }) => [name, date, kind, amount])).toEqual(
      expect.arrayContaining([
        ['Visitor', '2026-03-25', 'instalment', '15.05'],
        ['Gone', '2026-03-12', 'refund', '-80.08'],
        ['Visitor', '2026-03-10', 'sale', '50.00'],
      ]),
    );
    expect(await names('revenue', { method: 'card' })).toEqual(['Gone', 'Gone']);
    expect(await names('revenue', { planId: String(revenue?.byPlan[1]?.id) })).toEqual(['Visitor', 'Visitor']);
    expect(await names('revenue', { planId: 'none', method: 'card' })).toEqual(['Gone', 'Gone']);
  });

  it('counts renewals by the last paid day, and who bought nothing for thirty days as lost', async () => {
    const { clients } = await ask({ view: 'clients', ...PERIOD });
    expect(clients?.renewals).toEqual([
      // InTime, Late, Lost on 19 March; Gone refunded on the 12th; the pack of Visitor on the 29th.
      { days: 0, ended: 5, renewed: 1 },
      { days: 7, ended: 5, renewed: 2 },
      { days: 30, ended: 5, renewed: 2 },
    ]);
    expect(await names('renewed', { days: '0' })).toEqual(['InTime']);
    expect(await names('renewed', { days: '7' })).toEqual(['InTime', 'Late']);
    expect(await names('notRenewed', { days: '7' })).toEqual(['Gone', 'Lost', 'Visitor']);
    expect(clients).toMatchObject({ lost: 3, runningBefore: 0 });
    expect(await names('lost')).toEqual(['Gone', 'Lost', 'Visitor']);
    // The thirtieth day after 19 March.
    expect(await names('lost', { from: '2026-04-18', to: '2026-04-18' })).toEqual(['Lost']);
    const cohort = clients?.cohorts.find(({ month }) => month === '2026-03-01');
    expect(cohort).toEqual({ month: '2026-03-01', clients: 6, stayed: [6, 3, 3] });
    expect(await names('cohort', { month: '2026-03-01', later: '2026-05-01' })).toEqual(['Frozen', 'InTime', 'Late']);
    expect(await names('cohort', { month: '2026-03-01' })).toHaveLength(6);
  });

  it('forgets what came later when asked as of a past day', async () => {
    const asOf = '2026-03-15';
    const { studio, range } = await ask({ asOf, range: 'days7' });
    expect(range).toMatchObject({ asOf, from: '2026-03-09', to: asOf });
    expect(studio?.standing).toMatchObject({ active: 4, frozen: 1, expiring: 2, owed: '40.00' });
    const { clients } = await ask({ view: 'clients', asOf, from: '2026-03-01', to: '2026-03-31' });
    expect(clients?.renewals[0]).toEqual({ days: 0, ended: 1, renewed: 0 });
    expect(clients?.cohorts.at(-1)).toEqual({ month: '2026-03-01', clients: 6, stayed: [6] });
    expect((await ask({ asOf: '2030-01-01' })).range.asOf).toBe('2026-05-31');
  });

  it('opens as many rows as each number says', async () => {
    const period = { from: '2026-03-10', to: '2026-03-16' };
    const { studio } = await ask(period);
    expect((await rows('active', period)).total).toBe(studio?.standing.active);
    expect((await rows('frozen', period)).total).toBe(studio?.standing.frozen);
    expect((await rows('expiring', period)).total).toBe(studio?.standing.expiring);
    expect((await rows('owing', period)).total).toBe(studio?.standing.debtors);
    expect((await rows('misses', period)).total).toBe(studio?.totals.misses);
    expect((await rows('newClients', period)).total).toBe(studio?.totals.newClients);
    expect(await names('misses', period)).toEqual(['Lost']);
    expect((await rows('newClients', { ...period, page: '2' })).items).toEqual([]);
  });

  it('says in words what is wrong with a period, and shows the usual one', async () => {
    const cases: Record<string, string>[] = [
      { from: '2026-03-31', to: '2026-03-01' },
      { from: '2024-01-01', to: '2026-03-01' },
      { from: 'yesterday' },
      { range: 'forever' },
    ];
    for (const input of cases) {
      const { problem, studio, range } = await ask(input);
      expect(problem?.message).toMatch(/[а-яё]{3}/i);
      expect([studio, range.to]).toEqual([null, '2026-05-31']);
    }
  });

  it('shows a coach the own sessions and nothing else, whatever is asked for', async () => {
    for (const view of ['overview', 'revenue', 'clients', 'coaches', 'rows']) {
      const { coaches, range: _range, problem: _problem, ...rest } = await ask({ view, ...PERIOD }, coach);
      expect(coaches?.items).toEqual([
        { coachId, firstName: 'Олег', lastName: 'Ким', sessions: 1, visits: 1, fill: 0.25 },
      ]);
      expect(rest).toEqual({ studio: null, revenue: null, clients: null, rows: null });
    }
    const nobody = await panel.loggedIn('coach', (await panel.studio.coaches.create({ firstName: 'Ян' }, OWNER)).id);
    expect((await ask({ view: 'coaches', ...PERIOD }, nobody)).coaches?.items).toMatchObject([{ sessions: 0 }]);
    expect((await ask({ view: 'coaches', ...PERIOD }, owner)).coaches?.items).toHaveLength(2);
  });

  it('is read in a handful of statements, however long the period', async () => {
    const { logger } = database.dataSource;
    const statements: string[] = [];
    const logQuery = logger.logQuery.bind(logger);
    logger.logQuery = (sql: string) => void statements.push(sql);
    await ask({ from: '2025-06-01', to: '2026-05-31' });
    logger.logQuery = logQuery;
    const own = statements.filter((sql) => !/\bstaff\b/.test(sql));
    expect(own.length).toBeLessThanOrEqual(MOST_STATEMENTS);
    expect(own.length).toBeGreaterThan(5);
  });
});
