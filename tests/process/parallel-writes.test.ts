import { afterAll, beforeEach, expect, it } from '@jest/globals';
import path from 'node:path';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { LazyDays } from '../../src/lazy-days/lazy-days.entity.js';
import { addDays, type CalendarDate } from '../../src/lib/calendar-date.js';
import { replayChain } from '../../src/payments/chain.rules.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { Training } from '../../src/trainings/training.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { killRemaining, startNode, type StudioProcess } from '../setup/processes.js';
import { OWNER, nextPhone, studioOn } from '../setup/studio.js';

const LIMIT_MS = 120_000;
const WORKER = path.join(import.meta.dirname, 'staff-at-work.mjs');
const PROCESSES = ['a', 'b', 'c', 'd'];
const NOW = '2026-03-10T06:00:00Z';
const TODAY = '2026-03-10' as CalendarDate;
const FROZEN = { startDate: '2026-03-12', endDate: '2026-03-18' };
const FROZEN_DAYS = 7;
const SOLD_DAYS = 30;

type Step = { step: 'renew' | 'freeze' | 'visit'; input: Record<string, unknown> } | { step: 'crash' };
interface Line {
  step: string;
  result?: { id: number; startDate: string; endDate: string };
  refused?: string;
}

afterAll(killRemaining);

describeEachDatabase('Several processes that write at the same moment', (database) => {
  let clientId: number;

  beforeEach(async () => {
    await database.clear();
    const { clients } = studioOn(database.dataSource);
    ({ id: clientId } = await clients.create({ firstName: 'Анна', phone: nextPhone() }, OWNER));
  });

  const renewal = (idempotencyKey: string): Step => ({
    step: 'renew',
    input: { clientId, amount: '4500.00', durationDays: SOLD_DAYS, idempotencyKey },
  });
  const freeze = (idempotencyKey: string): Step => ({
    step: 'freeze',
    input: { clientId, ...FROZEN, idempotencyKey },
  });
  const renewals = (name: string, count: number): Step[] =>
    Array.from({ length: count }, (_, index) => renewal(`${name}-${index}`));

  function start(steps: readonly Step[]): StudioProcess {
    const job = { databaseUrl: database.url, now: NOW, timeZone: 'Asia/Bishkek', steps };
    return startNode([WORKER, JSON.stringify(job)], {});
  }

  /** Every process begins once all of them are ready; gives what each printed until it ended or was killed. */
  async function together(jobs: readonly Step[][]): Promise<Line[][]> {
    const processes = jobs.map(start);
    await Promise.all(processes.map((process) => process.prints('ready')));
    for (const process of processes) process.tell('begin');
    const endings = await Promise.all(processes.map(({ ended }) => ended));
    expect(endings.map(({ stderr }) => stderr)).toEqual(jobs.map(() => ''));
    return endings.map(({ stdout }) =>
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line),
    );
  }

  async function stored() {
    const { manager } = database.dataSource;
    const order = { startDate: 'ASC' } as const;
    const payments = await manager.find(Payment, { where: { clientId }, order });
    const freezes = await manager.find(LazyDays, { where: { clientId }, order });
    const audited = (action: string) => manager.countBy(AuditEntry, { action });
    return {
      payments,
      freezes,
      sales: await audited('payment.renew'),
      freezings: await audited('freeze.create'),
    };
  }

  /** Periods follow one another without a gap and without an overlap, and are those of a replay of the chain. */
  function expectWholeChain({ payments, freezes }: Awaited<ReturnType<typeof stored>>): void {
    const starts = payments.map(({ startDate }) => startDate);
    const daysAfter = payments.map(({ endDate }) => addDays(endDate, 1));
    expect(starts).toEqual([TODAY, ...daysAfter.slice(0, -1)].slice(0, payments.length));
    const replayed = replayChain({ payments, freezes, closures: [], visits: [] }).map(({ startDate, endDate }) => ({
      startDate,
      endDate,
    }));
    expect(payments.map(({ startDate, endDate }) => ({ startDate, endDate }))).toEqual(replayed);
  }

  it(
    'sell every period once, one after another, and freeze the same days once',
    async () => {
      const jobs = PROCESSES.map((name) => [
        renewal('common'),
        freeze(`freeze-${name}`),
        ...renewals(name, 5),
        renewal('common'),
      ]);
      const answers = await together(jobs);

      const after = await stored();
      expect(after.payments).toHaveLength(4 * 5 + 1);
      expect(after.freezes).toHaveLength(1);
      expectWholeChain(after);
      expect(after.payments.at(-1)?.endDate).toBe(addDays(TODAY, 21 * SOLD_DAYS + FROZEN_DAYS - 1));
      expect(after).toMatchObject({ sales: 21, freezings: 1 });

      const lines = answers.flat();
      const ids = lines.filter(({ step }) => step === 'renew').map(({ result }) => result?.id);
      expect(new Set(ids)).toEqual(new Set(after.payments.map(({ id }) => id)));
      const frozen = lines.filter(({ step }) => step === 'freeze').map(({ refused }) => refused ?? 'frozen');
      expect(frozen.sort()).toEqual(['freeze_overlap', 'freeze_overlap', 'freeze_overlap', 'frozen']);
    },
    LIMIT_MS,
  );

  it(
    'leave nothing half-written when killed while they sell and freeze, and lose and repeat nothing when started again',
    async () => {
      const selling = (...rest: Step[]): Step[] => [...renewals('seller', 2), ...rest, renewal('seller-2')];
      const freezing = (...rest: Step[]): Step[] => [...renewals('freezer', 2), ...rest, freeze('freeze')];
      await together([selling({ step: 'crash' }), freezing({ step: 'crash' })]);
      const crashed = await stored();
      expect(crashed).toMatchObject({ sales: 4, freezes: [], freezings: 0 });
      expect(crashed.payments).toHaveLength(4);
      expectWholeChain(crashed);

      await together([selling(), freezing()]);
      const finished = await stored();
      expect(finished).toMatchObject({ sales: 5, freezes: [FROZEN], freezings: 1 });
      expect(finished.payments).toHaveLength(5);
      expectWholeChain(finished);
      expect(finished.payments.at(-1)?.endDate).toBe(addDays(TODAY, 5 * SOLD_DAYS + FROZEN_DAYS - 1));
    },
    LIMIT_MS,
  );

  it(
    'take no more visits from a pack than it has',
    async () => {
      const { plans, payments, coaches, groups, trainings } = studioOn(database.dataSource);
      const { id: planId } = await plans.create({ name: '5', durationDays: 30, price: '1', visitLimit: 5 }, OWNER);
      await payments.renew({ clientId, planId }, OWNER);
      const { id: coachId } = await coaches.create({ firstName: 'Олег' }, OWNER);
      const { id: groupId } = await groups.create({ name: 'Утро' }, OWNER);
      const visitsOf = async (hours: readonly string[]): Promise<Step[]> => {
        const steps: Step[] = [];
        for (const time of hours) {
          const { id: groupTrainingId } = await trainings.createSession({ groupId, coachId, time }, OWNER);
          steps.push({ step: 'visit', input: { clientId, groupTrainingId } });
        }
        return steps;
      };
      const jobs: Step[][] = [];
      for (const minutes of ['00', '15', '30', '45']) {
        jobs.push(await visitsOf(['08', '09', '10', '11', '12'].map((hour) => `${hour}:${minutes}`)));
      }
      const answers = (await together(jobs)).flat().filter(({ step }) => step === 'visit');

      expect(answers.filter(({ result }) => result)).toHaveLength(5);
      const refused = answers.flatMap((answer) => answer.refused ?? []);
      expect(refused).toEqual(Array.from({ length: 15 }, () => 'client_not_active'));
      expect(await database.dataSource.manager.countBy(Training, { clientId })).toBe(5);
      const [pack] = (await stored()).payments;
      expect(pack).toMatchObject({ visitsUsed: 5, usedUpDate: TODAY, endDate: TODAY });
    },
    LIMIT_MS,
  );
});
