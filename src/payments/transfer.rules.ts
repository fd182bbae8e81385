import { z } from 'zod';
import { calendarDateSchema, optionalText } from '../clients/client.rules.js';
import { lastPaidDay, paidDaysLeft } from '../clients/client-status.rules.js';
import { DomainError } from '../errors/domain-error.js';
import { allowanceOf } from '../lazy-days/freeze-allowance.rules.js';
import type { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { addDays, earlierOf, laterOf, type CalendarDate } from '../lib/calendar-date.js';
import type { FreezePolicy } from '../plans/freeze-policy.js';
import type { ChainClosure } from './chain.rules.js';
import type { Payment } from './payment.entity.js';

const emptyToNull = (value: unknown): unknown => (value === '' ? null : value);

export const transferSchema = z.object({
  /** Who takes the rest. */
  clientId: z.number().int().min(1),
  /** The first day that is the other client's; empty = the earliest possible. */
  transferDate: z.preprocess(emptyToNull, calendarDateSchema.nullish()),
  note: optionalText(500),
});

/** What the giver's chain holds of the payment. */
interface GiverFacts {
  freezes: readonly LazyDays[];
  closures: readonly ChainClosure[];
}

/** What goes over to the other client. */
export interface Rest {
  /** Paid days not used: frozen and closed ones are not. */
  durationDays: number;
  /** Visits left of a pack; null = no limit. */
  visitLimit: number | null;
  freezePolicy: FreezePolicy | null;
}

/**
 * Throws `already_refunded`, `already_transferred`, `transfer_period_over`, and for the field `transferDate`
 * `start_in_past`, `visit_not_covered` over days on which the giver came, `date_too_far`.
 */
export function checkTransferDate(
  { refundDate, transferDate, endDate }: Payment,
  date: CalendarDate,
  visitDays: readonly CalendarDate[],
  today: CalendarDate,
): void {
  if (refundDate !== null) throw new DomainError('already_refunded');
  if (transferDate !== null) throw new DomainError('already_transferred');
  if (endDate < today) throw new DomainError('transfer_period_over', { endDate });
  if (date < today) throw DomainError.field('transferDate', 'start_in_past');
  const visit = visitDays.find((day) => day >= date);
  if (visit) throw DomainError.field('transferDate', 'visit_not_covered', { date: visit });
  if (date > endDate) throw DomainError.field('transferDate', 'date_too_far');
}

/** What is left of the payment on the day of the transfer. Throws `transfer_period_over` when nothing is. */
export function restOf(payment: Payment, { freezes, closures }: GiverFacts, date: CalendarDate): Rest {
  const durationDays = paidDaysLeft(date, { payments: [payment], freezes, closures });
  const { visitLimit, visitsUsed, endDate } = payment;
  if (durationDays < 1) throw new DomainError('transfer_period_over', { endDate });
  return {
    durationDays,
    visitLimit: visitLimit === null ? null : visitLimit - visitsUsed,
    freezePolicy: policyLeft(payment, { freezes: begunBefore(date, freezes), closures }),
  };
}

/** The days of a running freeze from the transfer on are not the giver's any more. */
function begunBefore(date: CalendarDate, freezes: readonly LazyDays[]): LazyDays[] {
  return freezes
    .filter(({ startDate }) => startDate < date)
    .map((freeze) => ({ ...freeze, endDate: earlierOf(freeze.endDate, addDays(date, -1)) }) as LazyDays);
}

function policyLeft(payment: Payment, facts: GiverFacts): FreezePolicy | null {
  const { policy, used } = allowanceOf(payment, facts);
  if (policy === null) return null;
  const left = (limit: number | null, spent: number): number | null =>
    limit === null ? null : Math.max(0, limit - spent);
  return { ...policy, totalDays: left(policy.totalDays, used.days), maxCount: left(policy.maxCount, used.count) };
}

/**
 * The start to ask for in the taker's chain: null = as soon as possible, unless that is before the rest is the taker's.
 */
export function askedStartOf(
  payments: readonly Payment[],
  transferDate: CalendarDate,
  today: CalendarDate,
): CalendarDate | null {
  const last = lastPaidDay(payments);
  const soonest = last === null ? today : laterOf(today, addDays(last, 1));
  return transferDate > soonest ? transferDate : null;
}
