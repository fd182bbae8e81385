import type { ClientStatus } from '../contract/clients.js';
import { addDays, daysInclusive, laterOf, type CalendarDate } from '../lib/calendar-date.js';

/** Both days inclusive; an `endDate` before `startDate` covers nothing (refunded before its first day). */
export interface StatusPeriod {
  startDate: CalendarDate;
  endDate: CalendarDate;
  visitLimit: number | null;
  visitsUsed: number;
}

interface DayRange {
  startDate: CalendarDate;
  endDate: CalendarDate;
}

export interface StatusFacts {
  archivedAt: Date | null;
  payments: readonly StatusPeriod[];
  freezes: readonly DayRange[];
}

export function covers(range: DayRange, day: CalendarDate): boolean {
  return range.startDate <= day && day <= range.endDate;
}

export function hasVisitsLeft(period: { visitLimit: number | null; visitsUsed: number }): boolean {
  return period.visitLimit === null || period.visitsUsed < period.visitLimit;
}

/**
 * The one definition of a client's status on a day (docs/rules.md, "Client status"). `client-status.sql.ts` says the same in
 * SQL; a test compares the two over random histories. A used-up visit pack counts as ended.
 */
export function clientStatusOn(day: CalendarDate, facts: StatusFacts): ClientStatus {
  if (facts.archivedAt !== null) return 'archived';
  const covering = facts.payments.filter((payment) => covers(payment, day));
  if (covering.length > 0 && facts.freezes.some((freeze) => covers(freeze, day))) return 'frozen';
  if (covering.some(hasVisitsLeft)) return 'active';
  if (facts.payments.some((payment) => payment.startDate > day && payment.endDate >= payment.startDate)) {
    return 'upcoming';
  }
  return facts.payments.length > 0 ? 'expired' : 'new';
}

/** The client's last paid day; null when there never was a payment. */
export function lastPaidDay(payments: readonly DayRange[]): CalendarDate | null {
  return payments.reduce<CalendarDate | null>(
    (last, payment) => (last === null ? payment.endDate : laterOf(last, payment.endDate)),
    null,
  );
}

/** `expiring`: active, and the last paid day is at most `expiringDays` away. */
export function isExpiringOn(day: CalendarDate, facts: StatusFacts, expiringDays: number): boolean {
  const last = lastPaidDay(facts.payments);
  return clientStatusOn(day, facts) === 'active' && last !== null && last <= addDays(day, expiringDays);
}

/** Paid days not used up yet: covered and not frozen, from `day` on, itself included. */
export function paidDaysLeft(day: CalendarDate, payments: readonly DayRange[], freezes: readonly DayRange[]): number {
  let days = 0;
  for (const payment of payments) {
    const from = laterOf(payment.startDate, day);
    if (from > payment.endDate) continue;
    days += daysInclusive(from, payment.endDate);
    for (const freeze of freezes) {
      const frozenFrom = laterOf(from, freeze.startDate);
      const frozenTo = freeze.endDate < payment.endDate ? freeze.endDate : payment.endDate;
      if (frozenFrom <= frozenTo) days -= daysInclusive(frozenFrom, frozenTo);
    }
  }
  return days;
}
