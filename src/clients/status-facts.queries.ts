import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { ChainClosure, ChainFreeze } from '../payments/chain-breaks.rules.js';
import type { StatusFacts, StatusPeriod } from './client-status.rules.js';

export type ChainFacts = Omit<StatusFacts, 'archivedDate'>;

/** Numbers and no words: a page has hundreds of these rows. */
const [PAYMENT, FREEZE, CLOSURE] = [1, 2, 3];

/** `clientId` null = it concerns everyone. */
interface FactRow {
  kind: number;
  clientId: number | null;
  planId: number | null;
  startDate: CalendarDate;
  endDate: CalendarDate;
  usedUpDate: CalendarDate | null;
  reason: string;
}

interface MutableFacts {
  payments: StatusPeriod[];
  freezes: ChainFreeze[];
  closures: ChainClosure[];
}

/** What the clients' statuses follow from, by client id; in one statement and no more of each row than the status needs. */
export function readStatusFacts(
  manager: EntityManager,
  clientIds: readonly number[],
): Promise<Map<number, ChainFacts>> {
  const ids = `(${placesFor(clientIds)})`;
  const sql = `SELECT ${PAYMENT} AS kind, clientId, planId, startDate, endDate, usedUpDate, NULL AS reason
     FROM payments WHERE clientId IN ${ids}
     UNION ALL
     SELECT ${FREEZE}, clientId, NULL, startDate, endDate, NULL, NULL FROM lazy_days WHERE clientId IN ${ids}
     UNION ALL
     ${EVERYONES_CLOSURES}
     UNION ALL
     ${CLOSURES_OF_CLIENTS} AND m.clientId IN ${ids}`;
  return factsOf(manager, clientIds, sql, [...clientIds, ...clientIds, ...clientIds]);
}

/**
 * The same as far as the statuses from `day` on, the last paid day and the days left follow from it. What is over stands
 * for all of it in one row, which an index gives: the rows of past payments lie all over the table.
 */
export function readStatusFactsFrom(
  manager: EntityManager,
  day: CalendarDate,
  clientIds: readonly number[],
): Promise<Map<number, ChainFacts>> {
  const ids = `(${placesFor(clientIds)})`;
  const hasDays = 'CASE WHEN startDate <= endDate THEN';
  const sql = `SELECT ${PAYMENT} AS kind, clientId, planId, startDate, endDate, usedUpDate, NULL AS reason
     FROM payments WHERE clientId IN ${ids} AND endDate >= ?
     UNION ALL
     SELECT ${PAYMENT}, clientId, NULL, COALESCE(MIN(${hasDays} startDate END), MAX(startDate)),
       COALESCE(MAX(${hasDays} endDate END), MIN(endDate)), NULL, NULL
     FROM payments WHERE clientId IN ${ids} AND endDate < ? GROUP BY clientId
     UNION ALL
     SELECT ${FREEZE}, clientId, NULL, startDate, endDate, NULL, NULL
     FROM lazy_days WHERE clientId IN ${ids} AND endDate >= ?
     UNION ALL
     ${EVERYONES_CLOSURES} AND endDate >= ?
     UNION ALL
     ${CLOSURES_OF_CLIENTS} AND m.endDate >= ? AND m.clientId IN ${ids}`;
  const ofClients = [...clientIds, day];
  return factsOf(manager, clientIds, sql, [...ofClients, ...ofClients, ...ofClients, day, day, ...clientIds]);
}

const EVERYONES_CLOSURES = `SELECT ${CLOSURE}, NULL, planId, startDate, endDate, NULL, reason FROM closures
     WHERE undoneAt IS NULL AND scope <> 'group'`;
const CLOSURES_OF_CLIENTS = `SELECT ${CLOSURE}, m.clientId, NULL, m.startDate, m.endDate, NULL, k.reason
     FROM closure_clients m JOIN closures k ON k.id = m.closureId WHERE k.undoneAt IS NULL`;

async function factsOf(
  manager: EntityManager,
  clientIds: readonly number[],
  sql: string,
  parameters: readonly unknown[],
): Promise<Map<number, ChainFacts>> {
  const facts = new Map<number, MutableFacts>();
  if (clientIds.length === 0) return facts;
  for (const id of clientIds) facts.set(id, { payments: [], freezes: [], closures: [] });
  for (const row of await query<FactRow[]>(manager, sql, parameters)) {
    const concerned = row.clientId === null ? facts.values() : [facts.get(row.clientId)];
    for (const one of concerned) if (one) addFact(one, row);
  }
  return facts;
}

function addFact({ payments, freezes, closures }: MutableFacts, row: FactRow): void {
  if (row.kind === PAYMENT) payments.push(row);
  else if (row.kind === FREEZE) freezes.push(row);
  else closures.push(row);
}
