import type { EntityManager } from 'typeorm';
import { Coach } from '../coaches/coach.entity.js';
import { isSqlite } from '../db/data-source.js';
import { readEntities } from '../db/read-entities.js';
import { DomainError } from '../errors/domain-error.js';
import { Group } from '../groups/group.entity.js';
import { timeInZone } from '../lib/calendar-date.js';
import { GroupTraining } from './group-training.entity.js';
import { sessionEnd } from './session.rules.js';
import type { ToldSession } from './session-texts.js';

/** A session with those who are named in what is told of it. */
export interface SessionPeople {
  session: GroupTraining;
  group: Group;
  coach: Coach;
}

/**
 * Inside a transaction: the session as it is now, neither changed nor cancelled until the transaction ends; others may hold
 * it too. To be held before a client is locked. Throws `not_found`.
 */
export async function holdSession(manager: EntityManager, id: number): Promise<GroupTraining> {
  const share = isSqlite(manager.dataSource) ? '' : ' LOCK IN SHARE MODE';
  const [session] = await readEntities(manager, GroupTraining, `WHERE id = ?${share}`, [id]);
  if (!session) throw new DomainError('not_found');
  return session;
}

export async function peopleOf(manager: EntityManager, session: GroupTraining): Promise<SessionPeople> {
  const group = await manager.findOneByOrFail(Group, { id: session.groupId });
  const coach = await manager.findOneByOrFail(Coach, { id: session.coachId });
  return { session, group, coach };
}

/** What messages tell of it. */
export function toldOf({ session, group, coach }: SessionPeople, timeZone: string): ToldSession {
  const { id, date, startsAt, link } = session;
  return { id, date, link, groupName: group.name, coachName: nameOf(coach), time: timeInZone(startsAt, timeZone) };
}

/** As clients know the coach: first name first. */
export function nameOf({ firstName, lastName }: Pick<Coach, 'firstName' | 'lastName'>): string {
  return `${firstName} ${lastName}`.trim();
}

export function endOf({ session, group }: SessionPeople): Date {
  return sessionEnd(session, group.durationMinutes);
}
