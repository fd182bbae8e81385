import { beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { StatusDay } from '../../src/clients/status-day.entity.js';
import { checkStatusCounts } from '../../src/cron/jobs.js';
import { DomainError } from '../../src/errors/domain-error.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { desksOf, MANAGER, nextPhone, OWNER, silentLogger, studioOn, type Studio } from '../setup/studio.js';
import { wrongCounts } from './kept-counts.js';

const OPERATIONS = 100;

describeEachDatabase('the kept counts of clients by status', (database) => {
  let studio: Studio;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
  });

  const register = async (): Promise<number> =>
    (await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER)).id;
  const member = async (input: object = {}): Promise<number> => {
    const clientId = await register();
    await studio.payments.renew({ clientId, amount: '1', ...input }, MANAGER);
    return clientId;
  };
  const days = (clientId: number, from: number, to: number) => ({
    clientId,
    startDate: studio.dayFromToday(from),
    endDate: studio.dayFromToday(to),
    reason: 'отпуск',
  });
  const countsIn = (inDays: number) => studio.clientQueries.counts(studio.dayFromToday(inDays));

  /** On every day that anything here can reach. */
  const expectTheCounted = async () => expect(await wrongCounts(studio, -30, 70, 1)).toEqual([]);

  it('know the future of each membership', async () => {
    await member({ durationDays: 10 });
    await member({ startDate: '2026-03-15', durationDays: 10 });
    await register();
    const frozen = await member({ durationDays: 10 });
    await studio.lazyDays.freeze(days(frozen, 1, 2), MANAGER);
    expect(await countsIn(0)).toMatchObject({ active: 2, upcoming: 1, new: 1, expired: 0 });
    expect(await countsIn(1)).toMatchObject({ active: 1, frozen: 1, upcoming: 1, new: 1 });
    expect(await countsIn(8)).toMatchObject({ active: 3, frozen: 0, expiring: 2, new: 1 });
    expect(await countsIn(30)).toMatchObject({ active: 0, expired: 3, expiring: 0, new: 1 });
    await expectTheCounted();
  });

  it('follow a client into the archive and back from it, on the days before as well', async () => {
    const clientId = await member({ durationDays: 10 });
    studio.passDays(4);
    await studio.clients.archive(clientId, OWNER);
    expect(await countsIn(-1)).toMatchObject({ active: 1 });
    expect(await countsIn(0)).toMatchObject({ active: 0, archived: 1, expiring: 0 });
    await expectTheCounted();
    studio.passDays(2);
    await studio.clients.restore(clientId, OWNER);
    expect(await countsIn(-1)).toMatchObject({ active: 1, archived: 0 });
    expect(await countsIn(0)).toMatchObject({ active: 1, archived: 0, expiring: 1 });
    await expectTheCounted();
  });

  it('are built anew when the owner changes what "expiring" means', async () => {
    await member({ durationDays: 6 });
    expect(await studio.clientQueries.counts()).toMatchObject({ active: 1, expiring: 0 });
    await studio.settings.set('expiringDays', 5, OWNER);
    expect(await studio.clientQueries.counts()).toMatchObject({ active: 1, expiring: 1 });
    await expectTheCounted();
    await studio.settings.set('expiringDays', 4, OWNER);
    expect(await studio.clientQueries.counts()).toMatchObject({ active: 1, expiring: 0 });
  });

  it('of a database that has none yet are built once', async () => {
    expect(await studio.statusLedger.buildIfMissing()).toBe(false);
    for (let client = 0; client < 3; client += 1) await member();
    await database.dataSource.manager.clear(StatusDay);
    expect(await studio.clientQueries.counts()).toMatchObject({ all: 0 });
    expect(await studio.statusLedger.buildIfMissing()).toBe(true);
    expect(await studio.clientQueries.counts()).toMatchObject({ all: 3, active: 3 });
    expect(await studio.statusLedger.buildIfMissing()).toBe(false);
    await expectTheCounted();
  });

  it('that came to differ are found and mended in the night', async () => {
    const clientId = await member();
    const job = checkStatusCounts(studio.unitOfWork, studio.clock, studio.statusLedger, silentLogger);
    const built = await database.dataSource.manager.find(StatusDay, { order: { status: 'ASC', day: 'ASC' } });
    await job.run();
    expect(await database.dataSource.manager.find(StatusDay, { order: { status: 'ASC', day: 'ASC' } })).toEqual(built);
    await database.dataSource.manager.update(Payment, { clientId }, { endDate: studio.dayFromToday(-1) });
    await job.run();
    expect(await studio.clientQueries.counts()).toMatchObject({ active: 0, expired: 1 });
  });

  it('are kept by writers who work at the same moment', async () => {
    const clients = await Promise.all(Array.from({ length: 6 }, () => member()));
    await Promise.all(
      desksOf(studio, clients.length).flatMap(({ payments, lazyDays, settings }, index) => {
        const clientId = clients[index] ?? 0;
        return [
          payments.renew({ clientId, amount: '1' }, MANAGER),
          lazyDays.freeze(days(clientId, index, index + 6), MANAGER),
          member(),
          ...(index === 3 ? [settings.set('expiringDays', 7, OWNER)] : []),
        ];
      }),
    );
    expect(await studio.clientQueries.counts()).toMatchObject({ all: 12 });
    await expectTheCounted();
  });

  it(`equal a new count on every day after ${OPERATIONS} random operations`, async () => {
    const clients = [await register(), await register(), await register()];
    const plan = { name: 'Пакет', durationDays: 20, price: '1', visitLimit: 2 };
    const { id: planId } = await studio.plans.create(plan, OWNER);
    const offset = fc.integer({ min: 0, max: 30 });
    // As often as in a studio, about: so that most clients can do what comes next.
    const often = { sell: 4, visit: 6, restore: 4, pack: 3, unvisit: 3, freeze: 3, pass: 3, resume: 2 };
    const weights = { ...often, refund: 1, archive: 1, close: 1 };
    const kinds = Object.keys(weights) as (keyof typeof weights)[];
    const operation = fc.record({
      kind: fc.constantFrom(...kinds.flatMap((kind) => Array.from({ length: weights[kind] }, () => kind))),
      client: fc.integer({ min: 0, max: clients.length - 1 }),
      from: offset,
      length: fc.integer({ min: 0, max: 12 }),
    });
    const { payments, lazyDays, trainings, refunds, closures, clients: people } = studio;
    const { manager } = database.dataSource;
    const done: Record<string, number> = {};
    for (const { kind, client, from, length } of fc.sample(operation, { numRuns: OPERATIONS, seed: 20_260_310 })) {
      const clientId = clients[client] ?? 0;
      const latest = async (table: string): Promise<number> => {
        const [row] = await manager.query<{ id: number }[]>(
          `SELECT id FROM ${table} WHERE clientId = ? ORDER BY id DESC LIMIT 1`,
          [clientId],
        );
        return row?.id ?? 0;
      };
      const operations: Record<keyof typeof weights, () => Promise<unknown>> = {
        sell: () => payments.renew({ clientId, amount: '1', durationDays: length + 5 }, MANAGER),
        pack: () => payments.renew({ clientId, planId }, MANAGER),
        freeze: () => lazyDays.freeze(days(clientId, from, from + length), MANAGER),
        resume: async () => lazyDays.resume(await latest('lazy_days'), MANAGER),
        visit: () => trainings.recordVisit({ clientId }, MANAGER),
        unvisit: async () => trainings.removeVisit(await latest('trainings'), MANAGER),
        refund: async () => refunds.refund(await latest('payments'), {}, OWNER),
        archive: () => people.archive(clientId, OWNER),
        restore: () => people.restore(clientId, OWNER),
        close: () => closures.close({ scope: 'studio', ...days(clientId, from, from + (length % 3)) }, OWNER),
        pass: async () => studio.passDays(length % 4),
      };
      try {
        await operations[kind]();
        done[kind] = (done[kind] ?? 0) + 1;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }
    expect(new Set(Object.keys(done))).toEqual(new Set(kinds));
    await expectTheCounted();
  });
});
