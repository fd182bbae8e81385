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
export async function readStatusFacts(
  manager: EntityManager,
  clientIds: readonly number[],
): Promise<Map<number, ChainFacts>> {
  const facts = new Map<number, MutableFacts>();
  if (clientIds.length === 0) return facts;
  for (const id of clientIds) facts.set(id, { payments: [], freezes: [], closures: [] });
  const ids = `(${placesFor(clientIds)})`;
  const rows = await query<FactRow[]>(
    manager,
    `SELECT ${PAYMENT} AS kind, clientId, planId, startDate, endDate, usedUpDate, NULL AS reason
     FROM payments WHERE clientId IN ${ids}
     UNION ALL
     SELECT ${FREEZE}, clientId, NULL, startDate, endDate, NULL, NULL FROM lazy_days WHERE clientId IN ${ids}
     UNION ALL
     SELECT ${CLOSURE}, NULL, planId, startDate, endDate, NULL, reason FROM closures
     WHERE undoneAt IS NULL AND scope <> 'group'
     UNION ALL
     SELECT ${CLOSURE}, m.clientId, NULL, m.startDate, m.endDate, NULL, k.reason
     FROM closure_clients m JOIN closures k ON k.id = m.closureId
     WHERE k.undoneAt IS NULL AND m.clientId IN ${ids}`,
    [...clientIds, ...clientIds, ...clientIds],
  );
  for (const row of rows) {
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
