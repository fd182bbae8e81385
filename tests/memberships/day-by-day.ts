import { addDays, laterOf, MIN_DATE, type CalendarDate } from '../../src/lib/calendar-date.js';
import type { ChainFreeze, ChainPayment } from '../../src/payments/chain.rules.js';
import type { StoryChain, StoryVisit } from './story.js';

export interface WalkedPeriod {
  paymentId: number;
  startDate: CalendarDate;
  endDate: CalendarDate;
  visitIds: number[];
}

/** Where the finger stands after a membership. */
interface Place {
  /** The first day that is still free. */
  free: CalendarDate;
  /** The membership before was a pack whose last visit was taken the day before. */
  isAfterPack: boolean;
}

/**
 * The rule of the chain told a second time, as one finds a last day with a finger on a wall calendar: day after day, with
 * no arithmetic over ranges to go wrong in. `payments` come in the order of the chain.
 */
export function walkDayByDay(chain: StoryChain): WalkedPeriod[] {
  const open = new Set([...chain.visits].sort((a, b) => a.id - b.id));
  const walked: WalkedPeriod[] = [];
  let place: Place = { free: MIN_DATE, isAfterPack: false };
  for (const payment of chain.payments) {
    const period = walkOne(chain, payment, place, open);
    walked.push(period);
    const isAfterPack = period.visitIds.length + payment.visitsCarried === payment.visitLimit;
    place = { free: laterOf(addDays(period.endDate, 1), place.free), isAfterPack };
  }
  return walked;
}

function walkOne(chain: StoryChain, payment: ChainPayment, place: Place, open: Set<StoryVisit>): WalkedPeriod {
  const wanted = payment.askedStartDate ?? payment.saleDate;
  const startDate = laterOf(place.free, wanted);
  const visitIds: number[] = [];
  const hasVisitsLeft = (): boolean => visitIds.length + payment.visitsCarried !== payment.visitLimit;
  const takeVisits = (day: CalendarDate): void => {
    for (const visit of open) {
      if (visit.date !== day || !hasVisitsLeft() || standsStill(chain, payment, day) || isOver(payment, day)) continue;
      visitIds.push(visit.id);
      open.delete(visit);
    }
  };
  // Who comes twice on the day that uses up a pack: the second visit is taken from the next membership.
  if (place.isAfterPack && place.free === startDate) takeVisits(addDays(startDate, -1));
  let left = payment.durationMonths === null ? payment.durationDays : daysOfMonths(startDate, payment.durationMonths);
  let day = startDate;
  while (left > 0 && hasVisitsLeft() && !isOver(payment, day)) {
    if (!standsStill(chain, payment, day)) left -= 1;
    takeVisits(day);
    day = addDays(day, 1);
  }
  return { paymentId: payment.id, startDate, endDate: addDays(day, -1), visitIds };
}

/** Frozen, or closed for this membership. */
export function standsStill({ freezes, closures }: StoryChain, { planId }: ChainPayment, day: CalendarDate): boolean {
  const closed = closures.filter((closure) => closure.planId === null || closure.planId === planId);
  return isIn(freezes, day) || isIn(closed, day);
}

export function isIn(ranges: readonly ChainFreeze[], day: CalendarDate): boolean {
  return ranges.some(({ startDate, endDate }) => startDate <= day && day <= endDate);
}

/** From the day of a refund or transfer on nothing is covered any more. */
function isOver({ refundDate, transferDate }: ChainPayment, day: CalendarDate): boolean {
  return (refundDate !== null && refundDate <= day) || (transferDate !== null && transferDate <= day);
}

/** Until the day before the same number so many months later; a month without that number is over on its last day. */
function daysOfMonths(startDate: CalendarDate, months: number): number {
  const monthOf = (day: CalendarDate): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  const lastMonth = monthOf(startDate) + months;
  const isAfter = (day: CalendarDate): boolean =>
    monthOf(day) > lastMonth || (monthOf(day) === lastMonth && day.slice(8) >= startDate.slice(8));
  let days = 0;
  while (!isAfter(addDays(startDate, days))) days += 1;
  return days;
}
