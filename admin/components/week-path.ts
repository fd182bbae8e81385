import { addDays, type CalendarDate } from '../../src/lib/calendar-date.js';
import { ROOT_PATH } from '../paths.js';
import { recordPath } from './links.js';

/** The timetable of the week around a day; without one of this week. */
export function weekPath(day?: string): string {
  const query = day ? `?day=${day}` : '';
  return `${ROOT_PATH}/resources/GroupTraining/actions/week${query}`;
}

/** The form that starts a session of the group, with what the timetable says filled in. */
export function startPath(groupId: number, date: string, time: string | null): string {
  const query = new URLSearchParams({ date, ...(time ? { time } : {}) });
  return `${recordPath('Group', groupId, 'startSession')}?${query.toString()}`;
}

export function shiftWeek(day: string, weeks: number): string {
  return addDays(day as CalendarDate, weeks * 7);
}
