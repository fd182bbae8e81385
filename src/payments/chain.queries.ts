import type { EntityManager } from 'typeorm';
import { closuresOfClients, type StoredClosure } from '../closures/closure.queries.js';
import { query } from '../db/query.js';
import { placesFor, readEntities } from '../db/read-entities.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { inChainOrder, type ChainVisit } from './chain.rules.js';
import { Payment } from './payment.entity.js';

/** What is stored of a client's chain: the payments in its order, the freezes in that of their start. */
export interface StoredChain {
  payments: Payment[];
  freezes: LazyDays[];
  closures: StoredClosure[];
}

/** The chains of the clients, by client id; one that has nothing is empty. */
export async function readChains(
  manager: EntityManager,
  clientIds: readonly number[],
): Promise<Map<number, StoredChain>> {
  const chains = new Map<number, StoredChain>();
  if (clientIds.length === 0) return chains;
  const closuresOf = await closuresOfClients(manager, clientIds);
  for (const id of clientIds) chains.set(id, { payments: [], freezes: [], closures: closuresOf(id) });
  const ofClients = `WHERE clientId IN (${placesFor(clientIds)}) ORDER BY startDate, id`;
  for (const payment of await readEntities(manager, Payment, ofClients, clientIds)) {
    chains.get(payment.clientId)?.payments.push(payment);
  }
  for (const freeze of await readEntities(manager, LazyDays, ofClients, clientIds)) {
    chains.get(freeze.clientId)?.freezes.push(freeze);
  }
  for (const chain of chains.values()) chain.payments = inChainOrder(chain.payments);
  return chains;
}

/** A visit with the membership it is taken from; null = none (the owner's override). */
export interface StoredVisit extends ChainVisit {
  paymentId: number | null;
}

/** The visits of the clients, by client id. */
export async function readVisits(
  manager: EntityManager,
  clientIds: readonly number[],
): Promise<Map<number, StoredVisit[]>> {
  const visits = new Map<number, StoredVisit[]>(clientIds.map((id) => [id, []]));
  if (clientIds.length === 0) return visits;
  const rows = await query<(StoredVisit & { clientId: number })[]>(
    manager,
    `SELECT id, clientId, date, paymentId FROM trainings WHERE clientId IN (${placesFor(clientIds)})`,
    clientIds,
  );
  for (const { clientId, ...visit } of rows) visits.get(clientId)?.push(visit);
  return visits;
}
