import { DomainError } from '../errors/domain-error.js';
import {
  addDays,
  addMonthsOfTerm,
  daysBetween,
  daysInclusive,
  earlierOf,
  laterOf,
  MAX_DATE,
  type CalendarDate,
} from '../lib/calendar-date.js';
import type { ExplanationStep } from '../lib/explanation.js';
import { breaksOf, isOnBreak, type Break, type ChainClosure, type ChainFreeze } from './chain-breaks.rules.js';

export type { ChainClosure, ChainFreeze } from './chain-breaks.rules.js';

/** What was sold: the inputs of one link of the chain. */
export interface ChainPayment {
  id: number;
  planId: number | null;
  /** The days sold; ignored where `durationMonths` is given. */
  durationDays: number;
  durationMonths: number | null;
  saleDate: CalendarDate;
  /** Null = as soon as possible. */
  askedStartDate: CalendarDate | null;
  refundDate: CalendarDate | null;
  /** From this day on the rest belongs to another client. */
  transferDate: CalendarDate | null;
  visitLimit: number | null;
  /** Visits used before they were kept here. */
  visitsCarried: number;
  /** The stored result of the last replay; used where the visits themselves are not given. */
  usedUpDate: CalendarDate | null;
  visitsUsed: number;
  /** The stored result of the last replay, or the start planned for a new sale: with `endDate` it gives the order. */
  startDate: CalendarDate;
  endDate: CalendarDate;
}

/** Of a membership that has only just been sold. */
export const NEVER_USED = {
  refundDate: null,
  transferDate: null,
  visitsCarried: 0,
  visitsUsed: 0,
  usedUpDate: null,
} as const satisfies Partial<ChainPayment>;

/** One visit of the client, whichever membership it is taken from. */
export interface ChainVisit {
  id: number;
  date: CalendarDate;
}

/** Everything the periods of one client follow from. */
export interface ChainInputs {
  payments: readonly ChainPayment[];
  /** Of one client they never overlap. */
  freezes: readonly ChainFreeze[];
  /** Those that concern this client; they may overlap freezes and each other. */
  closures: readonly ChainClosure[];
  /** Null = not read: used-up packs end on their stored `usedUpDate`. */
  visits: readonly ChainVisit[] | null;
}

/** A membership period, both days inclusive. `endDate` is the day before `startDate` when no day was left. */
export interface ChainPeriod {
  paymentId: number;
  startDate: CalendarDate;
  endDate: CalendarDate;
  /** The days sold; of months their length from `startDate`. */
  durationDays: number;
  visitsUsed: number;
  usedUpDate: CalendarDate | null;
  /** The visits taken from this membership, in their order. */
  visitIds: number[];
  explanation: ExplanationStep[];
}

/**
 * Replays what was asked into membership periods (docs/rules.md, "The chain"): payment by payment in the order of their
 * start, each begins on its asked start (else its sale day) or the day after the previous period, whichever is later;
 * a day that is neither frozen nor closed uses up one of its days, until none is left, the last visit of a pack is taken,
 * or the day of a refund or transfer comes. A visit is taken from the earliest period of its day that has one left.
 */
export function replayChain({ payments, freezes, closures, visits }: ChainInputs): ChainPeriod[] {
  const periods: ChainPeriod[] = [];
  let open = visits && [...visits].sort((a, b) => byDay(a.date, b.date) || a.id - b.id);
  let previous: Previous = { endDate: null, usedUpDate: null };
  for (const payment of inChainOrder(payments)) {
    const breaks = breaksOf(freezes, closures, payment.planId);
    const period = replayPayment(payment, previous, breaks, open);
    const taken = new Set(period.visitIds);
    open = open && open.filter(({ id }) => !taken.has(id));
    periods.push(period);
    const { endDate, usedUpDate } = period;
    previous = { endDate: previous.endDate === null ? endDate : laterOf(previous.endDate, endDate), usedUpDate };
  }
  return periods;
}

/**
 * Of two with one start a period without a day comes first: the other begins where it left off. Of two without a day the one
 * with the earlier asked start, however late it was sold: undone, each gets its former place.
 */
export function inChainOrder<P extends ChainPayment>(payments: readonly P[]): P[] {
  const isEmpty = ({ startDate, endDate }: P): number => (endDate < startDate ? 0 : 1);
  const byAskedStart = ({ askedStartDate: a }: P, { askedStartDate: b }: P): number => (a && b ? byDay(a, b) : 0);
  return [...payments].sort(
    (a, b) => byDay(a.startDate, b.startDate) || isEmpty(a) - isEmpty(b) || byAskedStart(a, b) || a.id - b.id,
  );
}

function byDay(a: CalendarDate, b: CalendarDate): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The last day that earlier periods cover, and the day that used up the one right before. */
interface Previous {
  endDate: CalendarDate | null;
  usedUpDate: CalendarDate | null;
}

function replayPayment(
  payment: ChainPayment,
  previous: Previous,
  breaks: readonly Break[],
  visits: readonly ChainVisit[] | null,
): ChainPeriod {
  const wanted = payment.askedStartDate ?? payment.saleDate;
  const afterPrevious = previous.endDate === null ? null : addDays(previous.endDate, 1);
  const isChained = afterPrevious !== null && afterPrevious > wanted;
  const startDate = isChained ? afterPrevious : wanted;
  const { durationMonths: months } = payment;
  const durationDays =
    months === null ? payment.durationDays : daysInclusive(startDate, addMonthsOfTerm(startDate, months));
  const full = useUpDays(startDate, durationDays, breaks);
  const cut = cutOf(payment, startDate, full.endDate);
  const lastDay = cut?.endDate ?? full.endDate;
  const visitDays = { startDate: firstVisitDay(startDate, previous, cut?.date ?? null), endDate: lastDay };
  const use = useUpVisits(payment, visitDays, breaks, visits);
  const usedUpEarly = use.usedUpDate !== null && use.usedUpDate < lastDay ? use.usedUpDate : null;
  const endDate = usedUpEarly ?? lastDay;
  const reason = isChained ? 'after_previous' : payment.askedStartDate ? 'asked' : 'sale';
  const explanation: ExplanationStep[] = [
    { kind: 'sold', days: durationDays, ...(months === null ? {} : { months }), startDate, reason },
    ...breakSteps(full.breaks, endDate),
    ...(cut ? [cut.step] : []),
    ...(usedUpEarly ? [{ kind: 'used_up' as const, visits: payment.visitLimit ?? 0, date: usedUpEarly }] : []),
    endDate < startDate ? { kind: 'none' } : { kind: 'ends', endDate },
  ];
  return { paymentId: payment.id, startDate, endDate, durationDays, ...use, explanation };
}

/** A second visit on the day that used up the pack before is taken from the period that begins the day after. */
function firstVisitDay(startDate: CalendarDate, previous: Previous, cutDate: CalendarDate | null): CalendarDate {
  const dayBefore = addDays(startDate, -1);
  return previous.usedUpDate === dayBefore && (cutDate === null || dayBefore < cutDate) ? dayBefore : startDate;
}

function breakSteps(breaks: readonly Break[], endDate: CalendarDate): ExplanationStep[] {
  return breaks
    .filter(({ startDate }) => startDate <= endDate)
    .map(({ startDate, endDate: last, reason }): ExplanationStep => {
      const range = { startDate, endDate: earlierOf(last, endDate) };
      const days = daysInclusive(range.startDate, range.endDate);
      return reason === null ? { kind: 'frozen', ...range, days } : { kind: 'closed', ...range, days, reason };
    });
}

/** What ends a period before its days are used up: a refund or a transfer, whichever comes first. */
function cutOf(
  { refundDate, transferDate }: ChainPayment,
  startDate: CalendarDate,
  fullEnd: CalendarDate,
): { date: CalendarDate; endDate: CalendarDate; step: ExplanationStep } | null {
  const isTransfer = transferDate !== null && (refundDate === null || transferDate < refundDate);
  const date = isTransfer ? transferDate : refundDate;
  if (date === null || date > fullEnd) return null;
  return {
    date,
    endDate: laterOf(addDays(date, -1), addDays(startDate, -1)),
    step: { kind: isTransfer ? 'transferred' : 'refunded', date },
  };
}

interface Use {
  visitsUsed: number;
  usedUpDate: CalendarDate | null;
  visitIds: number[];
}

/** The visits on the unbroken days of the period, in their order, as many as the pack has. */
function useUpVisits(
  { visitLimit, visitsCarried, visitsUsed, usedUpDate, startDate }: ChainPayment,
  period: ChainFreeze,
  breaks: readonly Break[],
  visits: readonly ChainVisit[] | null,
): Use {
  if (visits === null) {
    const isOver = visitLimit !== null && visitsUsed >= visitLimit;
    return { visitsUsed, usedUpDate: isOver ? (usedUpDate ?? startDate) : null, visitIds: [] };
  }
  const left = visitLimit === null ? visits.length : Math.max(0, visitLimit - visitsCarried);
  const taken = visits
    .filter(({ date }) => period.startDate <= date && date <= period.endDate && !isOnBreak(breaks, date))
    .slice(0, left);
  const isOver = visitLimit !== null && taken.length >= left;
  return {
    visitsUsed: visitsCarried + taken.length,
    // Where carried visits alone used it up, the day is the stored one.
    usedUpDate: isOver ? (taken.at(-1)?.date ?? usedUpDate ?? startDate) : null,
    visitIds: taken.map(({ id }) => id),
  };
}

function useUpDays(
  startDate: CalendarDate,
  durationDays: number,
  breaks: readonly Break[],
): { endDate: CalendarDate; breaks: Break[] } {
  const used: Break[] = [];
  let cursor = startDate;
  let left = durationDays;
  for (const next of breaks) {
    if (next.endDate < cursor) continue;
    const free = Math.max(0, daysBetween(cursor, next.startDate));
    if (left <= free) break;
    left -= free;
    used.push({ ...next, startDate: laterOf(cursor, next.startDate) });
    cursor = addDays(next.endDate, 1);
  }
  return { endDate: addDays(cursor, left - 1), breaks: used };
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
