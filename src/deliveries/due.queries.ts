import type { EntityManager } from 'typeorm';
import { isSqlite } from '../db/data-source.js';
import { query } from '../db/query.js';
import { storedInstant, toInstant } from '../db/stored-values.js';
import { PRIORITIES } from './delivery.rules.js';

export interface DueDelivery {
  id: number;
  expiresAt: Date | null;
}

interface DueQuery {
  now: Date;
  limit: number;
  /** Bulk messages too. */
  withBulk: boolean;
  /** Locks what it finds, passing by what others are claiming at this moment. Inside a transaction. */
  isClaim: boolean;
}

/** Each of them is looked up in the index by itself, so that nothing due later is passed by. */
const URGENT = Object.values(PRIORITIES)
  .filter((priority) => priority < PRIORITIES.bulk)
  .sort((a, b) => a - b);

const FIELDS = 'SELECT id, expiresAt FROM deliveries';

/**
 * What is to be sent now, the most urgent first, then the bulk messages of each running broadcast: found by broadcast, so
 * that the rows of a paused one are never passed by.
 */
export async function findDue(manager: EntityManager, { now, limit, withBulk, isClaim }: DueQuery) {
  const { dataSource } = manager;
  const lock = isClaim && !isSqlite(dataSource) ? ' FOR UPDATE SKIP LOCKED' : '';
  const found: DueDelivery[] = [];
  const look = async (condition: string, order: string, value: number): Promise<void> => {
    if (found.length >= limit) return;
    const rows = await query<{ id: number; expiresAt: unknown }[]>(
      manager,
      `${FIELDS} WHERE ${condition} AND status = 'pending' AND dueAt <= ? ORDER BY ${order} LIMIT ?${lock}`,
      [value, storedInstant(dataSource, now), limit - found.length],
    );
    for (const { id, expiresAt } of rows)
      found.push({ id, expiresAt: expiresAt === null ? null : toInstant(expiresAt) });
  };
  for (const priority of URGENT) await look('priority = ?', 'dueAt, id', priority);
  if (!withBulk || found.length >= limit) return found;
  const running = await query<{ id: number }[]>(
    manager,
    "SELECT id FROM broadcasts WHERE status = 'running' ORDER BY startedAt, id",
  );
  for (const { id } of running) await look('broadcastId = ?', 'id', id);
  return found;
}
