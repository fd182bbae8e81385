import type { ClosureScope } from '../../src/closures/closure.entity.js';
import type { CalendarDate } from '../../src/lib/calendar-date.js';
import type { ChainClosure, ChainFreeze, ChainPayment, ChainVisit } from '../../src/payments/chain.rules.js';

/** Which of the story's two clients. The first may be put into the story's group. */
export type Who = 0 | 1;
export const EVERYBODY: readonly Who[] = [0, 1];

/** What is on the price list. */
export interface PlanTerms {
  days: number;
  months: number | null;
  visits: number | null;
  isTrial: boolean;
}

interface Sale {
  kind: 'sell';
  who: Who;
  /** Null = by days alone, without a plan. */
  plan: PlanTerms | null;
  days: number;
  /** Null = as soon as possible. */
  startDate: CalendarDate | null;
  /** Left out = all of it. */
  paid?: string;
}

/** One thing that staff do, on the story's present day. */
export type Deed =
  | Sale
  | { kind: 'freeze'; who: Who; startDate: CalendarDate; endDate: CalendarDate }
  | { kind: 'resume' | 'cancel'; freezeId: number }
  /** `session`: 0 = without one; a second visit of one day belongs to a session. */
  | { kind: 'visit'; who: Who; date: CalendarDate; session: 0 | 1 }
  | { kind: 'remove visit'; visitId: number }
  | { kind: 'refund'; paymentId: number; date: CalendarDate | null }
  | { kind: 'undo refund'; paymentId: number }
  | { kind: 'close'; scope: ClosureScope; plan: PlanTerms | null; startDate: CalendarDate; endDate: CalendarDate }
  | { kind: 'undo closure'; closureId: number }
  | { kind: 'move'; paymentId: number; startDate: CalendarDate | null }
  | { kind: 'undo move'; paymentId: number }
  | { kind: 'transfer'; paymentId: number; to: Who; date: CalendarDate | null }
  | { kind: 'undo transfer'; paymentId: number }
  /** The story's group. */
  | { kind: 'join' | 'leave'; who: Who };
export type DeedKind = Deed['kind'];
export type DeedOf<K extends DeedKind> = Extract<Deed, { kind: K }>;

export interface StoryFreeze extends ChainFreeze {
  id: number;
}

export interface StoryVisit extends ChainVisit {
  paymentId: number | null;
}

/** A client's chain as it is stored. */
export interface StoryChain {
  payments: readonly ChainPayment[];
  freezes: readonly StoryFreeze[];
  closures: readonly ChainClosure[];
  visits: readonly StoryVisit[];
}

/** Two clients of one studio, and what has been done so far. */
export interface Story {
  /** The day on the studio's calendar. */
  readonly today: CalendarDate;
  /** Time passes, on the clock and not on the calendar. */
  pass(hours: number): null;
  chain(who: Who): Promise<StoryChain>;
  /** Those that are not undone. */
  closures(): Promise<{ id: number }[]>;
  /** Gives the id of what it made; of a deed that makes nothing the id it was about. Throws `DomainError`. */
  perform(deed: Deed): Promise<number>;
}

/** The deed that takes another back, or null where nothing does; `id` is what `perform` gave. */
export function inverseOf(deed: Deed, id: number, today: CalendarDate): Deed | null {
  switch (deed.kind) {
    case 'freeze':
      if (deed.startDate < today) return null;
      return { kind: deed.startDate === today ? 'resume' : 'cancel', freezeId: id };
    case 'visit':
      return { kind: 'remove visit', visitId: id };
    case 'refund':
      return { kind: 'undo refund', paymentId: id };
    case 'close':
      return { kind: 'undo closure', closureId: id };
    case 'move':
      return { kind: 'undo move', paymentId: id };
    case 'transfer':
      return { kind: 'undo transfer', paymentId: deed.paymentId };
    default:
      return null;
  }
}
