import { dateFormat } from './formats.js';

/**
 * A civil date: a day of the studio's calendar, never an instant.
 * Written `YYYY-MM-DD`; compares with `<` and `>` as a string.
 */
export type CalendarDate = string & { readonly __brand: 'CalendarDate' };

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/**
 * Days by their number since 1970 and back. Chains are replayed and counted millions of times over the same few thousand
 * days; to look one up is ten times as fast as to parse and print it.
 */
const dayNumbers = new Map<CalendarDate, number>();
const daysByNumber = new Map<number, CalendarDate>();

/** Dates outside these years are typing errors in a studio's book, not facts. */
export const MIN_DATE = '1900-01-01' as CalendarDate;
export const MAX_DATE = '2199-12-31' as CalendarDate;

function toUtcMs(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function fromUtcMs(ms: number): CalendarDate {
  return new Date(ms).toISOString().slice(0, 10) as CalendarDate;
}

function toDayNumber(date: CalendarDate): number {
  const known = dayNumbers.get(date);
  if (known !== undefined) return known;
  const number = Math.round(toUtcMs(date) / DAY_MS);
  dayNumbers.set(date, number);
  return number;
}

function fromDayNumber(number: number): CalendarDate {
  const known = daysByNumber.get(number);
  if (known !== undefined) return known;
  const date = fromUtcMs(number * DAY_MS);
  daysByNumber.set(number, date);
  return date;
}

/** Parses `YYYY-MM-DD`; null for another shape, a day that does not exist (31 April) or a year outside 1900..2199. */
export function parseCalendarDate(text: unknown): CalendarDate | null {
  if (typeof text !== 'string' || !SHAPE.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms) || fromUtcMs(ms) !== text) return null;
  return text >= MIN_DATE && text <= MAX_DATE ? (text as CalendarDate) : null;
}

/** The same for text that must be a date: throws `RangeError` otherwise. For constants, tests and stored values. */
export function calendarDate(text: string): CalendarDate {
  const date = parseCalendarDate(text);
  if (!date) throw new RangeError(`not a calendar date: ${text}`);
  return date;
}

/** `days` may be negative. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/** Whole days from `from` to `to`: 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** Days in `[from, to]`, both inclusive; 0 or less when `to` is before `from`. */
export function daysInclusive(from: CalendarDate, to: CalendarDate): number {
  return daysBetween(from, to) + 1;
}

export function laterOf(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a >= b ? a : b;
}

export function earlierOf(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a <= b ? a : b;
}

/**
 * The last day of a term of so many calendar months that begins on `from`: the day before the same number of the last
 * month; where that month has no such number, its last day (Civil Code of the Russian Federation, art. 192.3).
 * 1 March → 31 March, 15 March → 14 April, 31 January → 28 or 29 February.
 */
export function addMonthsOfTerm(from: CalendarDate, months: number): CalendarDate {
  const [year, month, day] = from.split('-').map(Number) as [number, number, number];
  const daysInMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const same = Date.UTC(year, month - 1 + months, Math.min(day - 1, daysInMonth));
  return fromUtcMs(same);
}

/** ISO weekday: 1 = Monday … 7 = Sunday. */
export function isoWeekday(date: CalendarDate): number {
  return new Date(toUtcMs(date)).getUTCDay() || 7;
}

/** The civil date of an instant in an IANA time zone. */
export function dateInZone(instant: Date, timeZone: string): CalendarDate {
  const zone = zoneDays.get(timeZone) ?? { second: NaN, date: MIN_DATE };
  zoneDays.set(timeZone, zone);
  const second = Math.floor(instant.getTime() / 1000);
  // Zones differ by whole seconds, and what asks for today asks many times in one.
  if (zone.second !== second) Object.assign(zone, { second, date: dayFormat(timeZone).format(instant) });
  return zone.date;
}

/** Kept: to use a format takes as long as one of the queries of a client's card. */
const zoneDays = new Map<string, { second: number; date: CalendarDate }>();

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  return dateFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
}

function zoneOffsetMs(instant: number, timeZone: string): number {
  const parts = dateFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(instant));
  const read = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return local - Math.floor(instant / 1000) * 1000;
}

/**
 * The instant at which a clock on the studio's wall shows `date time` (`HH:MM`).
 * A time that a clock change skips is moved forward by the gap; of a repeated one the first is taken.
 */
export function instantInZone(date: CalendarDate, time: string, timeZone: string): Date {
  const wall = Date.parse(`${date}T${time}:00Z`);
  const early = wall - zoneOffsetMs(wall - DAY_MS, timeZone);
  const late = wall - zoneOffsetMs(wall + DAY_MS, timeZone);
  for (const guess of [Math.min(early, late), Math.max(early, late)]) {
    if (guess + zoneOffsetMs(guess, timeZone) === wall) return new Date(guess);
  }
  return new Date(Math.max(early, late));
}

/** `HH:MM` on the studio's wall clock. */
export function timeInZone(instant: Date, timeZone: string): string {
  return dateFormat('en-GB', { timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' }).format(instant);
}
