import { describe, expect, it } from '@jest/globals';
import { calendarDate } from '../lib/calendar-date.js';
import {
  birthdaysOn,
  endOfReminders,
  expiryText,
  isDaytime,
  isReminderTime,
  parseReminderKey,
  reminderKeys,
} from './reminder.rules.js';

describe('reminders of the day', () => {
  it.each([
    ['2026-03-10T03:59:59Z', 'Asia/Bishkek', 10, false],
    ['2026-03-10T04:00:00Z', 'Asia/Bishkek', 10, true],
    ['2026-03-10T14:59:59Z', 'Asia/Bishkek', 10, true],
    ['2026-03-10T15:00:00Z', 'Asia/Bishkek', 10, false],
    // The night in which clocks skip the hour from two to three, and the one in which it comes twice.
    ['2026-03-29T00:59:59Z', 'Europe/Berlin', 2, false],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', 2, true],
    ['2026-10-25T00:00:00Z', 'Europe/Berlin', 2, true],
    ['2026-10-25T01:00:00Z', 'Europe/Berlin', 2, true],
    ['2026-03-29T08:00:00Z', 'Europe/Berlin', 10, true],
    ['2026-03-29T07:59:00Z', 'Europe/Berlin', 10, false],
    // An hour of the night that the studio chose itself.
    ['2026-03-10T21:59:00Z', 'UTC', 22, false],
    ['2026-03-10T22:00:00Z', 'UTC', 22, true],
    ['2026-03-11T00:00:00Z', 'UTC', 22, false],
  ])('at %s in %s with the hour %i: %s', (instant, zone, hour, due) => {
    expect(isReminderTime(new Date(instant), zone, hour)).toBe(due);
  });

  it('that are not bound to an hour come between nine and nine', () => {
    const at = (time: string) => isDaytime(new Date(`2026-03-10T${time}:00Z`), 'UTC');
    expect(['08:59', '09:00', '20:59', '21:00'].map(at)).toEqual([false, true, true, false]);
  });

  it('that were kept waiting disturb nobody in the evening, on a day of 23 hours either', () => {
    expect(endOfReminders(calendarDate('2026-03-29'), 'Europe/Berlin', 10)).toEqual(new Date('2026-03-29T19:00:00Z'));
    expect(endOfReminders(calendarDate('2026-12-31'), 'UTC', 20)).toEqual(new Date('2026-12-31T21:00:00Z'));
  });

  it('that are due in the evening may go out until the day is over', () => {
    expect(endOfReminders(calendarDate('2026-03-29'), 'Europe/Berlin', 21)).toEqual(new Date('2026-03-29T22:00:00Z'));
    expect(endOfReminders(calendarDate('2026-12-31'), 'UTC', 23)).toEqual(new Date('2027-01-01T00:00:00Z'));
  });

  it('say before, on and after the last paid day different things', () => {
    expect([3, 0, -3].map(expiryText)).toEqual(['textExpiryBefore', 'textExpiryToday', 'textExpiryAfter']);
  });
});

describe('a birthday', () => {
  it.each([
    ['2026-02-28', ['02-28', '02-29']],
    ['2028-02-28', ['02-28']],
    ['2028-02-29', ['02-29']],
    ['2100-02-28', ['02-28', '02-29']],
    ['2026-03-01', ['03-01']],
  ])('on %s is that of %j', (day, monthDays) => {
    expect(birthdaysOn(calendarDate(day))).toEqual(monthDays);
  });
});

describe('the key of a reminder', () => {
  it('tells what it is about', () => {
    const startsAt = new Date('2026-03-10T12:00:00Z');
    const day = calendarDate('2026-03-31');
    expect(parseReminderKey(reminderKeys.expiry(5, day, -3))).toEqual({ paymentId: 5, lastDay: day });
    expect(parseReminderKey(reminderKeys.visits(5, 1))).toEqual({ paymentId: 5, visitsLeft: 1 });
    expect(parseReminderKey(reminderKeys.session(7, startsAt, 9))).toEqual({
      sessionId: 7,
      startsAt: startsAt.getTime(),
    });
    expect(parseReminderKey(reminderKeys.birthday(5, day))).toBeNull();
    expect(parseReminderKey('anything')).toBeNull();
  });
});
