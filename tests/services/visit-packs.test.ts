import { beforeEach, expect, it } from '@jest/globals';
import { Payment } from '../../src/payments/payment.entity.js';
import { Training } from '../../src/trainings/training.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { desksOf, MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { ranges } from '../factories/chain.js';
import { refusal } from './refusal.js';

describeEachDatabase('packs of visits', (database) => {
  let studio: Studio;
  let clientId: number;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    clientId = (await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER)).id;
  });

  const sell = (input: object = {}) => studio.payments.renew({ clientId, amount: '1', ...input }, MANAGER);
  const sellPack = async (visitLimit: number, durationDays = 30) => {
    const fields = { name: `${visitLimit} за ${durationDays}`, durationDays, price: '1', visitLimit };
    const plans = await studio.plans.listActive();
    const plan = plans.find(({ name }) => name === fields.name) ?? (await studio.plans.create(fields, OWNER));
    return sell({ planId: plan.id });
  };
  const come = (input: object = {}) => studio.trainings.recordVisit({ clientId, ...input }, MANAGER);
  const payments = () =>
    database.dataSource.manager.find(Payment, { where: { clientId }, order: { startDate: 'ASC', id: 'ASC' } });
  const periods = async () => ranges(await payments());
  const visitsUsed = async () => (await payments()).map((payment) => payment.visitsUsed);
  const paymentOf = async (visitId: number) =>
    (await database.dataSource.manager.findOneByOrFail(Training, { id: visitId })).paymentId;
  const status = async () => (await studio.clientQueries.getDetail(clientId)).status;
  const sessions = async (count: number): Promise<number[]> => {
    const coach = await studio.coaches.create({ firstName: 'Олег' }, MANAGER);
    const group = await studio.groups.create({ name: 'Утро' }, MANAGER);
    const times = Array.from({ length: count }, (_, index) => `${String(index).padStart(2, '0')}:00`);
    const ids: number[] = [];
    for (const time of times) {
      ids.push((await studio.trainings.createSession({ groupId: group.id, coachId: coach.id, time }, MANAGER)).id);
    }
    return ids;
  };

  it('a pack ends on the day of its last visit, and what is queued begins the day after', async () => {
    await sellPack(2);
    await sell();
    expect(await periods()).toEqual(['2026-03-10..2026-04-08', '2026-04-09..2026-05-08']);
    await come();
    expect(await periods()).toEqual(['2026-03-10..2026-04-08', '2026-04-09..2026-05-08']);
    studio.passDays(4);
    await come();
    expect(await periods()).toEqual(['2026-03-10..2026-03-14', '2026-03-15..2026-04-13']);
    expect(await visitsUsed()).toEqual([2, 0]);
    expect(await status()).toBe('upcoming');
    studio.passDays(1);
    expect(await status()).toBe('active');
  });

  it('the last visit taken back gives back the days, also those of what is queued', async () => {
    await sellPack(2);
    await sellPack(8);
    const before = await periods();
    await come();
    studio.passDays(4);
    const { id } = await come();
    expect(await periods()).not.toEqual(before);
    await studio.trainings.removeVisit(id, MANAGER);
    expect(await periods()).toEqual(before);
    expect(await visitsUsed()).toEqual([1, 0]);
    expect(await status()).toBe('active');
  });

  it('an old visit taken back frees a place in the pack for a later one, which the next membership had paid for', async () => {
    const first = await sellPack(2);
    const second = await sellPack(8);
    const { id: oldVisit } = await come();
    studio.passDays(4);
    await come();
    studio.passDays(5);
    const { id: laterVisit } = await come();
    expect(await paymentOf(laterVisit)).toBe(second.id);
    expect(await periods()).toEqual(['2026-03-10..2026-03-14', '2026-03-15..2026-04-13']);
    await studio.trainings.removeVisit(oldVisit, MANAGER);
    expect(await paymentOf(laterVisit)).toBe(first.id);
    expect(await periods()).toEqual(['2026-03-10..2026-03-19', '2026-03-20..2026-04-18']);
    expect(await visitsUsed()).toEqual([2, 0]);
  });

  it('of two packs the one that ends sooner is used first, and a visit of its days never comes from the other', async () => {
    const short = await sellPack(4, 10);
    const long = await sellPack(4);
    const { id: early } = await come();
    studio.passDays(9);
    const { id: lastDay } = await come();
    studio.passDays(1);
    const { id: late } = await come();
    expect(await Promise.all([early, lastDay, late].map(paymentOf))).toEqual([short.id, short.id, long.id]);
    expect(await visitsUsed()).toEqual([2, 1]);
    expect(await periods()).toEqual(['2026-03-10..2026-03-19', '2026-03-20..2026-04-18']);
  });

  it('a second visit on the day that used up a pack is paid by the pack that follows', async () => {
    const [morning, evening] = await sessions(2);
    await sellPack(1);
    const next = await sellPack(8);
    await come({ groupTrainingId: morning });
    const { id } = await come({ groupTrainingId: evening });
    expect(await paymentOf(id)).toBe(next.id);
    expect(await visitsUsed()).toEqual([1, 1]);
    expect(await periods()).toEqual(['2026-03-10..2026-03-10', '2026-03-11..2026-04-09']);
  });

  it('a visit of a past day is refused when it would take the place of one that the pack has paid for', async () => {
    await sellPack(1);
    studio.passDays(4);
    const { id } = await come();
    expect(await refusal(come({ date: '2026-03-12' }))).toBe('client_not_active');
    await studio.trainings.removeVisit(id, MANAGER);
    expect(await refusal(come({ date: '2026-03-12' }))).toBe('not refused');
    expect(await periods()).toEqual(['2026-03-10..2026-03-12']);
  });

  it('a visit beyond the pack needs the owner’s word and is taken from nothing', async () => {
    const [morning, evening] = await sessions(2);
    await sellPack(1);
    await come({ groupTrainingId: morning });
    expect(await refusal(come({ groupTrainingId: evening }))).toBe('client_not_active');
    const override = { clientId, groupTrainingId: evening, override: true };
    const visit = await studio.trainings.recordVisit(override, OWNER);
    expect(visit.paymentId).toBeNull();
    expect(await visitsUsed()).toEqual([1]);
    await studio.trainings.removeVisit(visit.id, MANAGER);
    expect(await visitsUsed()).toEqual([1]);
  });

  it('with the owner’s word a visit that is covered is taken from its membership all the same', async () => {
    const pack = await sellPack(8);
    const visit = await studio.trainings.recordVisit({ clientId, override: true }, OWNER);
    expect(visit.paymentId).toBe(pack.id);
    expect(await visitsUsed()).toEqual([1]);
  });

  it('a freeze over the day of a visit is refused, so that no visit is lost', async () => {
    await sellPack(8);
    await come();
    studio.passDays(3);
    const freeze = { clientId, startDate: '2026-03-10', endDate: '2026-03-12', reason: 'болезнь' };
    expect(await refusal(studio.lazyDays.freeze(freeze, OWNER))).toBe('startDate: freeze_has_visits');
  });

  it('twenty visits at the same moment never take more than the pack has', async () => {
    const slots = await sessions(20);
    await sellPack(5);
    const desks = desksOf(studio, slots.length);
    const answers = await Promise.all(
      desks.map(({ trainings }, index) =>
        refusal(trainings.recordVisit({ clientId, groupTrainingId: slots[index] }, MANAGER)),
      ),
    );
    expect(answers.filter((answer) => answer === 'not refused')).toHaveLength(5);
    expect(new Set(answers)).toEqual(new Set(['not refused', 'client_not_active']));
    expect(await visitsUsed()).toEqual([5]);
    expect(await database.dataSource.manager.countBy(Training, { clientId })).toBe(5);
    expect(await periods()).toEqual(['2026-03-10..2026-03-10']);
  });

  it('visits taken and given back by several people at once leave as many as there are', async () => {
    const slots = await sessions(10);
    await sellPack(20);
    const recorded = [];
    for (const groupTrainingId of slots.slice(0, 5)) recorded.push((await come({ groupTrainingId })).id);
    await Promise.all([
      ...recorded.map((id) => studio.trainings.removeVisit(id, MANAGER)),
      ...slots.slice(5).map((groupTrainingId) => come({ groupTrainingId })),
    ]);
    expect(await visitsUsed()).toEqual([5]);
    expect(await database.dataSource.manager.countBy(Training, { clientId })).toBe(5);
  });
});
