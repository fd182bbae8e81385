import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, calendarDate as day, daysInclusive, type CalendarDate } from '../lib/calendar-date.js';
import { explainPeriod } from '../lib/explanation.js';
import { movedPeriods, replayChain, type ChainFreeze, type ChainPayment, type ChainPeriod } from './chain.rules.js';

function sale(id: number, date: string, changes: Partial<ChainPayment> = {}): ChainPayment {
  const saleDate = day(date);
  return { id, durationDays: 30, saleDate, askedStartDate: null, refundDate: null, startDate: saleDate, ...changes };
}

function freeze(startDate: string, endDate: string): ChainFreeze {
  return { startDate: day(startDate), endDate: day(endDate) };
}

function ranges(periods: readonly ChainPeriod[]): string[] {
  return periods.map(({ startDate, endDate }) => `${startDate}..${endDate}`);
}

describe('a single membership', () => {
  it('lasts its days, the first and the last included', () => {
    expect(ranges(replayChain([sale(1, '2026-03-01')], []))).toEqual(['2026-03-01..2026-03-30']);
  });

  it('of one day begins and ends on the same day', () => {
    expect(ranges(replayChain([sale(1, '2026-03-01', { durationDays: 1 })], []))).toEqual(['2026-03-01..2026-03-01']);
  });

  it('counts 29 February of a leap year as a day', () => {
    expect(ranges(replayChain([sale(1, '2028-02-15')], []))).toEqual(['2028-02-15..2028-03-15']);
    expect(ranges(replayChain([sale(1, '2027-02-15')], []))).toEqual(['2027-02-15..2027-03-16']);
  });

  it('starts on the day that was asked for', () => {
    const asked = sale(1, '2026-03-01', { askedStartDate: day('2026-03-10'), durationDays: 3 });
    expect(ranges(replayChain([asked], []))).toEqual(['2026-03-10..2026-03-12']);
  });
});

describe('a freeze', () => {
  it('of seven days gives exactly seven days more', () => {
    const [period] = replayChain([sale(1, '2026-03-01')], [freeze('2026-03-05', '2026-03-11')]);
    expect(period?.endDate).toBe('2026-04-06');
  });

  it('of one day gives one day more', () => {
    const [period] = replayChain([sale(1, '2026-03-01')], [freeze('2026-03-05', '2026-03-05')]);
    expect(period?.endDate).toBe('2026-03-31');
  });

  it('on the last paid day saves that day for after the freeze', () => {
    const [period] = replayChain([sale(1, '2026-03-01')], [freeze('2026-03-30', '2026-04-02')]);
    expect(period?.endDate).toBe('2026-04-03');
  });

  it('after the last paid day changes nothing', () => {
    const [period] = replayChain([sale(1, '2026-03-01')], [freeze('2026-03-31', '2026-04-02')]);
    expect(period?.endDate).toBe('2026-03-30');
  });

  it('on the first day keeps the start, and the days begin after it', () => {
    const [period] = replayChain([sale(1, '2026-03-01', { durationDays: 2 })], [freeze('2026-03-01', '2026-03-03')]);
    expect(ranges(period ? [period] : [])).toEqual(['2026-03-01..2026-03-05']);
  });

  it('moves the renewal that waits behind, by the same days', () => {
    const payments = [sale(1, '2026-03-01'), sale(2, '2026-03-10', { startDate: day('2026-03-31') })];
    expect(ranges(replayChain(payments, []))).toEqual(['2026-03-01..2026-03-30', '2026-03-31..2026-04-29']);
    expect(ranges(replayChain(payments, [freeze('2026-03-20', '2026-03-26')]))).toEqual([
      '2026-03-01..2026-04-06',
      '2026-04-07..2026-05-06',
    ]);
  });

  it('does not move a later membership while there is a gap before its asked start', () => {
    const later = sale(2, '2026-03-02', { askedStartDate: day('2026-05-01'), startDate: day('2026-05-01') });
    const [, second] = replayChain([sale(1, '2026-03-01'), later], [freeze('2026-03-20', '2026-03-26')]);
    expect(second?.startDate).toBe('2026-05-01');
  });

  it('pushes a later membership that it runs into', () => {
    const later = sale(2, '2026-03-02', { askedStartDate: day('2026-04-03'), startDate: day('2026-04-03') });
    const [, second] = replayChain([sale(1, '2026-03-01'), later], [freeze('2026-03-20', '2026-03-26')]);
    expect(second?.startDate).toBe('2026-04-07');
  });
});

describe('a refund', () => {
  it('ends the period the day before and lets the next one move up', () => {
    const payments = [
      sale(1, '2026-03-01', { refundDate: day('2026-03-11') }),
      sale(2, '2026-03-05', { startDate: day('2026-03-31') }),
    ];
    expect(ranges(replayChain(payments, []))).toEqual(['2026-03-01..2026-03-10', '2026-03-11..2026-04-09']);
  });

  it('before the first day leaves no day at all', () => {
    const refunded = sale(1, '2026-03-01', { askedStartDate: day('2026-03-20'), refundDate: day('2026-03-05') });
    expect(ranges(replayChain([refunded], []))).toEqual(['2026-03-20..2026-03-19']);
  });
});

describe('the explanation', () => {
  it('names the days, the freeze and the last day in Russian and English', () => {
    const [period] = replayChain([sale(1, '2026-03-01')], [freeze('2026-03-05', '2026-03-11')]);
    expect(explainPeriod(period?.explanation ?? [], 'ru')).toBe(
      '30 дней с 1 марта; заморозка 5–11 марта +7; до 6 апреля включительно',
    );
    expect(explainPeriod(period?.explanation ?? [], 'en')).toBe(
      '30 days from 1 March; frozen 5–11 March +7; until 6 April inclusive',
    );
  });

  it('adds the year when a period runs into the next one', () => {
    const [period] = replayChain([sale(1, '2026-12-20')], []);
    expect(explainPeriod(period?.explanation ?? [], 'ru')).toContain('до 18 января 2027');
  });
});

const FIRST = day('2026-01-01');
const dates = fc.integer({ min: 0, max: 400 }).map((offset) => addDays(FIRST, offset));

const salesArbitrary = fc
  .array(fc.record({ saleDate: dates, durationDays: fc.integer({ min: 1, max: 120 }), asked: fc.option(dates) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((rows) =>
    rows.map(({ saleDate, durationDays, asked }, index): ChainPayment => {
      const startDate = asked ?? saleDate;
      return { id: index + 1, durationDays, saleDate, askedStartDate: asked, refundDate: null, startDate };
    }),
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
        for (const period of replayChain(payments, freezes)) {
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
        const periods = replayChain(payments, freezes);
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
        const before = replayChain(payments, freezes.slice(1));
        const stored = replayChain(payments, freezes).map((period) => ({ ...period, id: period.paymentId }));
        const rewritten = payments.map((payment) => ({
          ...payment,
          startDate: stored.find(({ id }) => id === payment.id)?.startDate ?? payment.startDate,
        }));
        expect(replayChain(rewritten, freezes.slice(1))).toEqual(before);
      }),
    );
  });

  it('replaying what is stored changes nothing', () => {
    fc.assert(
      fc.property(salesArbitrary, freezesArbitrary, (payments, freezes) => {
        const periods = replayChain(payments, freezes);
        const stored = payments.map((payment) => {
          const period = periods.find(({ paymentId }) => paymentId === payment.id);
          return { ...payment, ...(period && { startDate: period.startDate, endDate: period.endDate }) };
        });
        expect(movedPeriods(stored as never, replayChain(stored, freezes))).toEqual([]);
      }),
    );
  });
});
