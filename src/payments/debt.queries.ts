import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import { moneyFromCents, type Money } from '../lib/money.js';

/** In whole hundredths: SQLite would add decimals as binary fractions. */
const OWED_CENTS = 'SUM(ROUND(p.owedAmount * 100)) AS cents';

/** What each of the clients owes, by client id; one who owes nothing is left out. */
export async function debtsOf(manager: EntityManager, clientIds: readonly number[]): Promise<Map<number, Money>> {
  if (clientIds.length === 0) return new Map();
  const rows = await query<{ clientId: number; cents: number | string }[]>(
    manager,
    `SELECT p.clientId, ${OWED_CENTS} FROM payments p
     WHERE p.owedAmount > 0 AND p.clientId IN (${placesFor(clientIds)}) GROUP BY p.clientId`,
    clientIds,
  );
  return new Map(rows.map(({ clientId, cents }) => [clientId, moneyFromCents(Number(cents))]));
}

/** What the clients of the list `owing`, which leaves out the archived, owe together. */
export async function totalDebt(manager: EntityManager): Promise<Money> {
  const [row] = await query<{ cents: number | string | null }[]>(
    manager,
    `SELECT ${OWED_CENTS} FROM payments p JOIN clients c ON c.id = p.clientId AND c.archivedAt IS NULL
     WHERE p.owedAmount > 0`,
  );
  return moneyFromCents(Number(row?.cents ?? 0));
}
