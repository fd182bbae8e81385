import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import { storedInstant } from '../db/stored-values.js';

/** So many messages that Telegram refuses, and none that it took, are the text's fault and not the people's. */
const REFUSED_IN_A_ROW = 20;

/** What still has to happen to a message. */
const OPEN = "('pending', 'claimed', 'sending')";

/**
 * The running broadcasts with nothing left to send are done; `ids` null = look at all. Inside the caller's transaction.
 */
export async function finishCompleted(manager: EntityManager, ids: readonly number[] | null, now: Date): Promise<void> {
  if (ids?.length === 0) return;
  const at = storedInstant(manager.dataSource, now);
  await query(
    manager,
    `UPDATE broadcasts SET status = 'done', finishedAt = ?, updatedAt = ?, version = version + 1
     WHERE status = 'running' ${ids === null ? '' : `AND id IN (${placesFor(ids)})`}
       AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.broadcastId = broadcasts.id AND d.status IN ${OPEN})`,
    [at, at, ...(ids ?? [])],
  );
}

/** Something of them is to be sent after all: a late report, or staff who send the unknown ones again. */
export async function reopen(manager: EntityManager, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await query(
    manager,
    `UPDATE broadcasts SET status = 'running', finishedAt = NULL, updatedAt = ?, version = version + 1
     WHERE status = 'done' AND id IN (${placesFor(ids)})`,
    [storedInstant(manager.dataSource, now), ...ids],
  );
}

/**
 * The same for all that are done with something left to send: on servers a report may be written while another one,
 * which does not see it yet, ends the broadcast. Nothing else would ever send what is left.
 */
export async function reopenUnfinished(manager: EntityManager, now: Date): Promise<void> {
  const unfinished = await query<{ id: number }[]>(
    manager,
    `SELECT b.id FROM broadcasts b WHERE b.status = 'done' AND EXISTS (
       SELECT 1 FROM deliveries d WHERE d.broadcastId = b.id AND d.status IN ${OPEN})`,
  );
  await reopen(
    manager,
    unfinished.map(({ id }) => id),
    now,
  );
}

/** Pauses those whose first messages were all refused: the others would be too. The rest stays pending. */
export async function pauseRefused(manager: EntityManager, ids: readonly number[], now: Date): Promise<void> {
  for (const id of ids) {
    if (await isContentRefused(manager, id)) {
      await query(
        manager,
        `UPDATE broadcasts SET status = 'paused', statusReason = 'content_refused', updatedAt = ?, version = version + 1
         WHERE status = 'running' AND id = ?`,
        [storedInstant(manager.dataSource, now), id],
      );
    }
  }
}

async function isContentRefused(manager: EntityManager, id: number): Promise<boolean> {
  const some = (statuses: string, limit: number): Promise<unknown[]> =>
    query(manager, `SELECT id FROM deliveries WHERE broadcastId = ? AND status IN (${statuses}) LIMIT ${limit}`, [id]);
  if ((await some("'sent', 'blocked', 'gone'", 1)).length > 0) return false;
  return (await some("'failed'", REFUSED_IN_A_ROW)).length === REFUSED_IN_A_ROW;
}
