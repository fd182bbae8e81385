import { describe, expect, it } from '@jest/globals';
import { calendarDate, daysInclusive } from '../lib/calendar-date.js';
import { PRESETS, presetRange, usualGrouping } from './range.rules.js';

const range = (preset: (typeof PRESETS)[number], day: string): string => {
  const { from, to } = presetRange(preset, calendarDate(day));
  return `${from} ${to}`;
};

describe('a period with a name', () => {
  it('is counted from the day it is asked for', () => {
    expect(range('today', '2026-03-10')).toBe('2026-03-10 2026-03-10');
    expect(range('days7', '2026-03-03')).toBe('2026-02-25 2026-03-03');
    expect(range('thisMonth', '2026-03-10')).toBe('2026-03-01 2026-03-10');
    expect(range('lastMonth', '2024-03-31')).toBe('2024-02-01 2024-02-29');
    expect(range('lastMonth', '2026-01-01')).toBe('2025-12-01 2025-12-31');
    expect(['2026-01-31', '2026-06-30', '2026-12-01'].map((day) => range('thisQuarter', day).slice(0, 10))).toEqual([
      '2026-01-01',
      '2026-04-01',
      '2026-10-01',
    ]);
    expect(range('thisYear', '2024-12-31')).toBe('2024-01-01 2024-12-31');
    expect(range('months12', '2026-03-10')).toBe('2025-03-11 2026-03-10');
  });

  it('is never longer than the figures of one question, whatever the day', () => {
    for (const day of ['2024-02-29', '2025-02-28', '2024-12-31', '2026-03-31', '2025-03-01']) {
      for (const preset of PRESETS) {
        const { from, to } = presetRange(preset, calendarDate(day));
        expect([day, preset, daysInclusive(from, to) <= 366 && from <= to]).toEqual([day, preset, true]);
      }
    }
  });

  it('is shown by days, weeks or months as long as one can tell the bars apart', () => {
    const [first, of] = [calendarDate('2026-01-01'), (day: string) => usualGrouping(first, calendarDate(day))];
    expect([of('2026-01-31'), of('2026-03-31'), of('2026-12-31')]).toEqual(['day', 'week', 'month']);
  });
});
