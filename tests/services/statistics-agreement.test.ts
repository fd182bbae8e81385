import { beforeEach, expect, it } from '@jest/globals';
import { clientStatusOn } from '../../src/clients/client-status.rules.js';
import { readStatusFacts } from '../../src/clients/status-facts.queries.js';
import type { DayStatistics } from '../../src/contract/statistics.js';
import { DomainError } from '../../src/errors/domain-error.js';
import { addDays, calendarDate, type CalendarDate } from '../../src/lib/calendar-date.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';

const CLIENTS = 9;
const DAYS = 16;
/** Every figure of every evening, twice, on a busy machine. */
const LIMIT_MS = 240_000;
const SEEDS = [1, 2];

/** The same numbers for the same seed. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

describeEachDatabase('figures of a studio at work', (database) => {
  let studio: Studio;
  let random: (below: number) => number;
  let clients: number[];
  let groups: number[];
  let coachId: number;
  /** Misses as the people at the desk saw them in the evening. */
  let missed: Map<CalendarDate, number>;

  const some = <T>(items: readonly T[]): T => items[random(items.length)] as T;
  const today = (): CalendarDate => studio.clock.today();

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    missed = new Map();
  });

  const open = async (seed: number): Promise<void> => {
    random = randomOf(seed);
    const { clients: people, coaches, plans } = studio;
    clients = [];
    for (let index = 0; index < CLIENTS; index += 1) {
      clients.push((await people.create({ firstName: `Клиент ${index}`, phone: nextPhone() }, MANAGER)).id);
    }
    coachId = (await coaches.create({ firstName: 'Олег' }, MANAGER)).id;
    groups = [];
    for (const name of ['Утро', 'Вечер']) {
      groups.push((await studio.groups.create({ name, coachId, startTime: '09:00' }, MANAGER)).id);
    }
    await plans.create({ name: 'Пакет', durationDays: 12, price: '900', visitLimit: 3 }, OWNER);
  };

  /** What people do at a desk; what the rules refuse has not happened. */
  const something = async (): Promise<void> => {
    const clientId = some(clients);
    const { payments, lazyDays, trainings, closures, instalments, refunds, dataSource } = studio;
    const latest = async (table: string) => {
      const rows: { id: number }[] = await dataSource.query(`SELECT id FROM ${table} ORDER BY id DESC LIMIT 6`);
      return some(rows)?.id ?? 0;
    };
    const plan = async () => (await latest('membership_plans')) || undefined;
    const deeds: (() => Promise<unknown>)[] = [
      async () => payments.renew({ clientId, amount: '100.10', durationDays: 2 + random(9) }, OWNER),
      async () => payments.renew({ clientId, amount: '50', durationDays: 3 + random(9), paid: '20.05' }, OWNER),
      async () => payments.renew({ clientId, amount: '900', planId: await plan(), method: 'card' }, OWNER),
      async () =>
        payments.renew({ clientId, amount: '10', durationDays: 4, startDate: addDays(today(), 1 + random(6)) }, OWNER),
      async () => {
        const startDate = addDays(today(), random(4));
        return lazyDays.freeze({ clientId, startDate, endDate: addDays(startDate, random(5)) }, OWNER);
      },
      async () => lazyDays.resume(await latest('lazy_days'), OWNER),
      async () => trainings.recordVisit({ clientId }, MANAGER),
      async () => trainings.recordVisit({ clientId }, MANAGER),
      async () => instalments.pay(await latest('payments'), { amount: '5' }, OWNER),
      async () => refunds.refund(await latest('payments'), {}, OWNER),
      async () => studio.groups.addClient(some(groups), clientId, MANAGER),
      async () => studio.groups.addClient(some(groups), clientId, MANAGER),
      async () => studio.groups.removeClient(some(groups), clientId, MANAGER),
      async () => (random(3) > 0 ? null : studio.clients.archive(clientId, OWNER)),
      async () => {
        if (random(4) > 0) return;
        const startDate = addDays(today(), 1 + random(3));
        const range = { startDate, endDate: addDays(startDate, random(2)), reason: 'ремонт' };
        await closures.close({ scope: 'studio', ...range }, OWNER);
      },
    ];
    try {
      await some(deeds)();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  };

  const statusesOn = async (day: CalendarDate): Promise<Map<number, string>> => {
    const facts = await readStatusFacts(database.dataSource.manager, clients);
    const archived: { id: number; archivedDate: CalendarDate | null }[] = await database.dataSource.query(
      'SELECT id, archivedDate FROM clients',
    );
    return new Map(
      archived.map(({ id, archivedDate }) => {
        const own = facts.get(id) ?? { payments: [], freezes: [], closures: [] };
        return [id, clientStatusOn(day, { archivedDate, ...own })];
      }),
    );
  };

  const evening = async (): Promise<void> => {
    const absent = new Set<number>();
    const statuses = await statusesOn(today());
    for (const groupId of groups) {
      if (random(2) === 0) continue;
      await studio.trainings.createSession({ groupId, coachId, time: '12:00' }, MANAGER);
      const members: { id: number }[] = await database.dataSource.query(
        'SELECT id FROM clients WHERE groupId = ? AND id NOT IN (SELECT clientId FROM trainings WHERE date = ?)',
        [groupId, today()],
      );
      for (const { id } of members) if (statuses.get(id) === 'active') absent.add(id);
    }
    missed.set(today(), absent.size);
  };

  /** Everything the dashboard shows, as of today. */
  const figuresOf = async (from: CalendarDate, to: CalendarDate, asOf: CalendarDate): Promise<unknown> => {
    const { figures, figureRows } = studio;
    const page = { limit: 500, offset: 0 };
    const rowsOf = async (of: 'active' | 'frozen' | 'expiring' | 'owing' | 'lost' | 'revenue' | 'misses') =>
      (await figureRows.list({ of, from, to, asOf }, page)).items;
    const overview = await figures.overview({ from, to });
    return {
      days: overview.days,
      standing: overview.standing,
      before: overview.before,
      previous: overview.previous,
      revenue: await figures.revenue({ from, to }, asOf),
      clients: await figures.clients({ from, to }, asOf),
      rows: {
        active: await rowsOf('active'),
        frozen: (await rowsOf('frozen')).map(({ clientId }) => clientId),
        expiring: await rowsOf('expiring'),
        owing: await rowsOf('owing'),
        lost: await rowsOf('lost'),
        revenue: await rowsOf('revenue'),
        misses: await rowsOf('misses'),
      },
    };
  };

  const WEEK = 7;
  const live = async (seed: number): Promise<Map<CalendarDate, unknown>> => {
    await open(seed);
    const told = new Map<CalendarDate, unknown>();
    for (let passed = 0; passed < DAYS; passed += 1) {
      for (let deed = 0; deed < 6; deed += 1) await something();
      await evening();
      told.set(today(), await figuresOf(addDays(today(), 1 - WEEK), today(), today()));
      studio.passDays(1);
    }
    return told;
  };

  it.each(SEEDS)(
    'are what the definitions say of each client, and as of each day what was told that evening (%i)',
    async (seed) => {
      const told = await live(seed);
      const [from, to] = [addDays(today(), -DAYS), addDays(today(), -1)];
      const { days } = await studio.statistics.between(from, to);
      const expected: Partial<DayStatistics>[] = [];
      for (const { date } of days) {
        const day = calendarDate(date);
        const statuses = [...(await statusesOn(day)).values()];
        const count = (status: string): number => statuses.filter((one) => one === status).length;
        const visits = (await database.dataSource.query<unknown[]>('SELECT id FROM trainings WHERE date = ?', [date]))
          .length;
        expected.push({ date, active: count('active'), frozen: count('frozen'), visits, misses: missed.get(day) ?? 0 });
      }
      expect(days).toMatchObject(expected);
      for (const figure of ['active', 'frozen', 'visits', 'misses', 'payments'] as const) {
        expect([figure, days.some((day) => day[figure] > 0)]).toEqual([figure, true]);
      }
      studio.passDays(20);
      for (const [day, figures] of told) {
        expect({ day, figures: await figuresOf(addDays(day, 1 - WEEK), day, day) }).toEqual({ day, figures });
      }
    },
    LIMIT_MS,
  );
});
