import { addDays, MIN_DATE, parseCalendarDate, type CalendarDate } from '../lib/calendar-date.js';

/** `3/4/2026` is 3 April in most of the world and 4 March in the USA; a file uses one of the two throughout. */
export type DateOrder = 'day-first' | 'month-first';

const NUMERIC = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/;
const WORDED = /^(\d{1,2})[ .-]+(\p{L}{3,})\.?,?[ .-]+(\d{4})$/u;
const SERIAL = /^\d{5}$/;
const TIME_AND_YEAR_MARK = /(г(\.|ода?)?)$|([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?)$/i;
/** Spreadsheets call 1 January 1900 day 2: they count a 29 February 1900 that never was. */
const SERIAL_OF_MIN_DATE = 2;
/** Spreadsheet serials of the years 1927..2199: smaller numbers are no dates of living people. */
const SERIAL_RANGE = [10_000, 109_574] as const;

const MONTH_STEMS = [
  ['янв', 'jan'],
  ['фев', 'feb'],
  ['мар', 'mar'],
  ['апр', 'apr'],
  ['ма', 'may'],
  ['июн', 'jun'],
  ['июл', 'jul'],
  ['авг', 'aug'],
  ['сен', 'sep'],
  ['окт', 'oct'],
  ['ноя', 'nov'],
  ['дек', 'dec'],
] as const;

/** Month first only when some slash date can be nothing else (`02/13/2026`) and none can be day first only. */
export function detectDateOrder(cells: Iterable<string>): DateOrder {
  let monthFirst = false;
  for (const cell of cells) {
    const match = NUMERIC.exec(bare(cell));
    if (match?.[2] !== '/') continue;
    if (Number(match[1]) > 12) return 'day-first';
    if (Number(match[3]) > 12) monthFirst = true;
  }
  return monthFirst ? 'month-first' : 'day-first';
}

/**
 * A date as people and spreadsheets write it: `31.03.2026`, `31/3/26`, `2026-03-31`, `31 марта 2026 г.`, `31 Mar 2026`,
 * with a time after it, or a spreadsheet's serial number. Null for anything else and for days that do not exist.
 * Two-digit years are 20xx, or 19xx when that would lie after `latest`.
 */
export function parseDateCell(text: string, order: DateOrder, latest: CalendarDate): CalendarDate | null {
  const cell = bare(text);
  const yearFirst = YEAR_FIRST.exec(cell);
  if (yearFirst) return civilDate(yearFirst[1], yearFirst[2], yearFirst[3]);
  const numeric = NUMERIC.exec(cell);
  if (numeric) {
    const [, first, separator, second, year = ''] = numeric;
    const [day, month] = separator === '/' && order === 'month-first' ? [second, first] : [first, second];
    if (year.length === 4) return civilDate(year, month, day);
    const date = civilDate(`20${year}`, month, day);
    return date !== null && date > latest ? civilDate(`19${year}`, month, day) : date;
  }
  const worded = WORDED.exec(cell);
  if (worded) return civilDate(worded[3], String(monthByName(worded[2] ?? '')), worded[1]);
  if (!SERIAL.test(cell)) return null;
  const serial = Number(cell);
  return serial >= SERIAL_RANGE[0] && serial <= SERIAL_RANGE[1] ? addDays(MIN_DATE, serial - SERIAL_OF_MIN_DATE) : null;
}

function bare(text: string): string {
  return text.trim().replace(TIME_AND_YEAR_MARK, '').trim();
}

function civilDate(year = '', month = '', day = ''): CalendarDate | null {
  return parseCalendarDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** 1..12, or 0 (which no date has) for an unknown word. "ма" comes after "мар", so that it means May alone. */
function monthByName(word: string): number {
  const name = word.toLocaleLowerCase('ru');
  return MONTH_STEMS.findIndex((stems) => stems.some((stem) => name.startsWith(stem))) + 1;
}
