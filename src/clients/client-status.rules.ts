import type { ClientStatus } from '../contract/clients.js';
import { addDays, daysInclusive, earlierOf, laterOf, type CalendarDate } from '../lib/calendar-date.js';
import { breaksOf, isOnBreak, type ChainClosure, type ChainFreeze } from '../payments/chain-breaks.rules.js';

/** Both days inclusive; an `endDate` before `startDate` covers nothing (refunded before its first day). */
export interface StatusPeriod {
  planId: number | null;
  startDate: CalendarDate;
  endDate: CalendarDate;
  /** The day on which the last visit of a pack was taken. */
  usedUpDate: CalendarDate | null;
}

/** What a client's status follows from, on every day. */
export interface StatusFacts {
  /** Archived from this day on; null = living. */
  archivedDate: CalendarDate | null;
  payments: readonly StatusPeriod[];
  freezes: readonly ChainFreeze[];
  closures: readonly ChainClosure[];
}

export function covers(range: ChainFreeze, day: CalendarDate): boolean {
  return range.startDate <= day && day <= range.endDate;
}

/** The day that used up the last visit has none left any more. */
export function hasVisitsLeftOn({ usedUpDate }: { usedUpDate: CalendarDate | null }, day: CalendarDate): boolean {
  return usedUpDate === null || day < usedUpDate;
}

/**
 * The one definition of a client's status on a day (docs/rules.md, "Client status"). `client-status.sql.ts` says the same in
 * SQL; a test compares the two over random histories. A closed day is a frozen one; a used-up visit pack has ended.
 */
export function clientStatusOn(day: CalendarDate, facts: StatusFacts): ClientStatus {
  const { archivedDate, payments, freezes, closures } = facts;
  if (archivedDate !== null && archivedDate <= day) return 'archived';
  let isActive = false;
  let startsLater = false;
  // One pass that makes nothing: counts are kept by asking this for every day on which a client's status may change.
  for (const payment of payments) {
    if (covers(payment, day)) {
      if (isOnBreak(breaksOf(freezes, closures, payment.planId), day)) return 'frozen';
      isActive ||= hasVisitsLeftOn(payment, day);
    } else {
      startsLater ||= payment.startDate > day && payment.endDate >= payment.startDate;
    }
  }
  if (isActive) return 'active';
  if (startsLater) return 'upcoming';
  return payments.length > 0 ? 'expired' : 'new';
}

/** The client's last paid day; null when there never was one: a period without a day has none. */
export function lastPaidDay(payments: readonly ChainFreeze[]): CalendarDate | null {
  const paid = payments.filter(({ startDate, endDate }) => startDate <= endDate);
  return paid.reduce<CalendarDate | null>(
    (last, { endDate }) => (last === null ? endDate : laterOf(last, endDate)),
    null,
  );
}

/** `expiring`: active, and the last paid day is at most `expiringDays` away. */
export function isExpiringOn(day: CalendarDate, facts: StatusFacts, expiringDays: number): boolean {
  return endsWithin(expiringDays, lastPaidDay(facts.payments), day) && clientStatusOn(day, facts) === 'active';
}

/** Whether the last paid day, null = none, is at most so many days after `day`: active clients expire then. */
export function endsWithin(expiringDays: number, lastDay: CalendarDate | null, day: CalendarDate): boolean {
  return lastDay !== null && lastDay <= addDays(day, expiringDays);
}

/** Paid days not used up yet: covered, neither frozen nor closed, with visits left; from `day` on, itself included. */
export function paidDaysLeft(day: CalendarDate, facts: Omit<StatusFacts, 'archivedDate'>): number {
  let days = 0;
  for (const payment of facts.payments) {
    const from = laterOf(payment.startDate, day);
    if (from > payment.endDate || !hasVisitsLeftOn(payment, from)) continue;
    days += daysInclusive(from, payment.endDate);
    for (const { startDate, endDate } of breaksOf(facts.freezes, facts.closures, payment.planId)) {
      const stillFrom = laterOf(from, startDate);
      const stillTo = earlierOf(endDate, payment.endDate);
      if (stillFrom <= stillTo) days -= daysInclusive(stillFrom, stillTo);
    }
  }
  return days;
}
