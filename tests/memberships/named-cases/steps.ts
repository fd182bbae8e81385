import { calendarDate as day, type CalendarDate } from '../../../src/lib/calendar-date.js';
import type { ClientStatus } from '../../../src/contract/clients.js';
import type { ErrorCode } from '../../../src/contract/error-codes.js';
import type { Deed, PlanTerms, Who } from '../story.js';

/**
 * What was done on a day. In place of an id stands a number: sales, freezes, closures and visits are counted from 1 in the
 * order in which they were made.
 */
export interface Step {
  on: CalendarDate;
  /** On the studio's wall clock. */
  at: string;
  deed: Deed;
}

export interface NamedCase {
  title: string;
  steps: Step[];
  /** The periods of the first client in the order of the sales: `2027-03-01..2027-03-30`, or `ни дня`. */
  periods: string[];
  /** The same of the second client. */
  second?: string[];
  /** The visits taken from each membership of the first client. */
  visits?: number[];
  /** Why the last step is refused; the periods are those from before it. */
  refused?: ErrorCode;
  /** The first client's status on days. */
  statuses?: Record<string, ClientStatus>;
  /** Why until that day, by the place in the chain. */
  explained?: Record<number, string>;
  /** Left out: Asia/Bishkek, which changes no clocks. */
  zone?: string;
}

interface SaleOptions {
  from?: string;
  who?: Who;
  paid?: string;
  at?: string;
}

const step = (on: string, deed: Deed, at = '12:00'): Step => ({ on: day(on), at, deed });
const dayOrNone = (text: string | null): CalendarDate | null => (text === null ? null : day(text));

/** `terms`: the days, sold without a plan, or those of a plan. */
export function sell(on: string, terms: number | Partial<PlanTerms>, options: SaleOptions = {}): Step {
  const { from = null, who = 0, at, ...more } = options;
  const sold = typeof terms === 'number' ? { plan: null, days: terms } : { plan: planOf(terms), days: 30 };
  return step(on, { kind: 'sell', who, ...sold, startDate: dayOrNone(from), ...more }, at);
}

function planOf({ days = 30, months = null, visits = null, isTrial = false }: Partial<PlanTerms>): PlanTerms {
  return { days, months, visits, isTrial };
}

export const freeze = (on: string, from: string, to: string): Step =>
  step(on, { kind: 'freeze', who: 0, startDate: day(from), endDate: day(to) });
export const resume = (on: string, freezeId = 1): Step => step(on, { kind: 'resume', freezeId });
export const cancel = (on: string, freezeId = 1): Step => step(on, { kind: 'cancel', freezeId });

export const visit = (on: string, date = on): Step => step(on, { kind: 'visit', who: 0, date: day(date), session: 0 });
/** The same day once more: a session of the group. */
export const visitAgain = (on: string): Step => step(on, { kind: 'visit', who: 0, date: day(on), session: 1 });
export const removeVisit = (on: string, visitId: number): Step => step(on, { kind: 'remove visit', visitId });

export const refund = (on: string, paymentId = 1, date: string | null = on): Step =>
  step(on, { kind: 'refund', paymentId, date: dayOrNone(date) });
export const undoRefund = (on: string, paymentId = 1): Step => step(on, { kind: 'undo refund', paymentId });

export const close = (on: string, from: string, to = from): Step =>
  step(on, { kind: 'close', scope: 'studio', plan: null, startDate: day(from), endDate: day(to) });
export const closeGroup = (on: string, from: string, to: string): Step =>
  step(on, { kind: 'close', scope: 'group', plan: null, startDate: day(from), endDate: day(to) });
export const closePlan = (on: string, plan: Partial<PlanTerms>, from: string, to: string): Step =>
  step(on, { kind: 'close', scope: 'plan', plan: planOf(plan), startDate: day(from), endDate: day(to) });
export const undoClosure = (on: string, closureId = 1): Step => step(on, { kind: 'undo closure', closureId });
export const join = (on: string): Step => step(on, { kind: 'join', who: 0 });
export const leave = (on: string): Step => step(on, { kind: 'leave', who: 0 });

export const move = (on: string, paymentId: number, to: string | null): Step =>
  step(on, { kind: 'move', paymentId, startDate: dayOrNone(to) });
export const undoMove = (on: string, paymentId: number): Step => step(on, { kind: 'undo move', paymentId });
export const transfer = (on: string, paymentId = 1, date: string | null = on): Step =>
  step(on, { kind: 'transfer', paymentId, to: 1, date: dayOrNone(date) });
export const undoTransfer = (on: string, paymentId = 1): Step => step(on, { kind: 'undo transfer', paymentId });
