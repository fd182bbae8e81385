import { setImmediate as breathe } from 'node:timers/promises';
import { query } from '../db/query.js';
import { storedInstant } from '../db/stored-values.js';
import type { UnitOfWork } from '../db/unit-of-work.js';

const DAY_MS = 86_400_000;
const KEEP_MS = 90 * DAY_MS;
/** Reports of broadcasts can be looked at for a year. Reminders are a fact's memory that it was told: packs last for long. */
const KEEP_LONGER_MS = 365 * DAY_MS;
const IDS_AT_ONCE = 5000;

/**
 * Deletes messages that nobody looks at any more: 90 days old, those of broadcasts and reminders a year. Goes through the
 * ids, whose order is that of time, in transactions of some thousand rows.
 */
export async function pruneDeliveries(unitOfWork: UnitOfWork, now: Date): Promise<void> {
  const before = (ageMs: number) => storedInstant(unitOfWork.dataSource, new Date(now.getTime() - ageMs));
  const [end] = await query<{ id: number | null }[]>(
    unitOfWork.manager,
    'SELECT MAX(id) AS id FROM deliveries WHERE createdAt < ?',
    [before(KEEP_MS)],
  );
  const [first] = await query<{ id: number | null }[]>(unitOfWork.manager, 'SELECT MIN(id) AS id FROM deliveries');
  const last = Number(end?.id ?? 0);
  for (let from = Number(first?.id ?? 1); from <= last; from += IDS_AT_ONCE) {
    await unitOfWork.run((manager) =>
      query(
        manager,
        `DELETE FROM deliveries WHERE id >= ? AND id < ? AND status NOT IN ('pending', 'claimed', 'sending')
         AND createdAt < ? AND ((broadcastId IS NULL AND class <> 'reminder') OR createdAt < ?)`,
        [from, from + IDS_AT_ONCE, before(KEEP_MS), before(KEEP_LONGER_MS)],
      ),
    );
    await breathe();
  }
}
