import { escapeLike } from '../src/db/like.js';
import { addDays, instantInZone, parseCalendarDate, type CalendarDate } from '../src/lib/calendar-date.js';
import { parseMoney, type Money } from '../src/lib/money.js';
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

interface Bounds<T> {
  from: T | null;
  to: T | null;
}

/** One value, or a range with both ends included; null when an end is none of the kind. */
function parseBounds<T>(value: unknown, parse: (end: unknown) => T | null): Bounds<T> | null {
  if (typeof value === 'string' || typeof value === 'number') {
    const one = parse(value);
    return one === null ? null : { from: one, to: one };
  }
  const { from, to, ...others } = (value ?? {}) as { from?: unknown; to?: unknown };
  const bounds = { from: from ? parse(from) : null, to: to ? parse(to) : null };
  const isBad = (from && bounds.from === null) || (to && bounds.to === null) || (!from && !to);
  return isBad || Object.keys(others).length > 0 ? null : bounds;
}

/** `{empty: 'true' | 'false'}`: those that have none, or those that have one. */
function parseEmpty(value: unknown): boolean | null {
  if (typeof value !== 'object' || value === null || !('empty' in value) || Object.keys(value).length > 1) return null;
  return value.empty === 'true' ? true : value.empty === 'false' ? false : null;
}

function applyEmpty(query: RowQuery, { column: { isNullable }, kind }: StudioProperty, column: string, empty: boolean) {
  const blank = kind === 'text' ? [`${column} = ''`] : [];
  const none = [...(isNullable ? [`${column} IS NULL`] : []), ...blank].join(' OR ') || '1 = 0';
  query.andWhere(empty ? `(${none})` : `NOT (${none})`);
}

/**
 * Narrows `query` to the rows whose property fits a filter of the list; false when no row can fit, which is also the
 * answer to a value of the wrong kind: a mistyped filter must never show everything.
 */
export function applyFilter(query: RowQuery, property: StudioProperty, value: unknown, timeZone: string): boolean {
  const column = `${ROW}.${property.column.propertyName}`;
  const name = `filter_${property.column.propertyName}`;
  const { kind } = property;
  const empty = parseEmpty(value);
  if (empty !== null) {
    applyEmpty(query, property, column, empty);
    return true;
  }
  if (kind === 'date' || kind === 'instant') {
    const bounds = parseBounds(value, parseCalendarDate);
    if (bounds) applyDays(query, { column, name, isInstant: kind === 'instant', timeZone }, bounds);
    return bounds !== null;
  }
  if (kind === 'money' || kind === 'int') {
    const bounds = parseBounds<string | number>(value, kind === 'money' ? parseAmount : parseWhole);
    if (bounds?.from != null) query.andWhere(`${column} >= :${name}_from`, { [`${name}_from`]: bounds.from });
    if (bounds?.to != null) query.andWhere(`${column} <= :${name}_to`, { [`${name}_to`]: bounds.to });
    return bounds !== null;
  }
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const text = String(value).trim();
  if (kind === 'text' && !property.isExact) {
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

function parseAmount(value: unknown): Money | null {
  return parseMoney(String(value).trim().replace(',', '.'));
}

function parseWhole(value: unknown): number | null {
  const text = String(value).trim();
  return /^-?\d{1,9}$/.test(text) ? Number(text) : null;
}

function exactValue(property: StudioProperty, text: string): string | number | boolean | null {
  switch (property.kind) {
    case 'id':
    case 'reference':
      return parseId(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : null;
    case 'enum':
      return property.availableValues()?.includes(text) ? text : null;
    case 'text':
      return text;
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

function applyDays(query: RowQuery, target: RangeTarget, { from, to }: Bounds<CalendarDate>): void {
  const { column, name, isInstant, timeZone } = target;
  const startOf = (day: CalendarDate) => (isInstant ? instantInZone(day, '00:00', timeZone) : day);
  if (from) query.andWhere(`${column} >= :${name}_from`, { [`${name}_from`]: startOf(from) });
  // The day after, exclusive: an instant of the last day belongs to the range.
  if (to) query.andWhere(`${column} < :${name}_to`, { [`${name}_to`]: startOf(addDays(to, 1)) });
}
