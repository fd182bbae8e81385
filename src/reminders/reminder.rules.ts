import { addDays, instantInZone, timeInZone, type CalendarDate } from '../lib/calendar-date.js';
import type { ReminderTextKey } from './reminder-texts.js';

/** Nobody is written to later than this in the studio's day, unless the studio itself chose a later hour. */
const EVENING_HOUR = 21;
/** When it becomes day, for what is not bound to an hour. */
const MORNING_HOUR = 9;

/** Whether reminders of the day are due: from the hour of the studio's day on, until the evening. */
export function isReminderTime(now: Date, timeZone: string, fromHour: number): boolean {
  const hour = Number(timeInZone(now, timeZone).slice(0, 2));
  return hour >= fromHour && (hour < EVENING_HOUR || fromHour >= EVENING_HOUR);
}

export function isDaytime(now: Date, timeZone: string): boolean {
  return isReminderTime(now, timeZone, MORNING_HOUR);
}

/**
 * Until when a reminder of the day may still go out, be it kept waiting: the evening, or where reminders are only due then
 * (`fromHour`) the instant at which the studio's next day begins, however long this one is.
 */
export function endOfReminders(day: CalendarDate, timeZone: string, fromHour: number): Date {
  if (fromHour < EVENING_HOUR) return instantInZone(day, `${EVENING_HOUR}:00`, timeZone);
  return instantInZone(addDays(day, 1), '00:00', timeZone);
}

/** `offset` in days: before the last paid day, on it, after it. */
export function expiryText(offset: number): ReminderTextKey {
  if (offset === 0) return 'textExpiryToday';
  return offset > 0 ? 'textExpiryBefore' : 'textExpiryAfter';
}

/** Whose birthday is kept on the day, as `MM-DD`: that of 29 February on the 28th where there is no 29th. */
export function birthdaysOn(day: CalendarDate): string[] {
  const monthDay = day.slice(5);
  return monthDay === '02-28' && addDays(day, 1).slice(5) !== '02-29' ? [monthDay, '02-29'] : [monthDay];
}

/** The keys of the outbox: one fact, one message. */
export const reminderKeys = {
  expiry: (paymentId: number, lastDay: CalendarDate, offset: number) => `reminder:${paymentId}:${lastDay}:${offset}`,
  visits: (paymentId: number, left: number) => `visits:${paymentId}:${left}`,
  birthday: (clientId: number, day: CalendarDate) => `birthday:${clientId}:${day.slice(0, 4)}`,
  session: (sessionId: number, startsAt: Date, clientId: number) =>
    `session-reminder:${sessionId}:${startsAt.getTime()}:${clientId}`,
};

/** What a reminder tells of, as its key has it. */
export type ReminderSubject =
  | { paymentId: number; lastDay: string }
  | { paymentId: number; visitsLeft: number }
  | { sessionId: number; startsAt: number };

/** Null = what does not change: a birthday, or a key of something else. */
export function parseReminderKey(key: string): ReminderSubject | null {
  const [kind, id, what] = key.split(':');
  if (id === undefined || what === undefined) return null;
  if (kind === 'reminder') return { paymentId: Number(id), lastDay: what };
  if (kind === 'visits') return { paymentId: Number(id), visitsLeft: Number(what) };
  return kind === 'session-reminder' ? { sessionId: Number(id), startsAt: Number(what) } : null;
}
