import { z } from 'zod';
import { calendarDateSchema, optionalText } from '../clients/client.rules.js';
import { covers } from '../clients/client-status.rules.js';
import { DomainError } from '../errors/domain-error.js';
import { wholeNumber } from '../errors/validate.js';
import { addDays, type CalendarDate } from '../lib/calendar-date.js';
import { moneyToCents, type Money } from '../lib/money.js';
import { amountSchema } from '../plans/plan.rules.js';
import type { ChainFreeze, ChainPayment, ChainPeriod } from './chain.rules.js';
import { owedOf, receivedInAll } from './debt.rules.js';
import { PAYMENT_METHODS, type Payment } from './payment.entity.js';
import { checkAskedStart } from './renewal.rules.js';

const emptyToNull = (value: unknown): unknown => (value === '' ? null : value);

/** What is left out stays as it is. */
export const paymentChangeSchema = z.object({
  /** Empty = as soon as possible. */
  startDate: z.preprocess(emptyToNull, calendarDateSchema.nullable()).optional(),
  /** Sold by days, whatever it was sold by before. */
  durationDays: wholeNumber(1, 3660).optional(),
  /** Empty = sold by days. */
  durationMonths: z.preprocess(emptyToNull, wholeNumber(1, 120).nullable()).optional(),
  /** Empty = no limit. */
  visitLimit: z.preprocess(emptyToNull, wholeNumber(1, 1000).nullable()).optional(),
  amount: amountSchema.optional(),
  /** What was received on the day of sale. */
  paid: amountSchema.optional(),
  method: z.enum(PAYMENT_METHODS).optional(),
  note: optionalText(500),
});
type PaymentChangeInput = z.output<typeof paymentChangeSchema>;

const PERIOD_TERMS = ['askedStartDate', 'durationDays', 'durationMonths', 'visitLimit'] as const;
type MoneyTerm = 'amount' | 'paidAmount' | 'owedAmount' | 'method' | 'note';

/** What of a payment can be changed after the sale. */
export type PaymentTerms = Pick<Payment, (typeof PERIOD_TERMS)[number] | MoneyTerm>;

/**
 * What the input changes of the payment; debts are computed anew. Throws `nothing_changed`, `paid_too_much` for `paid`, and
 * for what a refund or a transfer has fixed `already_refunded`, `already_transferred`, `refund_too_large`.
 */
export function changedTerms(
  payment: Payment,
  input: PaymentChangeInput,
  instalments: readonly { amount: Money }[],
): Partial<PaymentTerms> {
  const { startDate, durationDays, durationMonths, visitLimit, method, note } = input;
  const wanted: { [Term in keyof PaymentTerms]?: PaymentTerms[Term] | undefined } = {
    askedStartDate: startDate,
    durationMonths: durationMonths ?? (durationDays === undefined ? durationMonths : null),
    // Of months the days are a result.
    durationDays: typeof durationMonths === 'number' ? undefined : durationDays,
    visitLimit,
    ...moneyTerms(payment, input, instalments),
    method,
    note,
  };
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const news = Object.fromEntries(
    given.filter(([term, value]) => payment[term as keyof PaymentTerms] !== value),
  ) as Partial<PaymentTerms>;
  if (Object.keys(news).length === 0) throw new DomainError('nothing_changed');
  if (movesPeriod(news)) {
    if (payment.refundDate !== null) throw new DomainError('already_refunded');
    if (payment.transferDate !== null) throw new DomainError('already_transferred');
  }
  return news;
}

/** Where all was paid at once and only the price is corrected, what was paid follows it. */
function moneyTerms(
  payment: Payment,
  { amount = payment.amount, paid }: PaymentChangeInput,
  instalments: readonly { amount: Money }[],
): Pick<PaymentTerms, 'amount' | 'paidAmount' | 'owedAmount'> {
  const wasPaidAtOnce = moneyToCents(payment.paidAmount) === moneyToCents(payment.amount);
  const paidAmount = paid ?? (wasPaidAtOnce && instalments.length === 0 ? amount : payment.paidAmount);
  const owed = owedOf({ amount, paidAmount, refundDate: null }, instalments);
  const received = receivedInAll(paidAmount, instalments);
  if (payment.refundAmount !== null && moneyToCents(received) < moneyToCents(payment.refundAmount)) {
    throw DomainError.field('paid', 'refund_too_large', { max: received });
  }
  return { amount, paidAmount, owedAmount: payment.refundDate === null ? owed : payment.owedAmount };
}

/** Whether the period follows from what is changed. */
export function movesPeriod(news: Partial<PaymentTerms>): boolean {
  return PERIOD_TERMS.some((term) => term in news);
}

/** The field of the form to blame when the period does not fit. */
export function fieldToBlame(news: Partial<PaymentTerms>): string {
  if (news.askedStartDate !== undefined) return 'startDate';
  return typeof news.durationMonths === 'number' ? 'durationMonths' : 'durationDays';
}

/**
 * The payment as the replay takes it after the change. One with an asked start takes its place by that day, before another
 * that begins on it; one that is to begin as soon as possible keeps its present place.
 * Throws `date_too_far` for `startDate`, `out_of_range` for a `visitLimit` below the visits carried over.
 */
export function changedInput(
  { visitsCarried }: ChainPayment,
  news: Partial<PaymentTerms>,
  today: CalendarDate,
): Partial<ChainPayment> {
  const { askedStartDate, durationDays, durationMonths, visitLimit } = news;
  if (typeof visitLimit === 'number' && visitLimit < visitsCarried) {
    throw DomainError.field('visitLimit', 'out_of_range', { min: visitsCarried });
  }
  const terms = {
    ...(askedStartDate === undefined ? {} : { askedStartDate }),
    ...(durationDays === undefined ? {} : { durationDays }),
    ...(durationMonths === undefined ? {} : { durationMonths }),
    ...(visitLimit === undefined ? {} : { visitLimit }),
  };
  if (!askedStartDate) return terms;
  checkAskedStart(askedStartDate, { today, mayBackdate: true });
  // Of two with one start a period without a day comes first.
  return { ...terms, startDate: askedStartDate, endDate: addDays(askedStartDate, -1) };
}

/**
 * No membership with an asked start begins later than its place in `payments` says: it may only move with freezes and
 * closures. Throws `period_overlap` for the field `path` with the days that are in the way of the changed one.
 */
export function requireAskedStarts(
  payments: readonly ChainPayment[],
  periods: readonly ChainPeriod[],
  { paymentId, path }: { paymentId: number; path: string },
): void {
  for (const payment of payments) {
    const { askedStartDate, startDate: place } = payment;
    const period = periods.find((one) => one.paymentId === payment.id);
    if (askedStartDate === null || !period || period.endDate < period.startDate || period.startDate <= place) continue;
    const inTheWay = payment.id === paymentId ? periods.find((other) => covers(other, place)) : payment;
    const { startDate, endDate } = inTheWay ?? period;
    throw DomainError.field(path, 'period_overlap', { startDate, endDate });
  }
}

/** A freeze that froze something goes on doing so. Throws `payment_has_freezes` with its days. */
export function requireFreezesCovered(
  freezes: readonly ChainFreeze[],
  before: readonly ChainFreeze[],
  after: readonly ChainFreeze[],
): void {
  const meets = (freeze: ChainFreeze) => (period: ChainFreeze) =>
    period.startDate <= period.endDate && period.startDate <= freeze.endDate && freeze.startDate <= period.endDate;
  const lost = freezes.find((freeze) => before.some(meets(freeze)) && !after.some(meets(freeze)));
  if (lost) throw new DomainError('payment_has_freezes', { startDate: lost.startDate, endDate: lost.endDate });
}

/**
 * The freezes that are not over and whose first day has come from their own membership into another one, with its id. One
 * that was in another one before (a closure pushed it there) stays as it is, so that taking the correction back is exact.
 */
export function followingFreezes<T extends ChainFreeze & { id: number; paymentId: number }>(
  freezes: readonly T[],
  before: readonly Pick<Payment, 'id' | 'startDate' | 'endDate'>[],
  periods: readonly ChainPeriod[],
  today: CalendarDate,
): { id: number; paymentId: number }[] {
  return freezes.flatMap(({ id, paymentId, startDate, endDate }) => {
    const wasOwn = before.some((payment) => payment.id === paymentId && covers(payment, startDate));
    const covering = periods.filter((period) => covers(period, startDate));
    const [first] = covering;
    const isOwn = covering.some((period) => period.paymentId === paymentId);
    return first && wasOwn && !isOwn && endDate >= today ? [{ id, paymentId: first.paymentId }] : [];
  });
}

/** What else knows of a payment. */
export interface PaymentTraces {
  visits: readonly { paymentId: number | null; date: CalendarDate }[];
  freezes: readonly (ChainFreeze & { paymentId: number })[];
  instalments: readonly unknown[];
}

/**
 * Only a sale that nothing was built on can be taken away. Throws `payment_has_visits`, `payment_has_freezes`,
 * `payment_depended_on`.
 */
export function requireUntouched(
  { id, refundDate, transferDate }: Pick<Payment, 'id' | 'refundDate' | 'transferDate'>,
  { visits, freezes, instalments }: PaymentTraces,
): void {
  const visit = visits.find(({ paymentId }) => paymentId === id);
  if (visit) throw new DomainError('payment_has_visits', { date: visit.date });
  const freeze = freezes.find(({ paymentId }) => paymentId === id);
  if (freeze) throw new DomainError('payment_has_freezes', { startDate: freeze.startDate, endDate: freeze.endDate });
  if (refundDate !== null || transferDate !== null || instalments.length > 0) {
    throw new DomainError('payment_depended_on');
  }
}
