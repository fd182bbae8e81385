import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import { toInstant } from '../db/stored-values.js';
import { DELIVERY_CLASSES } from './delivery.entity.js';
import { PRIORITIES } from './delivery.rules.js';

/** How many seconds ago the oldest waiting message of each class was due; 0 = none waits. */
export async function secondsOverdue(manager: EntityManager, now: Date): Promise<Record<string, number>> {
  const seconds: Record<string, number> = {};
  for (const name of DELIVERY_CLASSES) {
    const [row] = await query<{ dueAt: unknown }[]>(
      manager,
      "SELECT MIN(dueAt) AS dueAt FROM deliveries WHERE status = 'pending' AND priority = ?",
      [PRIORITIES[name]],
    );
    const since = row?.dueAt ? toInstant(row.dueAt).getTime() : now.getTime();
    seconds[name] = Math.max(0, Math.round((now.getTime() - since) / 1000));
  }
  return seconds;
}
