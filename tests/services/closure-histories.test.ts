import { beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countDifferences, recountStatuses } from '../../src/clients/status-recount.js';
import { Client } from '../../src/clients/client.entity.js';
import { DomainError } from '../../src/errors/domain-error.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { replayChain } from '../../src/payments/chain.rules.js';
import { Training } from '../../src/trainings/training.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';

const LIMIT_MS = 180_000;
const HISTORIES = 12;
const CLIENTS = 3;

const offset = (from: number, to: number) => fc.integer({ min: from, max: to });
const sell = fc.record({ packed: fc.boolean(), days: offset(3, 25), gap: offset(0, 12) });
const steps = fc.oneof(
  { weight: 2, arbitrary: fc.record({ sell }) },
  { weight: 1, arbitrary: fc.record({ freeze: fc.record({ from: offset(0, 15), days: offset(1, 8) }) }) },
  { weight: 6, arbitrary: fc.constant({ visit: true as const }) },
  { weight: 1, arbitrary: fc.constant({ refund: true as const }) },
  { weight: 3, arbitrary: fc.record({ wait: offset(1, 4) }) },
);
type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;
const history = fc.record({
  sold: fc.array(sell, { minLength: CLIENTS, maxLength: CLIENTS }),
  steps: fc.array(fc.tuple(offset(0, CLIENTS - 1), steps), { minLength: 10, maxLength: 40 }),
  members: fc.uniqueArray(offset(0, CLIENTS - 1), { maxLength: CLIENTS }),
  scope: fc.constantFrom('studio', 'group', 'plan'),
  from: offset(-12, 6),
  days: offset(1, 5),
});

describeEachDatabase('closures over random histories', (database) => {
  let studio: Studio;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
  });

  const periods = async () => {
    const rows = await database.dataSource.manager.find(Payment, { order: { id: 'ASC' } });
    const visits = await database.dataSource.manager.find(Training, { order: { id: 'ASC' } });
    const kept = rows.map(({ id, clientId, startDate, endDate, durationDays, visitsUsed, usedUpDate }) => {
      return { id, clientId, startDate, endDate, durationDays, visitsUsed, usedUpDate };
    });
    return { payments: kept, visits: visits.map(({ id, paymentId }) => ({ id, paymentId })) };
  };

  /** What is stored is what a replay of everything, visits included, gives; and the counts are those of a recount. */
  async function expectConsistent(): Promise<void> {
    const stored = await periods();
    for (const { id } of await database.dataSource.manager.find(Client)) {
      const replayed = replayChain(await studio.chains.read(id));
      const own = stored.payments.filter(({ clientId }) => clientId === id);
      expect(own).toHaveLength(replayed.length);
      for (const { paymentId, startDate, endDate, durationDays, visitsUsed, usedUpDate, visitIds } of replayed) {
        const result = { startDate, endDate, durationDays, visitsUsed, usedUpDate };
        expect(own.find((payment) => payment.id === paymentId)).toMatchObject(result);
        const taken = stored.visits.filter((visit) => visit.paymentId === paymentId).map((visit) => visit.id);
        expect(new Set(taken)).toEqual(new Set(visitIds));
      }
    }
    for (let day = -20; day <= 40; day += 10) {
      const on = studio.dayFromToday(day);
      const counted = await recountStatuses(studio.unitOfWork, on);
      expect([on, countDifferences(await studio.statusLedger.countsOn(on), counted)]).toEqual([on, []]);
    }
  }

  async function take(clientId: number, step: Step, packId: number): Promise<unknown> {
    if ('wait' in step) return studio.passDays(step.wait);
    if ('visit' in step) return studio.trainings.recordVisit({ clientId }, OWNER);
    if ('sell' in step) {
      const { packed, days, gap } = step.sell;
      const asked = gap > 6 ? { startDate: studio.dayFromToday(gap * 3) } : {};
      const terms = packed ? { planId: packId } : { durationDays: days };
      return studio.payments.renew({ clientId, amount: '100', ...terms, ...asked }, OWNER);
    }
    if ('freeze' in step) {
      const { from, days } = step.freeze;
      const range = { startDate: studio.dayFromToday(from), endDate: studio.dayFromToday(from + days - 1) };
      return studio.lazyDays.freeze({ clientId, ...range }, OWNER);
    }
    const payment = await database.dataSource.manager.findOneBy(Payment, { clientId });
    return payment && studio.refunds.refund(payment.id, {}, OWNER);
  }

  async function refusalOf<T>(work: Promise<T>): Promise<T | string> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  it(
    'a preview is the write, what is stored is what a replay gives, and undoing brings back every row',
    async () => {
      const outcomes = new Map<string, number>();
      for (const { sold, steps, members, scope, from, days } of fc.sample(history, { numRuns: HISTORIES, seed: 5 })) {
        await database.clear();
        studio = studioOn(database.dataSource);
        const pack = { name: 'Пакет', durationDays: 12, price: '100', visitLimit: 3 };
        const packs = await studio.plans.create(pack, OWNER);
        const { id: groupId } = await studio.groups.create({ name: 'Утро' }, MANAGER);
        const clientIds: number[] = [];
        for (let index = 0; index < CLIENTS; index += 1) {
          const { id } = await studio.clients.create({ firstName: `К${index}`, phone: nextPhone() }, MANAGER);
          clientIds.push(id);
        }
        for (const [client, first] of sold.entries()) await take(clientIds[client] ?? 0, { sell: first }, packs.id);
        for (const [client, next] of steps) await refusalOf(take(clientIds[client] ?? 0, next, packs.id));
        for (const member of members) {
          await refusalOf(studio.groups.addClient(groupId, clientIds[member] ?? 0, MANAGER));
        }
        await expectConsistent();
        const before = await periods();
        const range = { startDate: studio.dayFromToday(from), endDate: studio.dayFromToday(from + days - 1) };
        const input = { scope, groupId, planId: packs.id, ...range, reason: 'праздник' };
        const preview = await refusalOf(studio.closures.preview(input, OWNER));
        expect(await periods()).toEqual(before);
        const made = await refusalOf(studio.closures.close(input, OWNER));
        const outcome = typeof made === 'string' ? made : made.clients > 0 ? 'moved' : 'moved nobody';
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        await expectConsistent();
        if (typeof made === 'string' || typeof preview === 'string') {
          expect(made).toBe(preview);
          expect(await periods()).toEqual(before);
          continue;
        }
        expect(preview).toMatchObject({ clients: made.clients, days: made.days });
        await studio.closures.undo(made.id, OWNER);
        expect(await periods()).toEqual(before);
        await expectConsistent();
      }
      expect([...outcomes.keys()].sort()).toEqual(['closure_has_visits', 'moved', 'moved nobody']);
    },
    LIMIT_MS,
  );

  it(
    'made while others sell, freeze, join and leave, loses no day of anyone',
    async () => {
      const { id: groupId } = await studio.groups.create({ name: 'Утро' }, MANAGER);
      const clientIds: number[] = [];
      for (let index = 0; index < 8; index += 1) {
        const { id } = await studio.clients.create({ firstName: `К${index}`, phone: nextPhone() }, MANAGER);
        await studio.payments.renew({ clientId: id, amount: '100' }, MANAGER);
        clientIds.push(id);
      }
      const days = { startDate: studio.dayFromToday(5), endDate: studio.dayFromToday(9), reason: 'ремонт' };
      const close = (input: object) => studio.closures.close({ ...days, ...input }, MANAGER);
      const freeze = { startDate: studio.dayFromToday(8), endDate: studio.dayFromToday(12) };
      const work = [
        ...clientIds.map((clientId) => studio.payments.renew({ clientId, amount: '100' }, MANAGER)),
        close({ scope: 'studio' }),
        ...clientIds.map((clientId) => studio.groups.addClient(groupId, clientId, MANAGER)),
        close({ scope: 'group', groupId, endDate: studio.dayFromToday(20) }),
        ...clientIds.map((clientId) => studio.lazyDays.freeze({ clientId, ...freeze }, MANAGER)),
        ...clientIds.map((clientId) => studio.payments.renew({ clientId, amount: '100' }, MANAGER)),
      ];
      await Promise.all(work);
      await expectConsistent();
      const leaving = clientIds.slice(0, 4).map((clientId) => studio.groups.removeClient(groupId, clientId, MANAGER));
      await Promise.all([...leaving, close({ scope: 'group', groupId, endDate: studio.dayFromToday(22) })]);
      await expectConsistent();
      const { payments } = await periods();
      const last = (clientId: number | undefined) =>
        payments.filter((payment) => payment.clientId === clientId).at(-1)?.endDate;
      // 90 days were sold; days 5–9 were closed and 8–12 frozen for everyone, and 13–22 closed for the group.
      expect(clientIds.map(last)).toEqual(
        clientIds.map((_, index) => studio.dayFromToday(index < 4 ? 89 + 8 : 89 + 8 + 10)),
      );
    },
    LIMIT_MS,
  );
});
