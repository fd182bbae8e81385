import { daysInclusive, laterOf } from '../lib/calendar-date.js';
import { moneyToCents, type Money, ZERO_MONEY } from '../lib/money.js';
import { searchForm } from '../lib/person-name.js';
import type { DayRange, ParsedRow } from './row.rules.js';
import type { SnapshotPlan } from './studio-snapshot.js';

/** A plan that the book names. */
export interface BookPlan {
  /** Null = not in the studio yet. */
  id: number | null;
  name: string;
  /** Null when neither the rows nor the name tell it. */
  durationDays: number | null;
  price: Money;
  visitLimit: number | null;
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
 * The plans of the book: those of the studio as they are; of the others the length and the price that most rows have,
 * the visit limit by the name ("8 занятий").
 */
export function catalogueOf(rows: readonly ParsedRow[], known: readonly SnapshotPlan[]): Catalogue {
  const catalogue = new Map<string, BookPlan>(known.map((plan) => [searchForm(plan.name), plan]));
  const unknown = new Map<string, ParsedRow[]>();
  for (const row of rows) {
    const name = searchForm(row.membership?.plan ?? '');
    if (name !== '' && !catalogue.has(name)) unknown.set(name, [...(unknown.get(name) ?? []), row]);
  }
  for (const [key, sales] of unknown) catalogue.set(key, guessPlan(sales[0]?.membership?.plan ?? key, sales));
  return catalogue;
}

function guessPlan(name: string, sales: readonly ParsedRow[]): BookPlan {
  const visits = /(\d{1,3})\s*(занят|трен|посещ|визит|visit|class|session|training)/i.exec(name)?.[1];
  const prices = sales.flatMap(({ membership }) => membership?.amount ?? []);
  return {
    id: null,
    name,
    durationDays: mostCommon(sales.flatMap((row) => statedDays(row)?.paid ?? [])) ?? durationByName(name),
    price: mostCommon(prices, (a, b) => moneyToCents(b) - moneyToCents(a)) ?? ZERO_MONEY,
    visitLimit: visits === undefined || Number(visits) === 0 ? null : Number(visits),
  };
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

/**
 * The days of a row's stated period, all and without the frozen ones inside it; null when it states no end.
 */
export function statedDays({ membership, freeze }: ParsedRow): { all: number; paid: number } | null {
  if (membership?.endDate == null) return null;
  const period = { startDate: membership.startDate, endDate: membership.endDate };
  const all = daysInclusive(period.startDate, period.endDate);
  return { all, paid: all - (freeze ? overlapDays(period, freeze) : 0) };
}

function overlapDays(a: DayRange, b: DayRange): number {
  const end = a.endDate < b.endDate ? a.endDate : b.endDate;
  return Math.max(0, daysInclusive(laterOf(a.startDate, b.startDate), end));
}
