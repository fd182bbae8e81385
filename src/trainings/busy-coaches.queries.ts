import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import { toInstant } from '../db/stored-values.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { GroupTraining } from './group-training.entity.js';
import { sessionEnd } from './session.rules.js';

interface Lesson {
  coachId: number;
  groupName: string;
  startsAt: Date;
  durationMinutes: number;
}

/** The coaches who lead another session at the time of this one, with the group they lead then. */
export async function busyCoaches(
  manager: EntityManager,
  { id, date, startsAt, groupId }: Pick<GroupTraining, 'id' | 'date' | 'startsAt' | 'groupId'>,
): Promise<Map<number, string>> {
  const lessons = await readLessons(manager, date, id);
  const [own] = await query<{ durationMinutes: number }[]>(
    manager,
    'SELECT durationMinutes FROM `groups` WHERE id = ?',
    [groupId],
  );
  const end = sessionEnd({ startsAt }, own?.durationMinutes ?? 0);
  const busy = lessons.filter((one) => one.startsAt < end && sessionEnd(one, one.durationMinutes) > startsAt);
  return new Map(busy.map(({ coachId, groupName }) => [coachId, groupName]));
}

async function readLessons(manager: EntityManager, date: CalendarDate, exceptId: number): Promise<Lesson[]> {
  const rows = await query<(Omit<Lesson, 'startsAt'> & { startsAt: unknown })[]>(
    manager,
    `SELECT s.coachId, s.startsAt, g.name AS groupName, g.durationMinutes
     FROM group_trainings s JOIN \`groups\` g ON g.id = s.groupId
     WHERE s.date = ? AND s.cancelledAt IS NULL AND s.id <> ?`,
    [date, exceptId],
  );
  return rows.map((row) => ({ ...row, startsAt: toInstant(row.startsAt) }));
}
