import { parseCalendarDate, type CalendarDate } from '../lib/calendar-date.js';

/** A cell of a list that leaves the studio as a file; null is an empty one. */
export type SheetCell =
  | { kind: 'text'; value: string }
  /** As digits with a point: `"1200.50"`; exact, never a binary fraction. */
  | { kind: 'number'; value: string }
  | { kind: 'day'; value: CalendarDate }
  | null;

const NUMBER = /^-?\d{1,15}(?:\.\d{1,2})?$/;

export function textCell(text: string): SheetCell {
  return text === '' ? null : { kind: 'text', value: text };
}

/** A day or a number where the value is one, else its text. */
export function cellOfValue(value: unknown): SheetCell {
  if (value === null || value === undefined || value === '') return null;
  const day = parseCalendarDate(value);
  if (day) return { kind: 'day', value: day };
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return NUMBER.test(text) ? { kind: 'number', value: text } : { kind: 'text', value: text };
}
