import type { Cell } from './calendar.js';
import { inRows } from './keyboards.js';

const HOURS_PER_ROW = 6;
const MINUTES_PER_ROW = 4;
const MINUTE_STEP = 5;
const CLOSED: Cell = { text: '·', choice: null };

/** The 24 hours, chosen as `h18`. Hours that end before `earliest` (`HH:MM`) can't be chosen. */
export function hourGrid(earliest: string): Cell[][] {
  const cells = Array.from({ length: 24 }, (_, hour) =>
    lastMinuteOf(hour) < earliest ? CLOSED : { text: `${two(hour)}:··`, choice: `h${two(hour)}` },
  );
  return inRows(cells, HOURS_PER_ROW);
}

/** The minutes of an hour in steps of five, chosen as `t1830`. */
export function minuteGrid(hour: number, earliest: string): Cell[][] {
  const cells = Array.from({ length: 60 / MINUTE_STEP }, (_, index) => {
    const time = `${two(hour)}:${two(index * MINUTE_STEP)}`;
    return time < earliest ? CLOSED : { text: time, choice: `t${time.replace(':', '')}` };
  });
  return inRows(cells, MINUTES_PER_ROW);
}

/** Reads what a cell says; null for anything else. `time` is `HH:MM`. */
export function readTimeChoice(choice: string): { kind: 'hour'; hour: number } | { kind: 'time'; time: string } | null {
  const [, hour] = /^h([01]\d|2[0-3])$/.exec(choice) ?? [];
  if (hour !== undefined) return { kind: 'hour', hour: Number(hour) };
  const [, hours, minutes] = /^t([01]\d|2[0-3])([0-5]\d)$/.exec(choice) ?? [];
  return hours !== undefined && minutes !== undefined ? { kind: 'time', time: `${hours}:${minutes}` } : null;
}

/** `18:30`, `18.30`, `8:05` or `1830` as `HH:MM`; null for anything else. */
export function readTypedTime(text: string): string | null {
  const [, hours, minutes] = /^([01]?\d|2[0-3])[:.\s]?([0-5]\d)$/.exec(text.trim()) ?? [];
  return hours !== undefined && minutes !== undefined ? `${hours.padStart(2, '0')}:${minutes}` : null;
}

function lastMinuteOf(hour: number): string {
  return `${two(hour)}:${two(60 - MINUTE_STEP)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
