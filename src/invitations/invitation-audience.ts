import type { EntityManager } from 'typeorm';
import { filterCondition, statusParameters } from '../clients/client-status.sql.js';
import { Client } from '../clients/client.entity.js';
import { closedOn } from '../closures/closure.queries.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Invitee } from './invitation-messages.js';

interface Asked {
  groupId: number;
  /** Whoever trains on this day is asked: it is the session's. */
  date: CalendarDate;
  /** Those invited to it are not asked again; null = a session that is still to be written. */
  sessionId: number | null;
}

/** The active clients of a group who are not invited yet, by id. */
export async function readAudience(
  manager: EntityManager,
  { groupId, date, sessionId }: Asked,
): Promise<(Invitee & Pick<Client, 'firstName' | 'lastName'>)[]> {
  return manager
    .createQueryBuilder(Client, 'client')
    .select(
      ['id', 'telegramId', 'telegramState', 'language', 'firstName', 'lastName'].map((field) => `client.${field}`),
    )
    .where(filterCondition('active', 'client', await closedOn(manager, date)), statusParameters(date, 0))
    .andWhere('client.archivedAt IS NULL AND client.groupId = :groupId', { groupId })
    .andWhere(
      `NOT EXISTS (SELECT 1 FROM invitations asked WHERE asked.clientId = client.id AND asked.groupTrainingId = :sessionId)`,
      { sessionId: sessionId ?? 0 },
    )
    .orderBy('client.id')
    .getMany();
}
