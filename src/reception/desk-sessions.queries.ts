import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import { toInstant } from '../db/stored-values.js';
import { parseWeekdays } from '../groups/group.rules.js';
import { isoWeekday, timeInZone } from '../lib/calendar-date.js';
import type { DeskView } from './reception.queries.js';

/** A session of today, or one that the group's week has today and nobody has started. */
export interface DeskSession {
  /** Null = not started. */
  sessionId: number | null;
  groupId: number;
  groupName: string;
  coachName: string | null;
  /** `HH:MM`; null = the group has no fixed time. */
  time: string | null;
  state: 'planned' | 'started' | 'closed' | 'cancelled';
  capacity: number | null;
  invited: number;
  attended: number;
}

interface SessionRow {
  sessionId: number | null;
  startsAt: unknown;
  cancelledAt: unknown;
  closedAt: unknown;
  groupId: number;
  groupName: string;
  weekdays: string;
  startTime: string | null;
  capacity: number | null;
  firstName: string | null;
  lastName: string | null;
  invited: number | string;
  attended: number | string;
}

/** Everything that takes place today, by its time. A coach gets what they lead and what their own groups have. */
export async function readSessions(
  manager: EntityManager,
  { today, coachId }: Pick<DeskView, 'today' | 'coachId'>,
  timeZone: string,
): Promise<DeskSession[]> {
  const own =
    coachId === null ? '1 = 1' : `(s.coachId = ${coachId} OR (g.coachId = ${coachId} AND g.archivedAt IS NULL))`;
  const rows = await query<SessionRow[]>(
    manager,
    `SELECT s.id AS sessionId, s.startsAt, s.cancelledAt, s.closedAt, g.id AS groupId, g.name AS groupName, g.weekdays,
       g.startTime, g.capacity, k.firstName, k.lastName,
       (SELECT COUNT(*) FROM invitations i WHERE i.groupTrainingId = s.id) AS invited,
       (SELECT COUNT(*) FROM trainings t WHERE t.groupTrainingId = s.id) AS attended
     FROM \`groups\` g
     LEFT JOIN group_trainings s ON s.groupId = g.id AND s.date = ?
     LEFT JOIN coaches k ON k.id = COALESCE(s.coachId, g.coachId)
     WHERE (s.id IS NOT NULL OR (g.archivedAt IS NULL AND g.weekdays LIKE ?)) AND ${own}`,
    [today, `%${isoWeekday(today)}%`],
  );
  const sessions = rows.filter(({ weekdays, sessionId }) => sessionId !== null || isOn(weekdays, isoWeekday(today)));
  return sessions.map((row) => present(row, timeZone)).sort(byTime);
}

function isOn(weekdays: string, weekday: number): boolean {
  return parseWeekdays(weekdays).includes(weekday);
}

function present(row: SessionRow, timeZone: string): DeskSession {
  const { sessionId, groupId, groupName, capacity, firstName, lastName, startTime } = row;
  return {
    sessionId,
    groupId,
    groupName,
    coachName: firstName === null ? null : `${firstName} ${lastName ?? ''}`.trim(),
    time: sessionId === null ? startTime : timeInZone(toInstant(row.startsAt), timeZone),
    state: stateOf(row),
    capacity,
    invited: Number(row.invited),
    attended: Number(row.attended),
  };
}

function stateOf({ sessionId, cancelledAt, closedAt }: SessionRow): DeskSession['state'] {
  if (sessionId === null) return 'planned';
  if (cancelledAt !== null) return 'cancelled';
  return closedAt === null ? 'started' : 'closed';
}

/** Those without a fixed time last. */
function byTime(a: DeskSession, b: DeskSession): number {
  const [first, second] = [a.time ?? '99:99', b.time ?? '99:99'];
  return first.localeCompare(second) || a.groupName.localeCompare(b.groupName, 'ru');
}
