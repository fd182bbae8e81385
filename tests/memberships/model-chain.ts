import { DomainError } from '../../src/errors/domain-error.js';
import { checkCancellable, frozenPayment, resumedEnd } from '../../src/lazy-days/freeze.rules.js';
import type { CalendarDate } from '../../src/lib/calendar-date.js';
import { ZERO_MONEY } from '../../src/lib/money.js';
import {
  movedPeriods,
  NEVER_USED,
  replayChain,
  type ChainFreeze,
  type ChainPayment,
  type MovedPeriod,
} from '../../src/payments/chain.rules.js';
import { changedInput, requireAskedStarts, requireFreezesCovered } from '../../src/payments/payment-change.rules.js';
import { checkRefundDate, earliestRefundDate } from '../../src/payments/refund.rules.js';
import { PLANNED_ID, planRenewal } from '../../src/payments/renewal.rules.js';
import type { StoryChain } from './story.js';

/*
 * A chain after each deed, by the rules themselves and without any service. `id` is that of what the deed makes. Each throws
 * the rule's `DomainError`.
 */

export const EMPTY_CHAIN: StoryChain = { payments: [], freezes: [], closures: [], visits: [] };

export type SoldTerms = Pick<
  ChainPayment,
  'planId' | 'durationDays' | 'durationMonths' | 'visitLimit' | 'askedStartDate'
>;

/** What a move leaves for its undoing. */
export interface Move {
  former: Pick<ChainPayment, 'askedStartDate'>;
  moved: MovedPeriod[];
}

/** The result of the replay, kept; refused where a visit would lose its membership. */
export function replayed(chain: StoryChain): StoryChain {
  const periods = replayChain(chain);
  const payments = chain.payments.map((payment) => {
    const period = periods.find(({ paymentId }) => paymentId === payment.id);
    if (!period) throw new Error('the chain lost a payment');
    const { startDate, endDate, durationDays, visitsUsed, usedUpDate } = period;
    return { ...payment, startDate, endDate, durationDays, visitsUsed, usedUpDate };
  });
  const paymentOf = new Map(periods.flatMap(({ paymentId, visitIds }) => visitIds.map((id) => [id, paymentId])));
  const visits = chain.visits.map((visit) => ({ ...visit, paymentId: paymentOf.get(visit.id) ?? null }));
  if (visits.some(({ paymentId }) => paymentId === null)) throw new DomainError('visit_not_covered');
  return { ...chain, payments, visits };
}

export function afterSale(chain: StoryChain, terms: SoldTerms, today: CalendarDate, id: number): StoryChain {
  const { startDate, endDate } = planRenewal(chain, { ...terms, today, mayBackdate: true });
  const payment = { ...terms, ...NEVER_USED, id, saleDate: today, startDate, endDate };
  return replayed({ ...chain, payments: [...chain.payments, payment] });
}

export function afterFreeze(chain: StoryChain, range: ChainFreeze, today: CalendarDate, id: number): StoryChain {
  const { startDate, endDate } = range;
  const visitDays = chain.visits.map(({ date }) => date);
  const request = { startDate, endDate, today, mayBackdate: true, reason: 'болезнь' };
  frozenPayment(chain.payments, chain.freezes, visitDays, request);
  return replayed({ ...chain, freezes: [...chain.freezes, { id, startDate, endDate }] });
}

export function afterReturn(chain: StoryChain, freezeId: number, today: CalendarDate): StoryChain {
  const freeze = found(chain.freezes, freezeId);
  const endDate = resumedEnd(freeze, today);
  const others = chain.freezes.filter((other) => other !== freeze);
  return replayed({ ...chain, freezes: endDate === null ? others : [...others, { ...freeze, endDate }] });
}

export function afterCancel(chain: StoryChain, freezeId: number, today: CalendarDate): StoryChain {
  const freeze = found(chain.freezes, freezeId);
  checkCancellable(freeze, today);
  return replayed({ ...chain, freezes: chain.freezes.filter((other) => other !== freeze) });
}

export function afterVisit(chain: StoryChain, date: CalendarDate, id: number): StoryChain {
  const periods = replayChain({ ...chain, visits: [...chain.visits, { id: PLANNED_ID, date }] });
  const taken = periods.flatMap(({ visitIds }) => visitIds);
  if (taken.length <= chain.visits.length) throw new DomainError('client_not_active');
  return replayed({ ...chain, visits: [...chain.visits, { id, date, paymentId: null }] });
}

export function afterVisitRemoved(chain: StoryChain, visitId: number): StoryChain {
  const visit = found(chain.visits, visitId);
  return replayed({ ...chain, visits: chain.visits.filter((other) => other !== visit) });
}

export function afterRefund(chain: StoryChain, id: number, date: CalendarDate | null, today: CalendarDate): StoryChain {
  return replayed(withPayment(chain, id, { refundDate: cutDate(chain, id, date, today) }));
}

export function afterRefundUndone(chain: StoryChain, id: number): StoryChain {
  if (found(chain.payments, id).refundDate === null) throw new DomainError('not_refunded');
  return replayed(withPayment(chain, id, { refundDate: null }));
}

export function afterMove(chain: StoryChain, id: number, askedStartDate: CalendarDate | null, today: CalendarDate) {
  const payment = found(chain.payments, id);
  if (payment.refundDate !== null) throw new DomainError('already_refunded');
  if (payment.transferDate !== null) throw new DomainError('already_transferred');
  const after = corrected(chain, withPayment(chain, id, changedInput(payment, { askedStartDate }, today)), id);
  const former = { askedStartDate: payment.askedStartDate };
  const move: Move = { former, moved: movedPeriods(chain.payments, replayChain(after)) };
  return { after, move };
}

/** Every period that the move moved goes back to its place, as long as it is as the move left it. */
export function afterMoveUndone(chain: StoryChain, id: number, { former, moved }: Move): StoryChain {
  const isAsLeft = (period: MovedPeriod): boolean => {
    const { startDate, endDate } = found(chain.payments, period.id);
    return startDate === period.startDate && endDate === period.endDate;
  };
  if (!moved.every(isAsLeft)) throw new DomainError('nothing_to_undo');
  const inputs = moved.reduce((back, period) => withPayment(back, period.id, period.before), chain);
  return corrected(chain, withPayment(inputs, id, former), id);
}

/** What the owner corrects pushes no asked start and takes nothing from under a freeze. */
export function corrected(chain: StoryChain, inputs: StoryChain, paymentId: number): StoryChain {
  const periods = replayChain(inputs);
  requireAskedStarts(inputs.payments, periods, { paymentId, path: 'startDate' });
  requireFreezesCovered(chain.freezes, chain.payments, periods);
  return replayed(inputs);
}

/** The day on which a refund or a transfer ends the payment; null asks for the earliest. */
export function cutDate(chain: StoryChain, id: number, asked: CalendarDate | null, today: CalendarDate): CalendarDate {
  const visitDays = chain.visits.filter(({ paymentId }) => paymentId === id).map(({ date }) => date);
  const date = asked ?? earliestRefundDate(visitDays, today);
  // Money has no say in the dates.
  const payment = { ...found(chain.payments, id), amount: ZERO_MONEY, owedAmount: ZERO_MONEY };
  checkRefundDate(payment, date, visitDays, today);
  return date;
}

export function withPayment(chain: StoryChain, id: number, news: Partial<ChainPayment>): StoryChain {
  const payments = chain.payments.map((one) => (one.id === id ? { ...one, ...news } : one));
  return { ...chain, payments };
}

export function found<T extends { id: number }>(rows: readonly T[], id: number): T {
  const row = rows.find((one) => one.id === id);
  if (!row) throw new DomainError('not_found');
  return row;
}
