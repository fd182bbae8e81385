import type { DayStatistics } from '../../src/contract/statistics.js';
import { addDays, isoWeekday, type CalendarDate } from '../../src/lib/calendar-date.js';
import { monthOf, type Grouping } from '../../src/statistics/range.rules.js';
import { centsOf } from './figures-numbers.js';

export const SERIES = ['visits', 'revenue', 'payments', 'misses', 'newClients', 'active', 'frozen'] as const;
export type Series = (typeof SERIES)[number];

/** How many there are on a day; all other series count what happened. */
export function isPresence(series: Series): boolean {
  return series === 'active' || series === 'frozen';
}

/** Days drawn as one. */
export interface Bucket {
  from: CalendarDate;
  to: CalendarDate;
  /** Sums, revenue in whole hundredths; of those who are present the average of the days, rounded. */
  values: Record<Series, number>;
}

function startOf(day: CalendarDate, by: Grouping): CalendarDate {
  if (by === 'day') return day;
  return by === 'week' ? addDays(day, 1 - isoWeekday(day)) : monthOf(day).firstDay;
}

/** The days of a period by days, weeks from Monday on, or months; the first and the last may be cut short. */
export function bucketsOf(days: readonly DayStatistics[], by: Grouping): Bucket[] {
  const groups = new Map<CalendarDate, DayStatistics[]>();
  for (const day of days) {
    const start = startOf(day.date as CalendarDate, by);
    const group = groups.get(start);
    if (group) group.push(day);
    else groups.set(start, [day]);
  }
  return [...groups.values()].map((group) => {
    const values = Object.fromEntries(SERIES.map((series) => [series, valueOf(group, series)]));
    return {
      from: group[0]?.date as CalendarDate,
      to: group.at(-1)?.date as CalendarDate,
      values: values as Record<Series, number>,
    };
  });
}

function valueOf(days: readonly DayStatistics[], series: Series): number {
  const sum = days.reduce((total, day) => total + (series === 'revenue' ? centsOf(day.revenue) : day[series]), 0);
  return isPresence(series) ? Math.round(sum / days.length) : sum;
}
