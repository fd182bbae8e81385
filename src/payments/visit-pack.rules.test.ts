import { describe, expect, it } from '@jest/globals';
import { closure, freeze, ranges, replay, sale, visits } from '../../tests/factories/chain.js';
import { calendarDate as day } from '../lib/calendar-date.js';
import type { ChainPayment, ChainVisit } from './chain.rules.js';

const pack = (visitLimit: number, changes: Partial<ChainPayment> = {}) =>
  sale(1, '2026-03-01', { visitLimit, ...changes });
const next = (changes: Partial<ChainPayment> = {}) =>
  sale(2, '2026-03-05', { startDate: day('2026-03-31'), ...changes });

const came = (payments: ChainPayment[], dates: ChainVisit[]) => replay(payments, [], { visits: dates });

describe('a pack of visits', () => {
  it('lasts all its days while a visit is left', () => {
    const [period] = came([pack(3)], visits('2026-03-03', '2026-03-10'));
    expect(period).toMatchObject({ endDate: '2026-03-30', visitsUsed: 2, usedUpDate: null, visitIds: [1, 2] });
  });

  it('ends on the day that takes its last visit, and the next membership begins the day after', () => {
    const periods = came([pack(2), next()], visits('2026-03-03', '2026-03-10'));
    expect(ranges(periods)).toEqual(['2026-03-01..2026-03-10', '2026-03-11..2026-04-09']);
    expect(periods[0]).toMatchObject({ visitsUsed: 2, usedUpDate: '2026-03-10' });
  });

  it('does not call forward a membership that was asked for a later day', () => {
    const later = next({ askedStartDate: day('2026-04-01'), startDate: day('2026-04-01') });
    const periods = came([pack(2), later], visits('2026-03-03', '2026-03-10', '2026-03-10'));
    expect(ranges(periods)).toEqual(['2026-03-01..2026-03-10', '2026-04-01..2026-04-30']);
    expect(periods.map(({ visitIds }) => visitIds)).toEqual([[1, 2], []]);
  });

  it('whose last visit is taken on its last day ends as it would have', () => {
    const periods = came([pack(2), next()], visits('2026-03-03', '2026-03-30'));
    expect(ranges(periods)).toEqual(['2026-03-01..2026-03-30', '2026-03-31..2026-04-29']);
    expect(periods[0]?.usedUpDate).toBe('2026-03-30');
    expect(periods[0]?.explanation.map(({ kind }) => kind)).toEqual(['sold', 'ends']);
  });

  it('leaves a second visit of the day that used it up to the next one, which begins the day after all the same', () => {
    const periods = came([pack(2), next({ visitLimit: 8 })], visits('2026-03-03', '2026-03-10', '2026-03-10'));
    expect(ranges(periods)).toEqual(['2026-03-01..2026-03-10', '2026-03-11..2026-04-09']);
    expect(periods.map(({ visitIds }) => visitIds)).toEqual([[1, 2], [3]]);
  });

  it('of one visit that another pack needed on the same day has no day of its own, and the third one follows', () => {
    const payments = [
      pack(1),
      next({ visitLimit: 1 }),
      sale(3, '2026-03-06', { visitLimit: 8, startDate: day('2026-04-30') }),
    ];
    const periods = came(payments, visits('2026-03-10', '2026-03-10', '2026-03-10'));
    expect(ranges(periods)).toEqual(['2026-03-01..2026-03-10', '2026-03-11..2026-03-10', '2026-03-11..2026-04-09']);
    expect(periods.map(({ visitIds }) => visitIds)).toEqual([[1], [2], [3]]);
  });

  it('takes no visit of a day on which it stood still', () => {
    const still = { closures: [closure('2026-03-10', '2026-03-10')], visits: visits('2026-03-04', '2026-03-10') };
    const [period] = replay([pack(1)], [freeze('2026-03-04', '2026-03-04')], still);
    expect(period).toMatchObject({ endDate: '2026-04-01', visitsUsed: 0, visitIds: [] });
  });

  it('takes no visit from before its first day or after its last one', () => {
    const [period] = came([pack(8)], visits('2026-02-28', '2026-03-01', '2026-03-30', '2026-03-31'));
    expect(period?.visitIds).toEqual([2, 3]);
  });

  it('counts the visits that were used before they were kept here', () => {
    const carried = pack(8, { visitsCarried: 6 });
    expect(came([carried], visits('2026-03-04'))[0]).toMatchObject({ visitsUsed: 7, endDate: '2026-03-30' });
    const last = came([carried], visits('2026-03-04', '2026-03-09'))[0];
    expect(last).toMatchObject({ visitsUsed: 8, usedUpDate: '2026-03-09', endDate: '2026-03-09' });
  });

  it('takes the visits by day, and those of one day by the order in which they were recorded', () => {
    const recorded = [
      { id: 1, date: day('2026-03-20') },
      { id: 3, date: day('2026-03-10') },
      { id: 2, date: day('2026-03-10') },
    ];
    expect(came([pack(2)], recorded)[0]).toMatchObject({ visitIds: [2, 3], usedUpDate: '2026-03-10' });
  });

  it('taken back gives its day back: dates are those from before the visit', () => {
    const payments = [pack(2), next()];
    const stored = came(payments, visits('2026-03-03', '2026-03-10')).map((period, index) => ({
      ...(payments[index] as ChainPayment),
      startDate: period.startDate,
      endDate: period.endDate,
      usedUpDate: period.usedUpDate,
      visitsUsed: period.visitsUsed,
    }));
    expect(ranges(came(stored, visits('2026-03-03')))).toEqual(ranges(came(payments, visits('2026-03-03'))));
  });

  it('ends on its stored day where the visits are not read', () => {
    const stored = pack(2, { visitsUsed: 2, usedUpDate: day('2026-03-10'), endDate: day('2026-03-10') });
    expect(ranges(replay([stored, next({ startDate: day('2026-03-11') })]))).toEqual([
      '2026-03-01..2026-03-10',
      '2026-03-11..2026-04-09',
    ]);
  });
});

describe('a membership without a limit', () => {
  it('takes every visit of its days, after a pack those that the pack had no place for', () => {
    const periods = came([pack(1), next()], visits('2026-03-10', '2026-03-10', '2026-03-20', '2026-04-09'));
    expect(periods.map(({ visitIds }) => visitIds)).toEqual([[1], [2, 3, 4]]);
    expect(periods[1]).toMatchObject({ visitsUsed: 3, usedUpDate: null });
  });
});
