import type { DeliveryClass, DeliveryPayload } from '../contract/deliveries.js';
import { isUniqueViolation } from '../db/database-errors.js';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { insertEntities } from '../db/write-entities.js';
import type { Clock } from '../lib/clock.js';
import { Delivery } from './delivery.entity.js';
import { methodOf, PRIORITIES } from './delivery.rules.js';
import type { DeliverySignal } from './delivery-signal.js';

/** One message to one chat. */
export interface DeliveryDraft {
  /** One fact, one message: a key that exists already is skipped. */
  dedupeKey: string;
  deliveryClass: DeliveryClass;
  /** Null = somebody who is no client: a coach, an admin. */
  clientId: number | null;
  chatId: string;
  payload: DeliveryPayload;
  /** Left out: now. */
  dueAt?: Date;
  /** After it the message is pointless and is not sent. */
  expiresAt?: Date | null;
}

const ROWS_AT_ONCE = 200;
const TRIES = 5;

/** Where every message to a person is written, in the transaction of the fact that it tells of (docs/adr/0011). */
export class Outbox {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly signal: DeliverySignal,
  ) {}

  /**
   * Inside the caller's transaction. Gives how many were written: a draft whose key exists, here or in the database, is
   * skipped. The senders are told when the transaction has committed.
   */
  async enqueue(drafts: readonly DeliveryDraft[]): Promise<number> {
    const byKey = new Map<string, DeliveryDraft>();
    for (const draft of drafts) if (!byKey.has(draft.dedupeKey)) byKey.set(draft.dedupeKey, draft);
    const list = [...byKey.values()];
    let written = 0;
    for (let from = 0; from < list.length; from += ROWS_AT_ONCE) {
      written += await this.insertNew(list.slice(from, from + ROWS_AT_ONCE));
    }
    if (written > 0) this.unitOfWork.afterCommit(() => this.signal.notify());
    return written;
  }

  /** Another transaction may write the same key in between; then it has committed, and the next look sees it. */
  private async insertNew(drafts: readonly DeliveryDraft[]): Promise<number> {
    const { manager } = this.unitOfWork;
    for (let attempt = 1; ; attempt += 1) {
      const known = await this.findKeys(drafts.map(({ dedupeKey }) => dedupeKey));
      const fresh = drafts.filter(({ dedupeKey }) => !known.has(dedupeKey));
      try {
        if (fresh.length > 0)
          await insertEntities(
            manager,
            Delivery,
            fresh.map((draft) => this.rowOf(draft)),
          );
        return fresh.length;
      } catch (error) {
        if (attempt >= TRIES || !isUniqueViolation(error)) throw error;
      }
    }
  }

  private async findKeys(keys: readonly string[]): Promise<Set<string>> {
    const rows = await query<{ dedupeKey: string }[]>(
      this.unitOfWork.manager,
      `SELECT dedupeKey FROM deliveries WHERE dedupeKey IN (${placesFor(keys)})`,
      keys,
    );
    return new Set(rows.map(({ dedupeKey }) => dedupeKey));
  }

  private rowOf({ payload, dueAt, expiresAt = null, ...draft }: DeliveryDraft): Partial<Delivery> {
    const now = this.clock.now();
    return {
      ...draft,
      payload,
      method: methodOf(payload),
      priority: PRIORITIES[draft.deliveryClass],
      dueAt: dueAt ?? now,
      expiresAt,
      createdAt: now,
      updatedAt: now,
    };
  }
}
