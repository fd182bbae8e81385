import { DomainError } from '../errors/domain-error.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { moneyFromCents, moneyToCents, type Money } from '../lib/money.js';

/** What a debt follows from. */
export interface PartPaid {
  /** The price agreed. */
  amount: Money;
  /** Received on the day of sale. */
  paidAmount: Money;
  refundDate: CalendarDate | null;
}

/** On the day of sale and in instalments since. */
export function receivedInAll(paidAmount: Money, instalments: readonly { amount: Money }[]): Money {
  return moneyFromCents(instalments.reduce((sum, { amount }) => sum + moneyToCents(amount), moneyToCents(paidAmount)));
}

/**
 * What is still to be paid: the price less all that was received; nothing once refunded. Throws `paid_too_much` for the
 * field `paid` when more was received than agreed.
 */
export function owedOf({ amount, paidAmount, refundDate }: PartPaid, instalments: readonly { amount: Money }[]): Money {
  if (refundDate !== null) return moneyFromCents(0);
  const owed = moneyToCents(amount) - moneyToCents(receivedInAll(paidAmount, instalments));
  if (owed < 0) throw DomainError.field('paid', 'paid_too_much', { max: amount });
  return moneyFromCents(owed);
}
