import type { EntityManager } from 'typeorm';
import { closedOn } from '../closures/closure.queries.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { filterCondition, statusParameters } from './client-status.sql.js';
import { Client } from './client.entity.js';

/** Whether the client trains on `day`, as the running transaction sees it. An unknown id is not active. */
export async function isActiveOn(manager: EntityManager, clientId: number, day: CalendarDate): Promise<boolean> {
  return manager
    .createQueryBuilder(Client, 'client')
    .where(filterCondition('active', 'client', await closedOn(manager, day)), statusParameters(day, 0))
    .andWhere('client.id = :clientId', { clientId })
    .getExists();
}
