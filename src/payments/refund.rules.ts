import { z } from 'zod';
import { calendarDateSchema, optionalText } from '../clients/client.rules.js';
import { paidDaysLeft } from '../clients/client-status.rules.js';
import { DomainError } from '../errors/domain-error.js';
import { addDays, type CalendarDate } from '../lib/calendar-date.js';
import { moneyFromCents, moneyToCents, type Money } from '../lib/money.js';
import { amountSchema } from '../plans/plan.rules.js';
import type { ChainInputs, ChainPayment } from './chain.rules.js';

const emptyToNull = (value: unknown): unknown => (value === '' ? null : value);

export const refundSchema = z.object({
  /** The first day that is no longer paid for; empty = the earliest possible. */
  refundDate: z.preprocess(emptyToNull, calendarDateSchema.nullish()),
  /** Empty = what is proposed. */
  amount: z.preprocess(emptyToNull, amountSchema.nullish()),
  note: optionalText(500),
});

/** The payment as the rules need it. */
export interface RefundablePayment extends ChainPayment {
  /** The price agreed. */
  amount: Money;
  owedAmount: Money;
}

/** The earliest day a refund may begin on: today, or the day after the last visit when the client came today or later. */
export function earliestRefundDate(visitDays: readonly CalendarDate[], today: CalendarDate): CalendarDate {
  return visitDays.reduce((day, visit) => (visit >= day ? addDays(visit, 1) : day), today);
}

/** Throws `already_refunded`, `already_transferred`, `refund_period_over`, `start_in_past`, `date_too_far`, `refund_has_visits`. */
export function checkRefundDate(
  payment: RefundablePayment,
  refundDate: CalendarDate,
  visitDays: readonly CalendarDate[],
  today: CalendarDate,
): void {
  const { endDate } = payment;
  if (payment.refundDate !== null) throw new DomainError('already_refunded');
  if (payment.transferDate !== null) throw new DomainError('already_transferred');
  if (endDate < today) throw new DomainError('refund_period_over', { endDate });
  if (refundDate < today) throw DomainError.field('refundDate', 'start_in_past');
  const visit = visitDays.find((day) => day >= refundDate);
  if (visit) throw DomainError.field('refundDate', 'refund_has_visits', { date: visit });
  if (refundDate > endDate) throw DomainError.field('refundDate', 'date_too_far');
}

/**
 * The price × unused days / days sold, rounded to the hundredth, less what is still owed. Frozen and closed days are
 * unused; of a used-up pack nothing is.
 */
export function proposedRefund(
  payment: RefundablePayment,
  { freezes, closures }: ChainInputs,
  refundDate: CalendarDate,
): Money {
  const unused = paidDaysLeft(refundDate, { payments: [payment], freezes, closures });
  const value = Math.round((moneyToCents(payment.amount) * unused) / payment.durationDays);
  return moneyFromCents(Math.max(0, value - moneyToCents(payment.owedAmount)));
}

/** What has been received for it so far: the most that can be given back. */
export function receivedFor({ amount, owedAmount }: RefundablePayment): Money {
  return moneyFromCents(moneyToCents(amount) - moneyToCents(owedAmount));
}

/** Throws `refund_too_large` above what was paid. */
export function checkRefundAmount(payment: RefundablePayment, amount: Money): void {
  const max = receivedFor(payment);
  if (moneyToCents(amount) > moneyToCents(max)) throw DomainError.field('amount', 'refund_too_large', { max });
}
