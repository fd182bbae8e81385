import { addDays, addMonthsOfTerm, daysInclusive, type CalendarDate } from '../lib/calendar-date.js';

/** Periods with a name; each ends on the day it is asked for at the latest. */
export const PRESETS = [
  'today',
  'days7',
  'days30',
  'days90',
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'thisYear',
  'months12',
] as const;
export type Preset = (typeof PRESETS)[number];
export const DEFAULT_PRESET: Preset = 'days30';

/** The period a name stands for on `day`, both days inclusive. */
export function presetRange(preset: Preset, day: CalendarDate): { from: CalendarDate; to: CalendarDate } {
  const { firstDay } = monthOf(day);
  switch (preset) {
    case 'today':
      return { from: day, to: day };
    case 'days7':
      return { from: addDays(day, -6), to: day };
    case 'days30':
      return { from: addDays(day, -29), to: day };
    case 'days90':
      return { from: addDays(day, -89), to: day };
    case 'thisMonth':
      return { from: firstDay, to: day };
    case 'lastMonth': {
      const last = monthOf(addDays(firstDay, -1));
      return { from: last.firstDay, to: last.lastDay };
    }
    case 'thisQuarter':
      return { from: quarterStart(day), to: day };
    case 'thisYear':
      return { from: `${day.slice(0, 4)}-01-01` as CalendarDate, to: day };
    case 'months12':
      return { from: addDays(addMonthsOfTerm(day, -12), 2), to: day };
  }
}

export interface Month {
  firstDay: CalendarDate;
  lastDay: CalendarDate;
}

/** The month of a day. */
export function monthOf(day: CalendarDate): Month {
  const firstDay = `${day.slice(0, 8)}01` as CalendarDate;
  return { firstDay, lastDay: addMonthsOfTerm(firstDay, 1) };
}

/** So many months, the last one that of `day`; the earliest first. */
export function monthsUpTo(day: CalendarDate, count: number): Month[] {
  const months = [monthOf(day)];
  while (months.length < count && months[0]) months.unshift(monthOf(addDays(months[0].firstDay, -1)));
  return months;
}

function quarterStart(day: CalendarDate): CalendarDate {
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % 3);
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01` as CalendarDate;
}

export const GROUPINGS = ['day', 'week', 'month'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** So many bars that one can still tell them apart. */
const MOST_DAYS = 45;
const MOST_WEEKS = 190;

export function usualGrouping(from: CalendarDate, to: CalendarDate): Grouping {
  const days = daysInclusive(from, to);
  return days <= MOST_DAYS ? 'day' : days <= MOST_WEEKS ? 'week' : 'month';
}
