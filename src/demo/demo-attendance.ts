import { addDays, isoWeekday, type CalendarDate } from '../lib/calendar-date.js';
import { DEMO_COACHES, type DemoGroup } from './demo-catalogue.js';
import type { DemoMembership } from './demo-memberships.js';
import type { SeededRandom } from './seeded-random.js';

const SESSION_DAYS = 60;
/** Of today's sessions those that begin by then have been visited. */
const TODAY_UNTIL = '10:00';

export interface DemoSession {
  /** Index of the group. */
  group: number;
  /** Index of the coach who leads it: the usual one, now and then another. */
  coach: number;
  date: CalendarDate;
}

export interface DemoVisit {
  client: number;
  /** Index of the session. */
  session: number;
  /** Index among the client's memberships. */
  membership: number;
  date: CalendarDate;
}

export interface Attendant {
  /** Index of the group; null = trains with none. */
  group: number | null;
  memberships: readonly DemoMembership[];
}

/** Every session of two months: on the group's weekdays; a group without clients has not begun yet. */
export function demoSessions(
  groups: readonly DemoGroup[],
  busyGroups: ReadonlySet<number>,
  today: CalendarDate,
  random: SeededRandom,
): DemoSession[] {
  const sessions: DemoSession[] = [];
  for (let day = addDays(today, -SESSION_DAYS); day <= today; day = addDays(day, 1)) {
    groups.forEach(({ weekdays, coach: usual }, group) => {
      if (!busyGroups.has(group) || !weekdays.includes(isoWeekday(day))) return;
      const coach = random.chance(0.07) ? random.between(0, DEMO_COACHES.length - 1) : usual;
      sessions.push({ group, coach, date: day });
    });
  }
  return sessions;
}

/**
 * Who came to which session: on covered, unfrozen days only. Every pack keeps one visit: the last one would end its period
 * that day, and the stories tell of periods.
 */
export function demoVisits(
  clients: readonly Attendant[],
  sessions: readonly DemoSession[],
  groups: readonly DemoGroup[],
  today: CalendarDate,
  random: SeededRandom,
): DemoVisit[] {
  return clients.flatMap(({ group, memberships }, client) => {
    if (group === null) return [];
    const diligence = 0.45 + random.next() * 0.5;
    const used = memberships.map(() => 0);
    return sessions.flatMap((session, index) => {
      if (session.group !== group || !hasBegun(session, groups, today)) return [];
      const membership = memberships.findIndex((one) => mayTrain(one, session.date));
      const sold = memberships[membership];
      if (!sold || (used[membership] ?? 0) >= visitsToUse(sold) || !random.chance(diligence)) return [];
      used[membership] = (used[membership] ?? 0) + 1;
      return [{ client, session: index, membership, date: session.date }];
    });
  });
}

function hasBegun({ group, date }: DemoSession, groups: readonly DemoGroup[], today: CalendarDate): boolean {
  return date < today || (groups[group]?.startTime ?? '') <= TODAY_UNTIL;
}

function mayTrain({ startDate, endDate, freeze }: DemoMembership, day: CalendarDate): boolean {
  const isFrozen = freeze !== null && freeze.startDate <= day && day <= freeze.endDate;
  return startDate <= day && day <= endDate && !isFrozen;
}

function visitsToUse({ plan }: DemoMembership): number {
  if (plan.visitLimit === null) return Infinity;
  return plan.visitLimit - 1;
}
