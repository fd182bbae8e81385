import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';

/**
 * A pressed button proves that its message arrived: nobody has to wait for the sender's report, and what was to be sent
 * once more is not. Inside the caller's transaction; a message that is settled already stays as it is.
 */
export async function proveDelivered(manager: EntityManager, dedupeKey: string): Promise<void> {
  await query(
    manager,
    `UPDATE deliveries SET status = 'sent', sentAt = updatedAt, leaseUntil = NULL, error = NULL
     WHERE dedupeKey = ?
       AND (status IN ('unknown', 'sending') OR (status IN ('pending', 'claimed') AND resentAt IS NOT NULL))`,
    [dedupeKey],
  );
}
