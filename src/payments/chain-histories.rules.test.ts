import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { replay, sale } from '../../tests/factories/chain.js';
import { addDays, calendarDate as day, daysInclusive, type CalendarDate } from '../lib/calendar-date.js';
import { movedPeriods, type ChainFreeze } from './chain.rules.js';

const FIRST = day('2026-01-01');
const dates = fc.integer({ min: 0, max: 400 }).map((offset) => addDays(FIRST, offset));

const salesArbitrary = fc
  .array(fc.record({ saleDate: dates, durationDays: fc.integer({ min: 1, max: 120 }), asked: fc.option(dates) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((rows) =>
    rows.map(({ saleDate, durationDays, asked }, index) =>
      sale(index + 1, saleDate, { durationDays, askedStartDate: asked }),
    ),
  );

const freezesArbitrary = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 60 }), days: fc.integer({ min: 1, max: 30 }) }), { maxLength: 6 })
  .map((rows) => {
    let cursor = FIRST;
    return rows.map(({ gap, days }): ChainFreeze => {
      const startDate = addDays(cursor, gap);
      cursor = addDays(startDate, days);
      return { startDate, endDate: addDays(startDate, days - 1) };
    });
  });

function isFrozen(date: CalendarDate, freezes: readonly ChainFreeze[]): boolean {
  return freezes.some(({ startDate, endDate }) => startDate <= date && date <= endDate);
}

describe('in every history', () => {
  it('the covered days that are not frozen are exactly the days paid for', () => {
    fc.assert(
      fc.property(salesArbitrary, freezesArbitrary, (payments, freezes) => {
        for (const period of replay(payments, freezes)) {
          const days = daysInclusive(period.startDate, period.endDate);
          const covered = Array.from({ length: days }, (_, offset) => addDays(period.startDate, offset));
          const used = covered.filter((date) => !isFrozen(date, freezes));
          expect(used).toHaveLength(payments.find(({ id }) => id === period.paymentId)?.durationDays ?? -1);
        }
      }),
    );
  });

  it('periods never overlap and none starts before it was asked for', () => {
    fc.assert(
      fc.property(salesArbitrary, freezesArbitrary, (payments, freezes) => {
        const periods = replay(payments, freezes);
        periods.forEach((period, index) => {
          const next = periods[index + 1];
          if (next) expect(next.startDate > period.endDate).toBe(true);
          const payment = payments.find(({ id }) => id === period.paymentId);
          expect(period.startDate >= (payment?.askedStartDate ?? payment?.saleDate ?? '')).toBe(true);
        });
      }),
    );
  });

  it('taking a freeze back gives exactly the former dates', () => {
    fc.assert(
      fc.property(salesArbitrary, freezesArbitrary, (payments, freezes) => {
        const before = replay(payments, freezes.slice(1));
        const stored = replay(payments, freezes).map((period) => ({ ...period, id: period.paymentId }));
        const rewritten = payments.map((payment) => ({
          ...payment,
          startDate: stored.find(({ id }) => id === payment.id)?.startDate ?? payment.startDate,
        }));
        expect(replay(rewritten, freezes.slice(1))).toEqual(before);
      }),
    );
  });

  it('replaying what is stored changes nothing', () => {
    fc.assert(
      fc.property(salesArbitrary, freezesArbitrary, (payments, freezes) => {
        const periods = replay(payments, freezes);
        const stored = payments.map((payment) => {
          const period = periods.find(({ paymentId }) => paymentId === payment.id);
          return { ...payment, ...(period && { startDate: period.startDate, endDate: period.endDate }) };
        });
        expect(movedPeriods(stored, replay(stored, freezes))).toEqual([]);
      }),
    );
  });
});
