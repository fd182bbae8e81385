import { beforeEach, expect, it } from '@jest/globals';
import { CoachesService } from '../../src/coaches/coaches.service.js';
import { calendarDate } from '../../src/lib/calendar-date.js';
import { Payment } from '../../src/payments/payment.entity.js';
import type { StatisticsQueries } from '../../src/statistics/statistics.queries.js';
import type { TrainingsService } from '../../src/trainings/trainings.service.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

describeEachDatabase('statistics', (database) => {
  let studio: Studio;
  let trainings: TrainingsService;
  let statistics: StatisticsQueries;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    ({ trainings, statistics } = studio);
  });

  const client = async (sale: object | null = {}): Promise<number> => {
    const { id } = await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER);
    if (sale) await studio.payments.renew({ clientId: id, amount: '0.10', ...sale }, MANAGER);
    return id;
  };
  const between = (from: string, to: string) => statistics.between(calendarDate(from), calendarDate(to));
  const column = async (name: 'active' | 'frozen' | 'misses' | 'visits', from: string, to: string) =>
    (await between(from, to)).days.map((day) => day[name]);

  it('counts a client active on every paid day and frozen on every frozen one, also when asked later', async () => {
    const id = await client({ durationDays: 3 });
    await studio.lazyDays.freeze({ clientId: id, startDate: '2026-03-11', endDate: '2026-03-12' }, MANAGER);
    studio.passDays(30);
    expect(await column('active', '2026-03-09', '2026-03-15')).toEqual([0, 1, 0, 0, 1, 1, 0]);
    expect(await column('frozen', '2026-03-09', '2026-03-15')).toEqual([0, 0, 1, 1, 0, 0, 0]);
  });

  it('counts an archived client until the day of archiving', async () => {
    const id = await client();
    studio.passDays(2);
    await studio.clients.archive(id, OWNER);
    expect(await column('active', '2026-03-10', '2026-03-13')).toEqual([1, 1, 0, 0]);
  });

  it('counts a used-up pack until the day of its last visit', async () => {
    const plan = await studio.plans.create({ name: '2 занятия', durationDays: 30, price: '1', visitLimit: 2 }, OWNER);
    const id = await client({ planId: plan.id });
    await trainings.recordVisit({ clientId: id }, MANAGER);
    studio.passDays(2);
    await trainings.recordVisit({ clientId: id }, MANAGER);
    expect(await column('active', '2026-03-10', '2026-03-13')).toEqual([1, 1, 0, 0]);
    expect(await column('visits', '2026-03-10', '2026-03-13')).toEqual([1, 0, 1, 0]);
  });

  it('adds money exactly, by the day of sale, and takes refunds off on the day of refund', async () => {
    for (const amount of ['0.10', '0.20', '9999999.99']) await client({ amount });
    studio.passDays(1);
    const refunded = { refundDate: studio.clock.today(), refundAmount: '0.15' };
    await database.dataSource.getRepository(Payment).update({ amount: '0.20' } as object, refunded);
    const { days, totals, previous } = await between('2026-03-10', '2026-03-11');
    expect(days.map(({ revenue, payments }) => [revenue, payments])).toEqual([
      ['10000000.29', 3],
      ['-0.15', 0],
    ]);
    expect(totals).toMatchObject({ revenue: '10000000.14', payments: 3, newClients: 3 });
    expect(previous).toMatchObject({ revenue: '0.00', payments: 0, newClients: 0 });
    expect((await between('2026-03-11', '2026-03-11')).previous).toMatchObject({ revenue: '10000000.29' });
  });

  it('counts a miss for each active client of the group who did not come, as the group was on that day', async () => {
    const { unitOfWork, clock, audit } = studio;
    const coach = await new CoachesService(unitOfWork, clock, audit).create({ firstName: 'Олег' }, MANAGER);
    const group = await studio.groups.create({ name: 'Утро', startTime: '09:00' }, MANAGER);
    const session = async () => (await trainings.createSession({ groupId: group.id, coachId: coach.id }, MANAGER)).id;
    const [came, missed, leaves, joins, frozen] = [
      await client(),
      await client(),
      await client(),
      await client(),
      await client(),
    ];
    for (const id of [came, missed, leaves, frozen]) await studio.groups.addClient(group.id, id, MANAGER);
    studio.passDays(1);
    const first = await session();
    await trainings.recordVisit({ clientId: came, groupTrainingId: first }, MANAGER);
    await studio.lazyDays.freeze({ clientId: frozen, startDate: '2026-03-11', endDate: '2026-03-20' }, MANAGER);
    await trainings.cancelSession(await session(), MANAGER);
    studio.passDays(1);
    await studio.groups.removeClient(group.id, leaves, MANAGER);
    await studio.groups.addClient(group.id, joins, MANAGER);
    studio.passDays(1);
    await session();
    await trainings.createSession({ groupId: group.id, coachId: coach.id, date: '2026-03-14' }, MANAGER);
    expect(await column('misses', '2026-03-10', '2026-03-14')).toEqual([0, 2, 0, 3, 0]);
    await studio.clients.archive(missed, OWNER);
    await studio.groups.archive(group.id, OWNER);
    expect(await column('misses', '2026-03-10', '2026-03-14')).toEqual([0, 2, 0, 2, 0]);
    expect((await between('2026-03-13', '2026-03-15')).previous.misses).toBe(2);
  });

  it('counts a coach’s sessions that were held and the visits to them', async () => {
    const { unitOfWork, clock, audit } = studio;
    const coaches = new CoachesService(unitOfWork, clock, audit);
    const [busy, idle, gone] = [
      await coaches.create({ firstName: 'Олег' }, MANAGER),
      await coaches.create({ firstName: 'Яна' }, MANAGER),
      await coaches.create({ firstName: 'Вера' }, MANAGER),
    ];
    await coaches.archive(gone.id, OWNER);
    const group = await studio.groups.create({ name: 'Утро', startTime: '09:00' }, MANAGER);
    const hold = async (input: object = {}) =>
      (await trainings.createSession({ groupId: group.id, coachId: busy.id, ...input }, MANAGER)).id;
    const [first, second] = [await hold(), await hold({ time: '10:00' })];
    await trainings.cancelSession(await hold(), MANAGER);
    await hold({ date: '2026-03-11' });
    const [one, two] = [await client(), await client()];
    for (const clientId of [one, two]) await trainings.recordVisit({ clientId, groupTrainingId: first }, MANAGER);
    await trainings.recordVisit({ clientId: one, groupTrainingId: second }, MANAGER);
    const { items } = await statistics.coaches(calendarDate('2026-03-01'), calendarDate('2026-03-31'));
    expect(items).toEqual([
      { coachId: busy.id, firstName: 'Олег', lastName: '', sessions: 2, visits: 3, fill: null },
      { coachId: idle.id, firstName: 'Яна', lastName: '', sessions: 0, visits: 0, fill: null },
    ]);
  });

  it('is asked for at most 366 days, in order', async () => {
    expect((await between('2024-01-01', '2024-12-31')).days).toHaveLength(366);
    expect(await refusal(between('2024-01-01', '2025-01-01'))).toBe('to: out_of_range');
    expect(await refusal(between('2024-01-02', '2024-01-01'))).toBe('to: end_before_start');
  });
});
