import { addMonthsOfTerm, daysInclusive, laterOf, type CalendarDate } from '../lib/calendar-date.js';
import { moneyToCents, type Money, ZERO_MONEY } from '../lib/money.js';
import { searchForm } from '../lib/person-name.js';
import type { FreezePolicy } from '../plans/freeze-policy.js';
import type { DayRange } from './row-freeze.rules.js';
import type { RowMembership } from './row-membership.rules.js';
import type { ParsedRow } from './row.rules.js';
import type { SnapshotPlan } from './studio-snapshot.js';

/** A plan that the book names. */
export interface BookPlan {
  /** Null = not in the studio yet. */
  id: number | null;
  name: string;
  /** Null when neither the rows nor the name tell it; where there are months they decide. */
  durationDays: number | null;
  /** Null = sold by days. */
  durationMonths: number | null;
  price: Money;
  visitLimit: number | null;
  isTrial: boolean;
  /** Null = the plan is not in the studio yet, so that nothing is known of its limits. */
  freezePolicy: FreezePolicy | null;
}

/** By `searchForm` of the name. */
export type Catalogue = ReadonlyMap<string, BookPlan>;

const DURATION_BY_NAME: readonly (readonly [RegExp, number])[] = [
  [/пробн|разов|trial|single|drop.?in/, 1],
  [/полгод|half.?year/, 180],
  [/квартал|quarter/, 90],
  [/недел|week/, 7],
  [/месяц|мес\b|month/, 30],
  [/год|лет|year|annual/, 365],
];

/**
 * The plans of the book: those of the studio as they are; of the others the terms and the price that most rows have,
 * else the length and the visit limit by the name ("8 занятий").
 */
export function catalogueOf(rows: readonly ParsedRow[], known: readonly SnapshotPlan[]): Catalogue {
  const catalogue = new Map<string, BookPlan>(known.map((plan) => [searchForm(plan.name), plan]));
  const unknown = new Map<string, ParsedRow[]>();
  for (const row of rows) {
    const name = searchForm(row.membership?.plan ?? '');
    if (name === '' || catalogue.has(name)) continue;
    const sales = unknown.get(name);
    if (sales) sales.push(row);
    else unknown.set(name, [row]);
  }
  for (const [key, sales] of unknown) catalogue.set(key, guessPlan(sales[0]?.membership?.plan ?? key, sales));
  return catalogue;
}

function guessPlan(name: string, rows: readonly ParsedRow[]): BookPlan {
  const sales = rows.flatMap(({ membership }) => membership ?? []);
  const months = mostCommon(sales.map(({ durationMonths }) => durationMonths));
  return {
    id: null,
    name,
    durationDays: months === null ? (mostCommon(paidDays(rows)) ?? durationByName(name)) : null,
    durationMonths: months,
    price:
      mostCommon(
        sales.map(({ amount }) => amount),
        (a, b) => moneyToCents(b) - moneyToCents(a),
      ) ?? ZERO_MONEY,
    visitLimit: usualVisits(name, sales),
    isTrial: mostCommon(sales.map(({ isTrial }) => isTrial ?? false)) ?? false,
    freezePolicy: null,
  };
}

/** The days sold of each sale, however many rows tell of its freezes. */
function paidDays(rows: readonly ParsedRow[]): number[] {
  const freezes = new Map<string | null, DayRange[]>();
  for (const { paymentKey, freeze } of rows) {
    const own = freezes.get(paymentKey) ?? [];
    freezes.set(paymentKey, freeze ? [...own, freeze] : own);
  }
  const sales = new Map(rows.map(({ paymentKey, membership }) => [paymentKey, membership]));
  return [...sales].flatMap(([key, membership]) => {
    if (!membership) return [];
    return membership.durationDays ?? statedDays(membership, freezes.get(key) ?? [])?.paid ?? [];
  });
}

function usualVisits(name: string, sales: readonly RowMembership[]): number | null {
  const stated = mostCommon(sales.flatMap(({ visitLimit }) => visitLimit ?? []));
  if (stated !== null) return stated === 'unlimited' ? null : stated;
  const visits = /(\d{1,3})\s*(занят|трен|посещ|визит|visit|class|session|training)/i.exec(name)?.[1];
  return visits === undefined || Number(visits) === 0 ? null : Number(visits);
}

function durationByName(name: string): number | null {
  const text = searchForm(name);
  const days = /(\d{1,4})\s*(дн|день|дня|day)/.exec(text)?.[1];
  if (days !== undefined) return Number(days) || null;
  const unit = DURATION_BY_NAME.find(([pattern]) => pattern.test(text))?.[1];
  if (unit === undefined) return null;
  const count = /(\d{1,2})\s*(мес|month|недел|week|год|лет|year)/.exec(text)?.[1];
  return unit * (Number(count ?? 1) || 1);
}

/** Of equally frequent ones the first by `order`, else the first met. */
function mostCommon<T>(values: readonly T[], order: (a: T, b: T) => number = () => 0): T | null {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [best] = [...counts].sort(([a, countA], [b, countB]) => countB - countA || order(a, b));
  return best?.[0] ?? null;
}

/** The days that the plan gives from `startDate` on; null when nobody knows. */
export function daysOfPlan({ durationDays, durationMonths }: BookPlan, startDate: CalendarDate): number | null {
  return durationMonths === null ? durationDays : daysOfMonths(startDate, durationMonths);
}

/** The length of so many calendar months from `startDate` on. */
export function daysOfMonths(startDate: CalendarDate, months: number): number {
  return daysInclusive(startDate, addMonthsOfTerm(startDate, months));
}

/** The days of a stated period, all and without the frozen ones inside it; null when no end is stated. */
export function statedDays(
  { startDate, endDate }: RowMembership,
  freezes: readonly DayRange[],
): { all: number; paid: number } | null {
  if (endDate === null) return null;
  const all = daysInclusive(startDate, endDate);
  return { all, paid: freezes.reduce((paid, freeze) => paid - overlapDays({ startDate, endDate }, freeze), all) };
}

function overlapDays(a: DayRange, b: DayRange): number {
  const end = a.endDate < b.endDate ? a.endDate : b.endDate;
  return Math.max(0, daysInclusive(laterOf(a.startDate, b.startDate), end));
}
