import { describe, expect, it } from '@jest/globals';
import { closure, freeze, ranges, replay, sale } from '../../tests/factories/chain.js';
import { calendarDate as day } from '../lib/calendar-date.js';
import { breaksOf, isOnBreak } from './chain-breaks.rules.js';
import type { ChainClosure } from './chain.rules.js';

const MARCH = sale(1, '2026-03-01');
const QUEUED = sale(2, '2026-03-10', { startDate: day('2026-03-31') });
const [YOGA, POOL] = [7, 8];

const closed = (...closures: ChainClosure[]) => ({ closures });

describe('a closure', () => {
  it('gives back its days like a freeze, also to the renewal that waits behind', () => {
    expect(ranges(replay([MARCH, QUEUED], [], closed(closure('2026-03-05', '2026-03-11'))))).toEqual([
      '2026-03-01..2026-04-06',
      '2026-04-07..2026-05-06',
    ]);
  });

  it('that overlaps a freeze gives each day back once', () => {
    const periods = replay([MARCH], [freeze('2026-03-05', '2026-03-11')], closed(closure('2026-03-09', '2026-03-15')));
    expect(ranges(periods)).toEqual(['2026-03-01..2026-04-10']);
  });

  it('inside a freeze changes nothing', () => {
    const periods = replay([MARCH], [freeze('2026-03-05', '2026-03-11')], closed(closure('2026-03-06', '2026-03-08')));
    expect(ranges(periods)).toEqual(['2026-03-01..2026-04-06']);
  });

  it('that overlaps another closure gives each day back once', () => {
    const two = closed(closure('2026-03-05', '2026-03-11'), closure('2026-03-10', '2026-03-12', YOGA));
    expect(ranges(replay([{ ...MARCH, planId: YOGA }], [], two))).toEqual(['2026-03-01..2026-04-07']);
  });

  it('over the seam belongs to the first membership, and the second one just follows', () => {
    expect(ranges(replay([MARCH, QUEUED], [], closed(closure('2026-03-28', '2026-04-03'))))).toEqual([
      '2026-03-01..2026-04-06',
      '2026-04-07..2026-05-06',
    ]);
  });

  it('in a gap between two memberships moves neither', () => {
    const later = sale(2, '2026-03-10', { askedStartDate: day('2026-04-10') });
    expect(ranges(replay([MARCH, later], [], closed(closure('2026-03-31', '2026-04-09'))))).toEqual([
      '2026-03-01..2026-03-30',
      '2026-04-10..2026-05-09',
    ]);
  });
});

describe('the closure of a plan', () => {
  const yoga = { ...MARCH, planId: YOGA };

  it('gives nothing to memberships of another plan, or of none', () => {
    const ofPool = closed(closure('2026-03-05', '2026-03-11', POOL));
    expect(ranges(replay([yoga], [], ofPool))).toEqual(['2026-03-01..2026-03-30']);
    expect(ranges(replay([MARCH], [], ofPool))).toEqual(['2026-03-01..2026-03-30']);
  });

  it('moves the membership of another plan that waits behind', () => {
    const ofYoga = closed(closure('2026-03-05', '2026-03-11', YOGA));
    expect(ranges(replay([yoga, { ...QUEUED, planId: POOL }], [], ofYoga))).toEqual([
      '2026-03-01..2026-04-06',
      '2026-04-07..2026-05-06',
    ]);
  });

  it('over the seam gives only the days of its own membership', () => {
    const ofPool = closed(closure('2026-03-28', '2026-04-03', POOL));
    expect(ranges(replay([yoga, { ...QUEUED, planId: POOL }], [], ofPool))).toEqual([
      '2026-03-01..2026-03-30',
      '2026-03-31..2026-05-03',
    ]);
  });
});

describe('the days that use nothing up', () => {
  it('are in order and without overlap, and a day that is both frozen and closed is called frozen', () => {
    const closures = [closure('2026-03-09', '2026-03-15'), closure('2026-03-01', '2026-03-06')];
    const breaks = breaksOf([freeze('2026-03-12', '2026-03-13'), freeze('2026-03-03', '2026-03-04')], closures, null);
    expect(breaks.map(({ startDate, endDate, reason }) => `${startDate}..${endDate} ${reason ?? 'frozen'}`)).toEqual([
      '2026-03-01..2026-03-02 ремонт',
      '2026-03-03..2026-03-04 frozen',
      '2026-03-05..2026-03-06 ремонт',
      '2026-03-09..2026-03-11 ремонт',
      '2026-03-12..2026-03-13 frozen',
      '2026-03-14..2026-03-15 ремонт',
    ]);
  });

  it('include the first and the last of each', () => {
    const breaks = breaksOf([freeze('2026-03-05', '2026-03-11')], [], null);
    const days = ['2026-03-04', '2026-03-05', '2026-03-11', '2026-03-12'].map(day);
    expect(days.map((date) => isOnBreak(breaks, date))).toEqual([false, true, true, false]);
  });
});
