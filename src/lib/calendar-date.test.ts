import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  addMonthsOfTerm,
  calendarDate as day,
  dateInZone,
  daysBetween,
  daysInclusive,
  instantInZone,
  isoWeekday,
  parseCalendarDate,
  timeInZone,
} from './calendar-date.js';

describe('a calendar date', () => {
  it.each(['2026-04-31', '2026-02-29', '2026-13-01', '2026-1-1', '31.12.2026', '2026-01-01T00:00', '', null, 20260101])(
    'is not %s',
    (text) => expect(parseCalendarDate(text)).toBeNull(),
  );

  it('knows leap days', () => {
    expect(parseCalendarDate('2028-02-29')).toBe('2028-02-29');
    expect(parseCalendarDate('1900-02-29')).toBeNull();
  });

  it.each(['1899-12-31', '2200-01-01'])('outside 1900..2199 is a typing error: %s', (text) =>
    expect(parseCalendarDate(text)).toBeNull(),
  );

  it('adds days across months, years and clock changes', () => {
    expect(addDays(day('2026-12-31'), 1)).toBe('2027-01-01');
    expect(addDays(day('2026-03-01'), -1)).toBe('2026-02-28');
    expect(addDays(day('2026-03-28'), 2)).toBe('2026-03-30');
  });

  it.each([
    ['2026-03-01', 1, '2026-03-31'],
    ['2026-03-15', 1, '2026-04-14'],
    ['2026-01-29', 1, '2026-02-28'],
    ['2026-01-30', 1, '2026-02-28'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-29', 1, '2028-02-28'],
    ['2028-01-30', 1, '2028-02-29'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2028-02-29', 1, '2028-03-28'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-10-31', 1, '2026-11-30'],
    ['2026-12-01', 1, '2026-12-31'],
    ['2026-12-31', 14, '2028-02-29'],
  ])('a term from %s of %i months ends on %s', (from, months, end) =>
    expect(addMonthsOfTerm(day(from), months)).toBe(end),
  );

  it('counts days between and days inclusive', () => {
    expect(daysBetween(day('2026-03-28'), day('2026-03-30'))).toBe(2);
    expect(daysInclusive(day('2026-03-05'), day('2026-03-11'))).toBe(7);
    expect(daysInclusive(day('2026-03-05'), day('2026-03-04'))).toBe(0);
  });

  it('has Monday as its first weekday', () => {
    expect(isoWeekday(day('2026-03-09'))).toBe(1);
    expect(isoWeekday(day('2026-03-15'))).toBe(7);
  });
});

describe('the studio’s day', () => {
  it('changes at the studio’s midnight, not at that of UTC', () => {
    expect(dateInZone(new Date('2026-03-09T17:59:59Z'), 'Asia/Bishkek')).toBe('2026-03-09');
    expect(dateInZone(new Date('2026-03-09T18:00:00Z'), 'Asia/Bishkek')).toBe('2026-03-10');
    expect(dateInZone(new Date('2026-03-10T02:00:00Z'), 'America/Los_Angeles')).toBe('2026-03-09');
  });

  it('turns a time on the wall into an instant and back', () => {
    const instant = instantInZone(day('2026-03-10'), '18:30', 'Asia/Bishkek');
    expect(instant.toISOString()).toBe('2026-03-10T12:30:00.000Z');
    expect(timeInZone(instant, 'Asia/Bishkek')).toBe('18:30');
  });

  it('moves a time that spring skips forward, and takes the first of a time that autumn repeats', () => {
    expect(timeInZone(instantInZone(day('2026-03-29'), '02:30', 'Europe/Berlin'), 'Europe/Berlin')).toBe('03:30');
    expect(instantInZone(day('2026-10-25'), '02:30', 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });
});
