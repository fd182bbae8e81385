import { expect, it } from '@jest/globals';
import type { DayStatistics } from '../../src/contract/statistics.js';
import { addDays, calendarDate } from '../../src/lib/calendar-date.js';
import { bucketsOf } from './figures-series.js';

// A Thursday.
const FIRST = calendarDate('2026-01-29');
const days = Array.from({ length: 12 }, (_, index): DayStatistics => {
  const counts = { visits: 1, payments: 2, misses: 0, newClients: 0, frozen: index, active: 10 };
  return { date: addDays(FIRST, index), revenue: index === 0 ? '-0.30' : '0.10', ...counts };
});

it('weeks begin on Monday and months on their first, what happened is added up exactly, who is present is averaged', () => {
  const told = (by: 'week' | 'month') =>
    bucketsOf(days, by).map(({ from, to, values: { visits, revenue, active, frozen } }) => [
      `${from} ${to}`,
      visits,
      revenue,
      active,
      frozen,
    ]);
  expect(told('week')).toEqual([
    ['2026-01-29 2026-02-01', 4, 0, 10, 2],
    ['2026-02-02 2026-02-08', 7, 70, 10, 7],
    ['2026-02-09 2026-02-09', 1, 10, 10, 11],
  ]);
  expect(told('month').map(([name, visits]) => [name, visits])).toEqual([
    ['2026-01-29 2026-01-31', 3],
    ['2026-02-01 2026-02-09', 9],
  ]);
  expect(bucketsOf(days, 'day')).toHaveLength(12);
});
