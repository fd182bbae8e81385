import type { BroadcastView } from '../contract/broadcasts.js';
import { query } from '../db/query.js';
import { findEntity } from '../db/read-entities.js';
import { toInstant } from '../db/stored-values.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../deliveries/delivery.entity.js';
import { DomainError } from '../errors/domain-error.js';
import { fullName } from '../lib/person-name.js';
import type { AudienceQueries } from './audience.queries.js';
import { Broadcast } from './broadcast.entity.js';

/** What staff look for in a report, and the states that it means. */
export const OUTCOMES = {
  waiting: ['pending', 'claimed', 'sending'],
  sent: ['sent'],
  unknown: ['unknown'],
  blocked: ['blocked'],
  gone: ['gone'],
  failed: ['failed'],
  cancelled: ['cancelled', 'expired'],
} as const satisfies Record<string, readonly DeliveryStatus[]>;
export type RecipientOutcome = keyof typeof OUTCOMES;

export interface Recipient {
  /** The message's id, for `resendUnknown`. */
  id: number;
  clientId: number;
  name: string;
  phone: string | null;
  status: DeliveryStatus;
  /** Why, in the worker's or our own words: `opted_out`, `Forbidden: bot was blocked by the user`. */
  error: string | null;
  sentAt: Date | null;
}

/** Somebody whom the broadcast did not reach. */
export interface CallListRow {
  clientId: number;
  name: string;
  phone: string | null;
  /** Why: an outcome, or why the person was left out of the audience. */
  reason: RecipientOutcome | 'no_telegram' | 'opted_out';
}

const RECIPIENT = `SELECT d.id, d.clientId, d.status, d.error, d.sentAt, c.firstName, c.lastName, c.phone
  FROM deliveries d JOIN clients c ON c.id = d.clientId`;
const PAGE_OF_STATUS = 'SELECT id FROM deliveries WHERE broadcastId = ? AND status = ? AND id > ? ORDER BY id LIMIT ?';
const CALL_LIST_AT_ONCE = 500;

interface RecipientRow extends Omit<Recipient, 'name' | 'sentAt'> {
  firstName: string;
  lastName: string;
  sentAt: unknown;
}

/** How broadcasts go and whom they reached. */
export class BroadcastQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audiences: AudienceQueries,
  ) {}

  /** The broadcast as the API shows it, with its counts as they are now. Throws `not_found`. */
  async getView(id: number): Promise<BroadcastView> {
    const broadcast = await this.get(id);
    return presentBroadcast(broadcast, await this.countByStatus(id));
  }

  /** Throws `not_found`. */
  async get(id: number): Promise<Broadcast> {
    const broadcast = await findEntity(this.unitOfWork.manager, Broadcast, { id });
    if (!broadcast) throw new DomainError('not_found');
    return broadcast;
  }

  /**
   * Who gets a broadcast and what became of it, in the order in which it is sent; `outcome` left out = everyone.
   * `after`: the last id of the page before; `nextId` null = there are no more.
   */
  async recipients(
    id: number,
    { outcome, after = 0, limit }: { outcome?: RecipientOutcome; after?: number; limit: number },
  ): Promise<{ items: Recipient[]; nextId: number | null }> {
    const statuses = outcome === undefined ? DELIVERY_STATUSES : OUTCOMES[outcome];
    // State by state, each in the order of the index: together the whole broadcast would be sorted for every page.
    const page = statuses.map(() => `SELECT id FROM (${PAGE_OF_STATUS}) page`).join(' UNION ALL ');
    const rows = await query<RecipientRow[]>(
      this.unitOfWork.manager,
      `${RECIPIENT} WHERE d.id IN (SELECT id FROM (${page}) pages) ORDER BY d.id LIMIT ?`,
      [...statuses.flatMap((status) => [id, status, after, limit + 1]), limit + 1],
    );
    const items = rows.slice(0, limit).map(({ firstName, lastName, sentAt, ...row }) => ({
      ...row,
      name: fullName({ firstName, lastName }),
      sentAt: sentAt === null ? null : toInstant(sentAt),
    }));
    return { items, nextId: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /**
   * Everyone to be called instead: whom the broadcast was sent to without reaching them, then who belongs to its audience
   * today and was left out of it. A page at a time, so that long lists need little memory.
   */
  async *callList(id: number): AsyncGenerator<CallListRow> {
    const broadcast = await this.get(id);
    for (const outcome of ['unknown', 'blocked', 'gone', 'failed', 'cancelled'] as const) {
      for (let after: number | null = 0; after !== null;) {
        const { items, nextId }: { items: Recipient[]; nextId: number | null } = await this.recipients(id, {
          outcome,
          after,
          limit: CALL_LIST_AT_ONCE,
        });
        for (const { clientId, name, phone } of items) yield { clientId, name, phone, reason: outcome };
        after = nextId;
      }
    }
    for await (const { clientId, firstName, lastName, phone, reason } of this.audiences.leftOut(broadcast)) {
      yield { clientId, name: fullName({ firstName, lastName }), phone, reason };
    }
  }

  private async countByStatus(id: number): Promise<Partial<Record<DeliveryStatus, number>>> {
    const rows = await query<{ status: DeliveryStatus; messages: number | string }[]>(
      this.unitOfWork.manager,
      'SELECT status, COUNT(*) AS messages FROM deliveries WHERE broadcastId = ? GROUP BY status',
      [id],
    );
    return Object.fromEntries(rows.map(({ status, messages }) => [status, Number(messages)]));
  }
}

function presentBroadcast(broadcast: Broadcast, counts: Partial<Record<DeliveryStatus, number>>): BroadcastView {
  const { id, status, text, audience, groupId, activeOnly, hasPhoto, statusReason } = broadcast;
  const { withoutTelegramCount, blockedCount, optedOutCount } = broadcast;
  const sum = (...statuses: DeliveryStatus[]): number =>
    statuses.reduce((total, name) => total + (counts[name] ?? 0), 0);
  return {
    id,
    status,
    text,
    audience: { kind: audience, groupId, activeOnly },
    hasPhoto,
    scheduledAt: broadcast.scheduledAt?.toISOString() ?? null,
    startedAt: broadcast.startedAt?.toISOString() ?? null,
    finishedAt: broadcast.finishedAt?.toISOString() ?? null,
    reason: statusReason === 'content_refused' ? statusReason : null,
    total: Object.values(counts).reduce((total, count) => total + count, 0),
    sent: sum('sent'),
    failed: sum('blocked', 'gone', 'failed'),
    blocked: sum('blocked'),
    gone: sum('gone'),
    unknown: sum('unknown'),
    skipped: withoutTelegramCount + blockedCount + optedOutCount + sum('cancelled', 'expired'),
    pending: sum('pending', 'claimed', 'sending'),
  };
}
