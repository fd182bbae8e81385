import { addDays, calendarDate, isoWeekday, parseCalendarDate, type CalendarDate } from '../src/lib/calendar-date.js';
import type { Language } from '../src/lib/wording.js';
import { inRows } from './keyboards.js';

/** A place of a grid of buttons; without a choice it can't be pressed. */
export interface Cell {
  text: string;
  choice: string | null;
}

export interface CalendarBounds {
  /** The first and the last day that may be chosen. */
  min: CalendarDate;
  max: CalendarDate;
}

/** Telegram takes no empty label; this one is not seen. */
const EMPTY: Cell = { text: '\u2800', choice: null };
/** A day that can't be chosen. */
const CLOSED: Cell = { text: '·', choice: null };
const DAYS_PER_WEEK = 7;
/** A Monday. */
const SOME_MONDAY = '2024-01-01' as CalendarDate;

/**
 * One month as a grid: « month », the weekdays, the weeks. `month` is `YYYY-MM`; one outside the bounds gives the nearest
 * inside. Days are chosen as `d20260310`, months as `m202604`: the grid keeps nothing, the choice says it all.
 */
export function monthGrid(month: string, { min, max }: CalendarBounds, language: Language): Cell[][] {
  const shown = clamp(month, min.slice(0, 7), max.slice(0, 7));
  const first = calendarDate(`${shown}-01`);
  const length = daysIn(first);
  const lead = (isoWeekday(first) - firstWeekday(language) + DAYS_PER_WEEK) % DAYS_PER_WEEK;
  const days = Array.from({ length }, (_, index) => dayCell(addDays(first, index), min, max));
  const cells = [...repeat(EMPTY, lead), ...days];
  const tail = (DAYS_PER_WEEK - (cells.length % DAYS_PER_WEEK)) % DAYS_PER_WEEK;
  return [
    heading(first, min, max, language),
    weekdayCells(language),
    ...inRows([...cells, ...repeat(EMPTY, tail)], DAYS_PER_WEEK),
  ];
}

/** Reads what a cell of the grid says; null for anything else, and for a day that does not exist. */
export function readCalendarChoice(
  choice: string,
): { kind: 'day'; date: CalendarDate } | { kind: 'month'; month: string } | null {
  const [, kind, year = '', month = '', day = ''] = /^([dm])(\d{4})(\d{2})(\d{2})?$/.exec(choice) ?? [];
  if (kind === 'm' && day === '') return { kind: 'month', month: `${year}-${month}` };
  const date = kind === 'd' ? parseCalendarDate(`${year}-${month}-${day}`) : null;
  return date && { kind: 'day', date };
}

/** ISO weekday on which weeks begin where the language is at home: Monday in Russian, Sunday in English. */
export function firstWeekday(language: Language): number {
  const locale = new Intl.Locale(language) as Intl.Locale & {
    getWeekInfo?(): { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

function heading(first: CalendarDate, min: CalendarDate, max: CalendarDate, language: Language): Cell[] {
  const before = addDays(first, -1);
  const after = addDays(first, daysIn(first));
  return [
    before >= min ? { text: '«', choice: `m${compact(before).slice(0, 6)}` } : EMPTY,
    { text: monthName(first, language), choice: null },
    after <= max ? { text: '»', choice: `m${compact(after).slice(0, 6)}` } : EMPTY,
  ];
}

function weekdayCells(language: Language): Cell[] {
  const start = firstWeekday(language) - 1;
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  return Array.from({ length: DAYS_PER_WEEK }, (_, index) => ({
    text: format.format(utc(addDays(SOME_MONDAY, start + index))).slice(0, 2),
    choice: null,
  }));
}

function dayCell(date: CalendarDate, min: CalendarDate, max: CalendarDate): Cell {
  if (date < min || date > max) return CLOSED;
  return { text: String(Number(date.slice(8))), choice: `d${compact(date)}` };
}

function monthName(first: CalendarDate, language: Language): string {
  const name = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(utc(first));
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${first.slice(0, 4)}`;
}

function daysIn(first: CalendarDate): number {
  const [year = 0, month = 0] = first.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function clamp(month: string, min: string, max: string): string {
  if (month < min) return min;
  return month > max ? max : month;
}

function repeat(cell: Cell, times: number): Cell[] {
  return Array.from({ length: times }, () => cell);
}

function compact(date: CalendarDate): string {
  return date.replaceAll('-', '');
}

function utc(date: CalendarDate): Date {
  return new Date(`${date}T00:00:00Z`);
}
