import { DomainError } from '../errors/domain-error.js';
import type { StatusFacts } from '../clients/client-status.rules.js';
import { addDays, daysInclusive, earlierOf, laterOf, type CalendarDate } from '../lib/calendar-date.js';
import { breaksOf } from '../payments/chain-breaks.rules.js';

/** A row of days, both ends inclusive, with the way from a date to its place in it. */
export class DaySpan {
  readonly days: readonly CalendarDate[];
  private readonly places: ReadonlyMap<CalendarDate, number>;

  constructor(
    readonly from: CalendarDate,
    readonly to: CalendarDate,
  ) {
    this.days = Array.from({ length: Math.max(0, daysInclusive(from, to)) }, (_, place) => addDays(from, place));
    this.places = new Map(this.days.map((day, place) => [day, place]));
  }

  /** -1 outside. */
  placeOf(day: CalendarDate): number {
    return this.places.get(day) ?? -1;
  }

  /** Calls `visit` with the place of every day that `[start, end]` and the span share. */
  eachShared(start: CalendarDate, end: CalendarDate, visit: (place: number) => void): void {
    const first = start < this.from ? 0 : this.placeOf(start);
    const last = end > this.to ? this.days.length - 1 : this.placeOf(end);
    if (first < 0 || last < 0) return;
    for (let place = first; place <= last; place += 1) visit(place);
  }
}

export const NEITHER = 0;
export const ACTIVE = 1;
export const FROZEN = 2;

const COVERED = 1;
const VISITS_LEFT = 2;
const FREEZE = 4;

/**
 * What a client was on each day of the span: `clientStatusOn` (docs/rules.md, "Client status") as of each past day, for all
 * days at once. A property test holds the two together.
 */
export function clientDays(span: DaySpan, facts: StatusFacts): Uint8Array {
  const marks = new Uint8Array(span.days.length);
  const mark = (start: CalendarDate, end: CalendarDate, bit: number): void =>
    span.eachShared(start, end, (place) => {
      marks[place] = (marks[place] ?? 0) | bit;
    });
  for (const { planId, startDate, endDate, usedUpDate } of facts.payments) {
    mark(startDate, endDate, COVERED);
    const lastUsable = usedUpDate === null || usedUpDate > endDate ? endDate : addDays(usedUpDate, -1);
    mark(startDate, lastUsable, VISITS_LEFT);
    for (const still of breaksOf(facts.freezes, facts.closures, planId)) {
      mark(laterOf(startDate, still.startDate), earlierOf(endDate, still.endDate), FREEZE);
    }
  }
  return marks.map((bits, place) => {
    if (facts.archivedDate !== null && (span.days[place] ?? span.to) >= facts.archivedDate) return NEITHER;
    if ((bits & COVERED) === 0) return NEITHER;
    if ((bits & FREEZE) !== 0) return FROZEN;
    return (bits & VISITS_LEFT) === 0 ? NEITHER : ACTIVE;
  });
}

export interface GroupChange {
  at: Date;
  /** The group before the change. */
  from: number | null;
}

/** The group a client was in at an instant: the present one with every later change undone, newest first. */
export function groupAt(current: number | null, changesNewestFirst: readonly GroupChange[], at: Date): number | null {
  let group = current;
  for (const change of changesNewestFirst) {
    if (change.at <= at) break;
    group = change.from;
  }
  return group;
}

/** Hundredths as a decimal string; a day on which more was refunded than sold is negative. */
export function formatCents(cents: number): string {
  const absolute = Math.abs(cents);
  const text = `${Math.floor(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
  return cents < 0 ? `-${text}` : text;
}

/** Money for each of so many, rounded to a hundredth; null of none. Whole numbers only, so nothing is lost on the way. */
export function perEach(cents: number, count: number): string | null {
  return count > 0 ? formatCents(Math.round(cents / count)) : null;
}

export const MAX_RANGE_DAYS = 366;

/** The days of a period. Throws `end_before_start`, and `out_of_range` for more than 366 days. */
export function requireRange(from: CalendarDate, to: CalendarDate): number {
  const length = daysInclusive(from, to);
  if (length < 1) throw DomainError.field('to', 'end_before_start');
  if (length > MAX_RANGE_DAYS) {
    throw DomainError.field('to', 'out_of_range', { min: from, max: addDays(from, MAX_RANGE_DAYS - 1) });
  }
  return length;
}
