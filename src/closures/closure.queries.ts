import type { EntityManager } from 'typeorm';
import { NOTHING_CLOSED, type ClosedOn } from '../clients/client-status.sql.js';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { ChainClosure } from '../payments/chain-breaks.rules.js';
import type { ClosureScope } from './closure.entity.js';

/** More than these are not listed in a query. */
const FEW_CLIENTS = 500;

/** A closure as it concerns a client: of a group's, the days of one stay of the client in the group. */
export interface StoredClosure extends ChainClosure {
  id: number;
}

/** `clientId` null = it concerns everyone. */
type ClosureRow = StoredClosure & { clientId: number | null };

/** What is closed on the day, for the status in SQL. */
export async function closedOn(manager: EntityManager, day: CalendarDate): Promise<ClosedOn> {
  const closures = await query<{ id: number; scope: ClosureScope; planId: number | null }[]>(
    manager,
    'SELECT id, scope, planId FROM closures WHERE undoneAt IS NULL AND startDate <= ? AND endDate >= ?',
    [day, day],
  );
  if (closures.length === 0) return NOTHING_CLOSED;
  return {
    studio: closures.some(({ scope }) => scope === 'studio'),
    planIds: closures.flatMap(({ planId }) => planId ?? []),
    groupClosureIds: closures.filter(({ scope }) => scope === 'group').map(({ id }) => id),
  };
}

/** The closures that concern each of the clients, by client id. */
export async function closuresOfClients(
  manager: EntityManager,
  clientIds: readonly number[],
): Promise<(clientId: number) => StoredClosure[]> {
  const few = clientIds.length <= FEW_CLIENTS ? clientIds : null;
  const rows = await query<ClosureRow[]>(
    manager,
    `SELECT id, NULL AS clientId, planId, startDate, endDate, reason FROM closures
     WHERE undoneAt IS NULL AND scope <> 'group'
     UNION ALL
     SELECT k.id, m.clientId, NULL, m.startDate, m.endDate, k.reason
     FROM closure_clients m JOIN closures k ON k.id = m.closureId
     WHERE k.undoneAt IS NULL${few ? ` AND m.clientId IN (${placesFor(few)})` : ''}
     ORDER BY startDate, id`,
    few ?? [],
  );
  const everyones: StoredClosure[] = [];
  const own = new Map<number, StoredClosure[]>();
  for (const { clientId, ...closure } of rows) {
    if (clientId === null) everyones.push(closure);
    else own.set(clientId, [...(own.get(clientId) ?? []), closure]);
  }
  return (clientId) => [...everyones, ...(own.get(clientId) ?? [])];
}
