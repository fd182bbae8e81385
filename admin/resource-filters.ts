import { escapeLike } from '../src/db/like.js';
import { addDays, instantInZone, parseCalendarDate, type CalendarDate } from '../src/lib/calendar-date.js';
import { parseMoney } from '../src/lib/money.js';
import { ROW, type RowQuery } from './resource-definition.js';
import type { StudioProperty } from './studio-property.js';

const MAX_ID = 2_147_483_647;

/** A record's id as it comes in an address; null for anything that can be none. */
export function parseId(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^[1-9]\d{0,9}$/.test(text)) return null;
  return Number(text) <= MAX_ID ? Number(text) : null;
}

/** SQLite's LIKE folds the case of ASCII only: the usual spellings of a word are asked for one by one. */
function spellings(text: string): string[] {
  const [lower, upper] = [text.toLocaleLowerCase('ru'), text.toLocaleUpperCase('ru')];
  return [...new Set([text, lower, upper, upper.slice(0, 1) + lower.slice(1)])];
}

interface Bounds {
  from: CalendarDate | null;
  to: CalendarDate | null;
}

/** One day, or a range with both days inclusive; null when a day is none. */
function parseBounds(value: unknown): Bounds | null {
  if (typeof value === 'string') {
    const day = parseCalendarDate(value);
    return day && { from: day, to: day };
  }
  const { from, to } = (value ?? {}) as { from?: unknown; to?: unknown };
  const bounds = { from: from ? parseCalendarDate(from) : null, to: to ? parseCalendarDate(to) : null };
  const isBad = (from && !bounds.from) || (to && !bounds.to) || (!from && !to);
  return isBad ? null : bounds;
}

/**
 * Narrows `query` to the rows whose property fits a filter of the list; false when no row can fit, which is also the
 * answer to a value of the wrong kind: a mistyped filter must never show everything.
 */
export function applyFilter(query: RowQuery, property: StudioProperty, value: unknown, timeZone: string): boolean {
  const column = `${ROW}.${property.column.propertyName}`;
  const name = `filter_${property.column.propertyName}`;
  if (property.kind === 'date' || property.kind === 'instant') {
    const bounds = parseBounds(value);
    if (!bounds) return false;
    applyBounds(query, { column, name, isInstant: property.kind === 'instant', timeZone }, bounds);
    return true;
  }
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const text = String(value).trim();
  if (property.kind === 'text') {
    const conditions = spellings(text).map((spelling, index) => {
      query.setParameter(`${name}_${index}`, `%${escapeLike(spelling)}%`);
      return `${column} LIKE :${name}_${index} ESCAPE '!'`;
    });
    query.andWhere(`(${conditions.join(' OR ')})`);
    return true;
  }
  const exact = exactValue(property, text);
  if (exact === null) return false;
  query.andWhere(`${column} = :${name}`, { [name]: exact });
  return true;
}

function exactValue(property: StudioProperty, text: string): string | number | boolean | null {
  switch (property.kind) {
    case 'id':
    case 'reference':
      return parseId(text);
    case 'int':
      return /^-?\d{1,9}$/.test(text) ? Number(text) : null;
    case 'money':
      return parseMoney(text.replace(',', '.'));
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : null;
    case 'enum':
      return property.availableValues()?.includes(text) ? text : null;
    default:
      return null;
  }
}

interface RangeTarget {
  column: string;
  name: string;
  isInstant: boolean;
  timeZone: string;
}

function applyBounds(query: RowQuery, target: RangeTarget, { from, to }: Bounds): void {
  const { column, name, isInstant, timeZone } = target;
  const startOf = (day: CalendarDate) => (isInstant ? instantInZone(day, '00:00', timeZone) : day);
  if (from) query.andWhere(`${column} >= :${name}_from`, { [`${name}_from`]: startOf(from) });
  // The day after, exclusive: an instant of the last day belongs to the range.
  if (to) query.andWhere(`${column} < :${name}_to`, { [`${name}_to`]: startOf(addDays(to, 1)) });
}
