import { describe, expect, it } from '@jest/globals';
import { calendarDate } from '../lib/calendar-date.js';
import { ageOn, birthdaysFrom } from './birthday.rules.js';

const days = (from: string, to: string) =>
  birthdaysFrom(calendarDate(from), calendarDate(to)).map(({ date, monthDays }) => `${date}: ${monthDays.join(' ')}`);

describe('birthdays at the desk', () => {
  it('go on over the end of a year', () => {
    expect(days('2026-12-31', '2027-01-01')).toEqual(['2026-12-31: 12-31', '2027-01-01: 01-01']);
  });

  it('of 29 February are on the 28th in a year without it, and on their own day in a leap year', () => {
    expect(days('2026-02-28', '2026-03-01')).toEqual(['2026-02-28: 02-28 02-29', '2026-03-01: 03-01']);
    expect(days('2028-02-28', '2028-02-29')).toEqual(['2028-02-28: 02-28', '2028-02-29: 02-29']);
  });

  it('tell the age that somebody reaches', () => {
    expect(ageOn(calendarDate('1990-12-31'), calendarDate('2026-12-31'))).toBe(36);
  });
});
