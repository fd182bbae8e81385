import { earlierOf, type CalendarDate } from '../lib/calendar-date.js';
import type { ChainClosure, ChainFreeze, ChainInputs, ChainPayment } from '../payments/chain.rules.js';

/** A freeze with what was asked for at first, and the studio's day on which it was written down. */
export interface RecordedFreeze extends ChainFreeze {
  askedEndDate: CalendarDate;
  recordedDate: CalendarDate;
}

export interface RecordedClosure extends ChainClosure {
  recordedDate: CalendarDate;
}

export interface RecordedFacts {
  payments: readonly ChainPayment[];
  freezes: readonly RecordedFreeze[];
  closures: readonly RecordedClosure[];
}

/**
 * What a client's memberships followed from at the end of `day` (docs/figures.md, "As of a day"): everything dated up to that
 * day, whenever it was written down, and what had been written down by then about later days.
 */
export function factsKnownOn(day: CalendarDate, { payments, freezes, closures }: RecordedFacts): ChainInputs {
  return {
    payments: payments
      .filter(({ saleDate, startDate }) => earlierOf(saleDate, startDate) <= day)
      .map((payment) => paymentKnownOn(day, payment)),
    freezes: freezes
      .filter(({ startDate, recordedDate }) => earlierOf(startDate, recordedDate) <= day)
      .map(({ startDate, endDate, askedEndDate }) => {
        // Somebody who came back early did so on the day after the last frozen one.
        return { startDate, endDate: endDate >= day && endDate < askedEndDate ? askedEndDate : endDate };
      }),
    closures: closures.filter(({ startDate, recordedDate }) => earlierOf(startDate, recordedDate) <= day),
    visits: null,
  };
}

function paymentKnownOn(day: CalendarDate, payment: ChainPayment): ChainPayment {
  const { refundDate, transferDate, usedUpDate, visitsUsed } = payment;
  const isUsedUpLater = usedUpDate !== null && usedUpDate > day;
  return {
    ...payment,
    refundDate: refundDate !== null && refundDate > day ? null : refundDate,
    transferDate: transferDate !== null && transferDate > day ? null : transferDate,
    usedUpDate: isUsedUpLater ? null : usedUpDate,
    visitsUsed: isUsedUpLater ? 0 : visitsUsed,
  };
}
