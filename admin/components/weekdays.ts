import type { Language } from '../../src/lib/wording.js';

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** A Monday; the days after it give the other names. */
const SOME_MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** "Mon" / "Пн" for an ISO weekday. */
export function weekdayName(weekday: number, language: Language): string {
  const name = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(
    new Date(SOME_MONDAY_MS + (weekday - 1) * DAY_MS),
  );
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `"1,3"` → `[1, 3]` */
export function parseWeekdays(value: unknown): number[] {
  return typeof value === 'string' ? value.split(',').filter(Boolean).map(Number) : [];
}
