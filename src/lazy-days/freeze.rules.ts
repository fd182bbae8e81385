import { z } from 'zod';
import { calendarDateSchema, optionalText } from '../clients/client.rules.js';
import { covers } from '../clients/client-status.rules.js';
import { DomainError } from '../errors/domain-error.js';
import { addDays, daysBetween, daysInclusive, type CalendarDate } from '../lib/calendar-date.js';
import { breaksOf } from '../payments/chain-breaks.rules.js';
import type { ChainFreeze, ChainPayment } from '../payments/chain.rules.js';
import type { FreezePolicy } from '../plans/freeze-policy.js';

export const freezeSchema = z.object({
  clientId: z.number().int().min(1),
  startDate: calendarDateSchema,
  endDate: calendarDateSchema,
  reason: optionalText(500),
  idempotencyKey: z.string().min(1).max(120).nullish(),
});

export interface FreezeRequest extends ChainFreeze {
  today: CalendarDate;
  /** The owner may begin a freeze in the past. */
  mayBackdate: boolean;
  /** Why; needed for one that begins in the past. */
  reason: string | null;
}

/** More than a year in one go is a typing error in the year. */
const MAX_FREEZE_DAYS = 366;

/**
 * The payment that a freeze is asked for: the one that covers its first day. Checks everything that does not depend on
 * the plan (docs/rules.md, "Freeze"). Throws `end_before_start`, `date_too_far`, `freeze_in_past`, `freeze_overlap`,
 * `freeze_not_covered`, `freeze_has_visits`, each for the field to blame, and `required` for the reason of a backdated one.
 */
export function frozenPayment<T extends ChainPayment>(
  payments: readonly T[],
  freezes: readonly ChainFreeze[],
  visitDays: readonly CalendarDate[],
  request: FreezeRequest,
): T {
  const { startDate, endDate, today } = request;
  if (endDate < startDate) throw DomainError.field('endDate', 'end_before_start');
  if (daysInclusive(startDate, endDate) > MAX_FREEZE_DAYS) throw DomainError.field('endDate', 'date_too_far');
  if (startDate < today && !request.mayBackdate) throw DomainError.field('startDate', 'freeze_in_past');
  if (startDate < today && !request.reason) throw DomainError.field('reason', 'required');
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

/** What of a plan's limits the freezes of a payment have used. */
export interface FreezeUse {
  days: number;
  count: number;
}

/** A freeze of the payment as it is stored. */
export interface CountedFreeze extends ChainFreeze {
  /** False = given by the studio, not counted. */
  usesAllowance: boolean;
}

/** Counted over the freezes of one payment; days on which the studio was closed anyway are not the client's. */
export function freezeUse(ofPayment: readonly CountedFreeze[], closures: readonly ChainFreeze[]): FreezeUse {
  const counted = ofPayment.filter(({ usesAllowance }) => usesAllowance);
  return { days: counted.reduce((sum, freeze) => sum + ownDays(freeze, closures), 0), count: counted.length };
}

function ownDays(freeze: ChainFreeze, closures: readonly ChainFreeze[]): number {
  const closed = closures.map(({ startDate, endDate }) => ({ startDate, endDate, reason: '', planId: null }));
  const union = breaksOf([freeze], closed, null);
  const closedOnly = breaksOf([], closed, null);
  return countDays(union) - countDays(closedOnly);
}

function countDays(ranges: readonly ChainFreeze[]): number {
  return ranges.reduce((sum, { startDate, endDate }) => sum + daysInclusive(startDate, endDate), 0);
}

/**
 * The limits that the payment was sold with. Throws `freeze_not_allowed`, `freeze_needs_notice`, `freeze_too_short`,
 * `freeze_too_long`, `freeze_days_used_up`, `freeze_count_used_up`.
 */
export function checkFreezePolicy(
  policy: FreezePolicy,
  used: FreezeUse,
  request: FreezeRequest,
  closures: readonly ChainFreeze[],
): void {
  const days = ownDays(request, closures);
  if (!policy.allowed) throw DomainError.field('startDate', 'freeze_not_allowed');
  const { noticeDays, minDays, maxDays, totalDays, maxCount } = policy;
  if (noticeDays !== null && daysBetween(request.today, request.startDate) < noticeDays && !request.mayBackdate) {
    throw DomainError.field('startDate', 'freeze_needs_notice', { days: noticeDays });
  }
  if (minDays !== null && daysInclusive(request.startDate, request.endDate) < minDays) {
    throw DomainError.field('endDate', 'freeze_too_short', { min: minDays });
  }
  if (maxDays !== null && days > maxDays) throw DomainError.field('endDate', 'freeze_too_long', { max: maxDays });
  if (totalDays !== null && used.days + days > totalDays) {
    throw DomainError.field('endDate', 'freeze_days_used_up', { left: Math.max(0, totalDays - used.days) });
  }
  if (maxCount !== null && used.count >= maxCount) {
    throw DomainError.field('startDate', 'freeze_count_used_up', { max: maxCount });
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
