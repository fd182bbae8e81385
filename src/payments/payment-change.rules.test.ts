import { describe, expect, it } from '@jest/globals';
import { calendarDate, type CalendarDate } from '../lib/calendar-date.js';
import type { ChainPeriod } from './chain.rules.js';
import { followingFreezes } from './payment-change.rules.js';

const day = calendarDate;
const TODAY = day('2028-04-10');
const FREEZE = { id: 2, paymentId: 3, startDate: day('2028-04-14'), endDate: day('2028-04-17') };

const stored = (id: number, startDate: string, endDate: string) => ({
  id,
  startDate: day(startDate),
  endDate: day(endDate),
});
const period = (paymentId: number, startDate: string, endDate: string) =>
  ({ paymentId, startDate: day(startDate), endDate: day(endDate) }) as ChainPeriod;

const follow = (before: ReturnType<typeof stored>[], after: ChainPeriod[], today: CalendarDate = TODAY) =>
  followingFreezes([FREEZE], before, after, today);

describe('When a payment is corrected, a freeze', () => {
  const second = [stored(2, '2028-03-01', '2028-04-01'), stored(3, '2028-04-02', '2028-05-01')];
  const first = [period(2, '2028-03-01', '2028-04-21'), period(3, '2028-04-22', '2028-05-21')];

  it('goes with the membership that its first day has come into', () => {
    expect(follow(second, first)).toEqual([{ id: 2, paymentId: 2 }]);
  });

  it('stays with its own while that still covers its first day', () => {
    expect(follow(second, [period(3, '2028-04-02', '2028-05-01')])).toEqual([]);
  });

  it('stays as it is when a closure had pushed it into another one before, so that taking back is exact', () => {
    const pushed = [stored(2, '2028-03-01', '2028-04-21'), stored(3, '2028-04-22', '2028-05-21')];
    expect(follow(pushed, first)).toEqual([]);
  });

  it('that is over keeps the membership it was asked for', () => {
    expect(follow(second, first, day('2028-04-18'))).toEqual([]);
  });
});
