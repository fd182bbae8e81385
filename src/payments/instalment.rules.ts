import { z } from 'zod';
import { calendarDateSchema, optionalText } from '../clients/client.rules.js';
import { DomainError } from '../errors/domain-error.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { moneyToCents, type Money } from '../lib/money.js';
import { amountSchema } from '../plans/plan.rules.js';
import { PAYMENT_METHODS } from './payment.entity.js';

const emptyToNull = (value: unknown): unknown => (value === '' ? null : value);

export const instalmentSchema = z.object({
  amount: amountSchema,
  method: z.enum(PAYMENT_METHODS).default('cash'),
  /** The day it was received; empty = today. */
  date: z.preprocess(emptyToNull, calendarDateSchema.nullish()),
  note: optionalText(500),
  idempotencyKey: z.string().min(1).max(120).nullish(),
});

/** The debt that is paid off. */
interface Debt {
  saleDate: CalendarDate;
  owedAmount: Money;
}

interface InstalmentRequest {
  amount: Money;
  date: CalendarDate;
  today: CalendarDate;
  /** The owner may record money of an earlier day. */
  mayBackdate: boolean;
}

/**
 * More than nothing, not more than is owed, on a day from the sale until today. Throws `nothing_owed`, for `amount`
 * `out_of_range`, `paid_too_much`, for `date` `date_in_future`, `owner_only`, `out_of_range`.
 */
export function checkInstalment({ saleDate, owedAmount }: Debt, request: InstalmentRequest): void {
  const { amount, date, today, mayBackdate } = request;
  if (moneyToCents(owedAmount) === 0) throw new DomainError('nothing_owed');
  if (moneyToCents(amount) === 0) throw DomainError.field('amount', 'out_of_range', { min: 0.01, max: owedAmount });
  if (moneyToCents(amount) > moneyToCents(owedAmount)) {
    throw DomainError.field('amount', 'paid_too_much', { max: owedAmount });
  }
  if (date > today) throw DomainError.field('date', 'date_in_future');
  if (date < today && !mayBackdate) throw DomainError.field('date', 'owner_only');
  if (date < saleDate) throw DomainError.field('date', 'out_of_range', { min: saleDate });
}
