/**
 * A civil date: a day of the studio's calendar, never an instant.
 * Written `YYYY-MM-DD`; compares with `<` and `>` as a string.
 */
export type CalendarDate = string & { readonly __brand: 'CalendarDate' };

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** Dates outside these years are typing errors in a studio's book, not facts. */
export const MIN_DATE = '1900-01-01' as CalendarDate;
export const MAX_DATE = '2199-12-31' as CalendarDate;

function toUtcMs(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function fromUtcMs(ms: number): CalendarDate {
  return new Date(ms).toISOString().slice(0, 10) as CalendarDate;
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
  return fromUtcMs(toUtcMs(date) + days * DAY_MS);
}

/** Whole days from `from` to `to`: 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((toUtcMs(to) - toUtcMs(from)) / DAY_MS);
}

/** Days in `[from, to]`, both inclusive; 0 or less when `to` is before `from`. */
export function daysInclusive(from: CalendarDate, to: CalendarDate): number {
  return daysBetween(from, to) + 1;
}

export function laterOf(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a >= b ? a : b;
}

/** ISO weekday: 1 = Monday … 7 = Sunday. */
export function isoWeekday(date: CalendarDate): number {
  return new Date(toUtcMs(date)).getUTCDay() || 7;
}

/** The civil date of an instant in an IANA time zone. */
export function dateInZone(instant: Date, timeZone: string): CalendarDate {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(instant) as CalendarDate;
}

function zoneOffsetMs(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
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
  return new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' }).format(
    instant,
  );
}
