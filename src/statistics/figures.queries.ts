import type { CoachStatistics, DayStatistics, Totals } from '../contract/statistics.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { query } from '../db/query.js';
import { addDays, type CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { moneyFromCents, type Money } from '../lib/money.js';
import { fullName } from '../lib/person-name.js';
import { PAYMENT_METHODS } from '../payments/payment.entity.js';
import { readDebtors, readExpiring } from './as-of.queries.js';
import { readCohorts, type Cohort } from './cohort.queries.js';
import { readStatusDays } from './day-counts.queries.js';
import { countLost, readRenewals, type Period, type Renewal } from './renewal.queries.js';
import { readCoachRevenue, readRevenueParts, type RevenuePart } from './revenue.queries.js';
import type { StatisticsQueries } from './statistics.queries.js';
import { DaySpan, formatCents, perEach, requireRange } from './statistics.rules.js';

/** How the studio stood at the end of a day. */
export interface Standing {
  day: CalendarDate;
  active: number;
  frozen: number;
}

export interface Overview {
  days: DayStatistics[];
  totals: Totals;
  previous: Totals & Period;
  /** On the last day of the period, and on the day before it began. */
  standing: Standing & { expiring: number; debtors: number; owed: Money };
  before: Standing;
  /** Revenue for each client with a running membership on an average day; null = there was none. */
  revenuePerClient: string | null;
  previousRevenuePerClient: string | null;
}

export interface Share {
  id: number | string | null;
  /** Null = what stands for none (without a plan, outside of sessions), and for methods. */
  name: string | null;
  count: number;
  revenue: string;
}

export interface RevenueFigures {
  byPlan: Share[];
  byMethod: Share[];
  byCoach: Share[];
}

export interface ClientFigures {
  renewals: Renewal[];
  previousRenewals: Renewal[];
  lost: number;
  previousLost: number;
  /** Clients with a running membership on the day before the period, and before the previous one. */
  runningBefore: number;
  previousRunningBefore: number;
  cohorts: Cohort[];
}

/** What the dashboard shows, as known at the end of the day `asOf`, which the period does not go beyond (docs/figures.md). */
export class FiguresQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly statistics: StatisticsQueries,
  ) {}

  /** Throws what `StatisticsQueries.between` throws. */
  async overview({ from, to }: Period): Promise<Overview> {
    const length = requireRange(from, to);
    const { manager } = this.unitOfWork;
    const { days, totals, previous } = await this.statistics.between(from, to);
    const span = new DaySpan(addDays(from, -length), addDays(from, -1));
    const earlier = await readStatusDays(manager, span);
    const debtors = await readDebtors(manager, to);
    const last = days.at(-1);
    const running = days.reduce((sum, { active, frozen }) => sum + active + frozen, 0);
    const sumOf = (numbers: Float64Array): number => numbers.reduce((sum, number) => sum + number, 0);
    return {
      days,
      totals,
      previous: { ...previous, from: span.from, to: span.to },
      standing: {
        day: to,
        active: last?.active ?? 0,
        frozen: last?.frozen ?? 0,
        expiring: (await readExpiring(manager, this.clock, to)).length,
        debtors: debtors.length,
        owed: moneyFromCents(debtors.reduce((sum, { cents }) => sum + cents, 0)),
      },
      before: { day: span.to, active: earlier.active.at(-1) ?? 0, frozen: earlier.frozen.at(-1) ?? 0 },
      revenuePerClient: perDay(totals.revenue, length, running),
      previousRevenuePerClient: perDay(previous.revenue, length, sumOf(earlier.active) + sumOf(earlier.frozen)),
    };
  }

  /** Three ways to divide what the period brought. */
  async revenue(period: Period, asOf: CalendarDate): Promise<RevenueFigures> {
    requireRange(period.from, period.to);
    const { manager } = this.unitOfWork;
    const parts = await readRevenueParts(manager, period);
    const coaches = await readCoachRevenue(manager, period, asOf, this.clock.today());
    const plans = await this.names('SELECT id, name FROM membership_plans');
    const people = await this.names('SELECT id, firstName, lastName FROM coaches');
    return {
      byPlan: sharesOf(
        parts,
        ({ planId }) => planId,
        (id) => plans.get(Number(id)) ?? null,
      ),
      byMethod: sharesOf(
        parts,
        ({ method }) => method,
        () => null,
      ).sort((a, b) => methodPlace(a.id) - methodPlace(b.id)),
      byCoach: coaches
        .sort((a, b) => b.cents - a.cents)
        .map(({ coachId, visits, cents }) => {
          return { id: coachId, name: people.get(coachId ?? 0) ?? null, count: visits, revenue: formatCents(cents) };
        }),
    };
  }

  /** Renewal, loss and retention, as known on `asOf`. */
  async clients(period: Period, asOf: CalendarDate): Promise<ClientFigures> {
    const length = requireRange(period.from, period.to);
    const { manager } = this.unitOfWork;
    const previous = { from: addDays(period.from, -length), to: addDays(period.from, -1) };
    const running = async (day: CalendarDate): Promise<number> => {
      const { active, frozen } = await readStatusDays(manager, new DaySpan(day, day));
      return (active[0] ?? 0) + (frozen[0] ?? 0);
    };
    return {
      renewals: await readRenewals(manager, period, asOf),
      previousRenewals: await readRenewals(manager, previous, asOf),
      lost: await countLost(manager, period, asOf),
      previousLost: await countLost(manager, previous, asOf),
      runningBefore: await running(previous.to),
      previousRunningBefore: await running(addDays(previous.from, -1)),
      cohorts: await readCohorts(manager, asOf),
    };
  }

  /** Of everyone, or of one coach. */
  coaches({ from, to }: Period, coachId: number | null): Promise<CoachStatistics> {
    return this.statistics.coaches(from, to, coachId);
  }

  private async names(sql: string): Promise<Map<number, string>> {
    const rows = await query<{ id: number; name?: string; firstName?: string; lastName?: string }[]>(
      this.unitOfWork.manager,
      sql,
    );
    return new Map(
      rows.map(({ id, name, firstName = '', lastName = '' }) => [id, name ?? fullName({ firstName, lastName })]),
    );
  }
}

/** The revenue of the period for each of the clients whom an average day has. */
function perDay(revenue: string, days: number, clientDays: number): string | null {
  return perEach(Number(revenue.replace('.', '')) * days, clientDays);
}

function methodPlace(method: Share['id']): number {
  return PAYMENT_METHODS.findIndex((known) => known === method);
}

/** Parts added up by what `idOf` tells apart, the most money first. */
function sharesOf(
  parts: readonly RevenuePart[],
  idOf: (part: RevenuePart) => Share['id'],
  nameOf: (id: Share['id']) => string | null,
): Share[] {
  const sums = new Map<Share['id'], { count: number; cents: number }>();
  for (const part of parts) {
    const known = sums.get(idOf(part)) ?? { count: 0, cents: 0 };
    sums.set(idOf(part), { count: known.count + part.payments, cents: known.cents + part.cents });
  }
  return [...sums]
    .sort(([, a], [, b]) => b.cents - a.cents)
    .map(([id, { count, cents }]) => ({ id, name: nameOf(id), count, revenue: formatCents(cents) }));
}
