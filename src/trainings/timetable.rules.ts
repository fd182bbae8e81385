import type { SessionView } from '../contract/sessions.js';
import { parseWeekdays } from '../groups/group.rules.js';
import { addDays, isoWeekday, type CalendarDate } from '../lib/calendar-date.js';
import { sessionEnd } from './session.rules.js';

/**
 * `planned`: the group's week says so, nobody has started it · `missed`: its day has passed without one · `off`: closed
 * that day · `ahead`, `running`, `over`: a session before, at and after its time · `closed`: everyone is marked ·
 * `cancelled`: it does not take place.
 */
export type EntryState = 'planned' | 'missed' | 'off' | 'ahead' | 'running' | 'over' | 'closed' | 'cancelled';

/** A group as its usual week is read from it. */
export interface WeeklyGroup {
  id: number;
  /** As stored: `"1,3,5"`. */
  weekdays: string;
  /** The studio's day on which the group was made: before it nothing was planned. */
  since: CalendarDate;
}

/** Closed days of the whole studio (`groupId` null) or of one group. */
export interface ClosedDays {
  groupId: number | null;
  startDate: CalendarDate;
  endDate: CalendarDate;
  reason: string;
}

/** A day on which a group usually trains and has no session. */
export interface PlannedDay {
  groupId: number;
  date: CalendarDate;
  state: Extract<EntryState, 'planned' | 'missed' | 'off'>;
}

/** Monday to Sunday around a day. */
export function weekOf(day: CalendarDate): CalendarDate[] {
  const monday = addDays(day, 1 - isoWeekday(day));
  return [0, 1, 2, 3, 4, 5, 6].map((offset) => addDays(monday, offset));
}

/** How a session that exists stands at the moment. */
export function stateOfSession(
  { cancelled, closedAt, startsAt, durationMinutes }: SessionView,
  now: Date,
): Extract<EntryState, 'ahead' | 'running' | 'over' | 'closed' | 'cancelled'> {
  if (cancelled) return 'cancelled';
  if (closedAt !== null) return 'closed';
  const start = new Date(startsAt);
  if (start > now) return 'ahead';
  return sessionEnd({ startsAt: start }, durationMinutes) > now ? 'running' : 'over';
}

/** The usual days of the groups that have no session yet: any session of the group on the day, also a cancelled one, is it. */
export function plannedDays(
  groups: readonly WeeklyGroup[],
  week: readonly CalendarDate[],
  known: {
    sessions: readonly { groupId: number; date: CalendarDate }[];
    closures: readonly ClosedDays[];
    today: CalendarDate;
  },
): PlannedDay[] {
  const held = new Set(known.sessions.map(({ groupId, date }) => `${groupId} ${date}`));
  return groups.flatMap(({ id, weekdays, since }) => {
    const usual = new Set(parseWeekdays(weekdays));
    const days = week.filter((date) => date >= since && usual.has(isoWeekday(date)) && !held.has(`${id} ${date}`));
    return days.map((date): PlannedDay => {
      const isOff = known.closures.some((one) => isClosed(one, id, date));
      return { groupId: id, date, state: isOff ? 'off' : date < known.today ? 'missed' : 'planned' };
    });
  });
}

function isClosed({ groupId, startDate, endDate }: ClosedDays, ofGroup: number, date: CalendarDate): boolean {
  return (groupId === null || groupId === ofGroup) && startDate <= date && date <= endDate;
}
