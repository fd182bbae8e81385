import { DomainError } from '../errors/domain-error.js';
import { addDays, daysBetween, laterOf, MAX_DATE, type CalendarDate } from '../lib/calendar-date.js';
import type { ExplanationStep } from '../lib/explanation.js';

/** What was sold: the inputs of one link of the chain. */
export interface ChainPayment {
  id: number;
  durationDays: number;
  saleDate: CalendarDate;
  /** Null = as soon as possible. */
  askedStartDate: CalendarDate | null;
  refundDate: CalendarDate | null;
  /** The stored result of the last replay, or the start planned for a new sale: it gives the order. */
  startDate: CalendarDate;
}

/** Both days inclusive; freezes of one client never overlap. */
export interface ChainFreeze {
  startDate: CalendarDate;
  endDate: CalendarDate;
}

/** A membership period, both days inclusive. `endDate` is the day before `startDate` when a refund left no day. */
export interface ChainPeriod {
  paymentId: number;
  startDate: CalendarDate;
  endDate: CalendarDate;
  explanation: ExplanationStep[];
}

/**
 * Replays what was asked into membership periods (docs/rules.md, "The chain"): payment by payment in the order of their
 * start, each begins on its asked start (else its sale day) or the day after the previous period, whichever is later;
 * a day that is not frozen uses up one of its days, a frozen day none, until none is left or the refund day comes.
 */
export function replayChain(payments: readonly ChainPayment[], freezes: readonly ChainFreeze[]): ChainPeriod[] {
  const orderedFreezes = [...freezes].sort((a, b) => (a.startDate < b.startDate ? -1 : 1));
  const periods: ChainPeriod[] = [];
  let previousEnd: CalendarDate | null = null;
  for (const payment of inChainOrder(payments)) {
    const period = replayPayment(payment, previousEnd, orderedFreezes);
    periods.push(period);
    previousEnd = previousEnd === null ? period.endDate : laterOf(previousEnd, period.endDate);
  }
  return periods;
}

function inChainOrder(payments: readonly ChainPayment[]): ChainPayment[] {
  return [...payments].sort((a, b) => (a.startDate === b.startDate ? a.id - b.id : a.startDate < b.startDate ? -1 : 1));
}

function replayPayment(
  payment: ChainPayment,
  previousEnd: CalendarDate | null,
  freezes: readonly ChainFreeze[],
): ChainPeriod {
  const wanted = payment.askedStartDate ?? payment.saleDate;
  const chained = previousEnd !== null && addDays(previousEnd, 1) > wanted;
  const startDate = chained ? addDays(previousEnd, 1) : wanted;
  const sold: ExplanationStep = {
    kind: 'sold',
    days: payment.durationDays,
    startDate,
    reason: chained ? 'after_previous' : payment.askedStartDate ? 'asked' : 'sale',
  };
  const { endDate: fullEnd, frozen } = useUpDays(startDate, payment.durationDays, freezes);
  const { refundDate } = payment;
  const refunded = refundDate !== null && refundDate <= fullEnd;
  const endDate = refunded ? laterOf(addDays(refundDate, -1), addDays(startDate, -1)) : fullEnd;
  const explanation: ExplanationStep[] = [sold];
  for (const step of frozen) {
    if (step.startDate > endDate) continue;
    const lastDay = step.endDate > endDate ? endDate : step.endDate;
    explanation.push({ ...step, endDate: lastDay, days: daysBetween(step.startDate, lastDay) + 1 });
  }
  if (refunded) explanation.push({ kind: 'refunded', date: refundDate });
  explanation.push({ kind: 'ends', endDate });
  return { paymentId: payment.id, startDate, endDate, explanation };
}

type FrozenStep = Extract<ExplanationStep, { kind: 'frozen' }>;

function useUpDays(
  startDate: CalendarDate,
  durationDays: number,
  freezes: readonly ChainFreeze[],
): { endDate: CalendarDate; frozen: FrozenStep[] } {
  const frozen: FrozenStep[] = [];
  let cursor = startDate;
  let left = durationDays;
  for (const freeze of freezes) {
    if (freeze.endDate < cursor) continue;
    const free = Math.max(0, daysBetween(cursor, freeze.startDate));
    if (left <= free) break;
    left -= free;
    const firstFrozen = laterOf(cursor, freeze.startDate);
    const days = daysBetween(firstFrozen, freeze.endDate) + 1;
    frozen.push({ kind: 'frozen', startDate: firstFrozen, endDate: freeze.endDate, days });
    cursor = addDays(freeze.endDate, 1);
  }
  return { endDate: addDays(cursor, left - 1), frozen };
}

/**
 * A day after `MAX_DATE` could be stored but never be read again. Throws `date_too_far` for the field `path`, whose value
 * makes the chain that long.
 */
export function requireWithinCalendar(periods: readonly ChainPeriod[], path: string): void {
  if (periods.some(({ endDate }) => endDate > MAX_DATE)) throw DomainError.field(path, 'date_too_far');
}

/** A period that a change moves, with where it was. */
export interface MovedPeriod {
  id: number;
  startDate: CalendarDate;
  endDate: CalendarDate;
  before: { startDate: CalendarDate; endDate: CalendarDate };
}

/** The periods that differ from what is stored, in the order of the chain. */
export function movedPeriods(
  stored: readonly { id: number; startDate: CalendarDate; endDate: CalendarDate }[],
  replayed: readonly ChainPeriod[],
): MovedPeriod[] {
  return replayed.flatMap(({ paymentId, startDate, endDate }) => {
    const before = stored.find(({ id }) => id === paymentId);
    if (!before || (before.startDate === startDate && before.endDate === endDate)) return [];
    return [{ id: paymentId, startDate, endDate, before: { startDate: before.startDate, endDate: before.endDate } }];
  });
}
