import { z } from 'zod';
import { calendarDateSchema, optionalText } from '../clients/client.rules.js';
import { covers } from '../clients/client-status.rules.js';
import { DomainError } from '../errors/domain-error.js';
import { addDays, daysBetween, daysInclusive, type CalendarDate } from '../lib/calendar-date.js';
import {
  movedPeriods,
  replayChain,
  requireWithinCalendar,
  type ChainFreeze,
  type MovedPeriod,
} from '../payments/chain.rules.js';
import type { StoredPayment } from '../payments/renewal.rules.js';

export const freezeSchema = z.object({
  clientId: z.number().int().min(1),
  startDate: calendarDateSchema,
  endDate: calendarDateSchema,
  reason: optionalText(500),
  idempotencyKey: z.string().min(1).max(120).nullish(),
});

/** A plan's limits; null = no limit. */
export interface FreezePolicy {
  freezeAllowed: boolean;
  freezeTotalDays: number | null;
  freezeMinDays: number | null;
  freezeMaxDays: number | null;
  freezeMaxCount: number | null;
  freezeNoticeDays: number | null;
}

export interface StoredFreeze extends ChainFreeze {
  id: number;
  paymentId: number;
}

export interface FreezeRequest extends ChainFreeze {
  today: CalendarDate;
  /** The owner may begin a freeze in the past. */
  mayBackdate: boolean;
}

/** More than a year in one go is a typing error in the year. */
const MAX_FREEZE_DAYS = 366;

/**
 * The payment that a freeze is asked for: the one that covers its first day. Checks everything that does not depend on
 * the plan (docs/rules.md, "Freeze"). Throws `end_before_start`, `date_too_far`, `freeze_in_past`, `freeze_overlap`,
 * `freeze_not_covered`, `freeze_has_visits`, each for the field to blame.
 */
export function frozenPayment<T extends StoredPayment>(
  payments: readonly T[],
  freezes: readonly StoredFreeze[],
  visitDays: readonly CalendarDate[],
  request: FreezeRequest,
): T {
  const { startDate, endDate, today } = request;
  if (endDate < startDate) throw DomainError.field('endDate', 'end_before_start');
  if (daysInclusive(startDate, endDate) > MAX_FREEZE_DAYS) throw DomainError.field('endDate', 'date_too_far');
  if (startDate < today && !request.mayBackdate) throw DomainError.field('startDate', 'freeze_in_past');
  const overlapping = freezes.find((freeze) => freeze.startDate <= endDate && startDate <= freeze.endDate);
  if (overlapping) {
    const range = { startDate: overlapping.startDate, endDate: overlapping.endDate };
    throw DomainError.field('startDate', 'freeze_overlap', range);
  }
  const payment = payments.find((period) => covers(period, startDate));
  if (!payment) throw DomainError.field('startDate', 'freeze_not_covered');
  const visit = visitDays.find((day) => covers(request, day));
  if (visit) throw DomainError.field('startDate', 'freeze_has_visits', { date: visit });
  return payment;
}

/**
 * The plan's limits, counted over the freezes of this payment. Throws `freeze_not_allowed`, `freeze_needs_notice`,
 * `freeze_too_short`, `freeze_too_long`, `freeze_days_used_up`, `freeze_count_used_up`.
 */
export function checkFreezePolicy(
  policy: FreezePolicy,
  ofPayment: readonly ChainFreeze[],
  request: FreezeRequest,
): void {
  const days = daysInclusive(request.startDate, request.endDate);
  const used = ofPayment.reduce((sum, freeze) => sum + daysInclusive(freeze.startDate, freeze.endDate), 0);
  if (!policy.freezeAllowed) throw DomainError.field('startDate', 'freeze_not_allowed');
  const { freezeNoticeDays, freezeMinDays, freezeMaxDays, freezeTotalDays, freezeMaxCount } = policy;
  if (
    freezeNoticeDays !== null &&
    daysBetween(request.today, request.startDate) < freezeNoticeDays &&
    !request.mayBackdate
  ) {
    throw DomainError.field('startDate', 'freeze_needs_notice', { days: freezeNoticeDays });
  }
  if (freezeMinDays !== null && days < freezeMinDays) {
    throw DomainError.field('endDate', 'freeze_too_short', { min: freezeMinDays });
  }
  if (freezeMaxDays !== null && days > freezeMaxDays) {
    throw DomainError.field('endDate', 'freeze_too_long', { max: freezeMaxDays });
  }
  if (freezeTotalDays !== null && used + days > freezeTotalDays) {
    throw DomainError.field('endDate', 'freeze_days_used_up', { left: Math.max(0, freezeTotalDays - used) });
  }
  if (freezeMaxCount !== null && ofPayment.length >= freezeMaxCount) {
    throw DomainError.field('startDate', 'freeze_count_used_up', { max: freezeMaxCount });
  }
}

/**
 * What an early return makes of a freeze: not begun, or begun today: removed (null); running: cut to the days used, so
 * that today is a training day again. Throws `freeze_finished`.
 */
export function resumedEnd(freeze: ChainFreeze, today: CalendarDate): CalendarDate | null {
  if (freeze.endDate < today) throw new DomainError('freeze_finished');
  return freeze.startDate >= today ? null : addDays(today, -1);
}

/** Cancelling is the inverse of freezing and only possible before the first frozen day. Throws `freeze_already_begun`. */
export function checkCancellable(freeze: ChainFreeze, today: CalendarDate): void {
  if (freeze.endDate < today) throw new DomainError('freeze_finished');
  if (freeze.startDate <= today) throw new DomainError('freeze_already_begun');
}

/** Every period that changes when the client's freezes become `freezes`. Throws `date_too_far` for `endDate`. */
export function replayWith(payments: readonly StoredPayment[], freezes: readonly ChainFreeze[]): MovedPeriod[] {
  const periods = replayChain(payments, freezes);
  requireWithinCalendar(periods, 'endDate');
  return movedPeriods(payments, periods);
}
