import type { EntityManager } from 'typeorm';
import { livingCondition, statusParameters } from '../clients/client-status.sql.js';
import { closedOn } from '../closures/closure.queries.js';
import { readEntities } from '../db/read-entities.js';
import { storedInstant } from '../db/stored-values.js';
import { GroupTraining } from '../trainings/group-training.entity.js';
import { PERSON, queryNamed, REACHABLE, type Person } from './person.queries.js';

/** Sessions that take place and begin after `now`, at most at `until`. */
export async function readComingSessions(manager: EntityManager, now: Date, until: Date): Promise<GroupTraining[]> {
  const where = `WHERE cancelledAt IS NULL AND closedAt IS NULL AND startsAt > ? AND startsAt <= ? ORDER BY startsAt, id`;
  const instants = [now, until].map((instant) => storedInstant(manager.dataSource, instant));
  return readEntities(manager, GroupTraining, where, instants);
}

/**
 * Whom to remind of a session: where clients were invited, those who said yes, and those active on the day who have not
 * answered; else the group's active clients. Who was asked after `since` needs no reminder yet.
 */
export async function readReminded(
  manager: EntityManager,
  { id, groupId, date, invitedAt }: GroupTraining,
  since: Date,
): Promise<Person[]> {
  const active = livingCondition('active', 'client', await closedOn(manager, date));
  const invited = `SELECT 1 FROM invitations asked WHERE asked.clientId = client.id AND asked.groupTrainingId = :id
    AND asked.createdAt <= :since AND (asked.status = 'accepted' OR (asked.status <> 'declined' AND ${active}))`;
  const who = invitedAt === null ? `client.groupId = :groupId AND ${active}` : `EXISTS (${invited})`;
  const sql = `SELECT ${PERSON} FROM clients client WHERE ${REACHABLE} AND ${who} ORDER BY client.id`;
  const parameters = { ...statusParameters(date, 0), id, groupId, since: storedInstant(manager.dataSource, since) };
  return queryNamed<Person>(manager, sql, parameters);
}
