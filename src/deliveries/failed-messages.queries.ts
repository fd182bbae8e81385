import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import { storedInstant, toInstant } from '../db/stored-values.js';
import type { DeliveryStatus } from './delivery.entity.js';
import { PRIORITIES } from './delivery.rules.js';

/** How a message to one person ends without having surely arrived. */
export const FAILURES = ['blocked', 'gone', 'failed', 'unknown'] as const satisfies DeliveryStatus[];

/** Older ones are history. */
const UNREAD_DAYS = 30;
const DAY_MS = 86_400_000;

export interface FailedMessage {
  id: number;
  clientId: number;
  firstName: string;
  lastName: string;
  phone: string | null;
  deliveryClass: string;
  status: string;
  error: string | null;
  at: string;
}

/**
 * The messages to living clients that did not arrive in the last 30 days and that nobody has dealt with; those of broadcasts
 * are told by the broadcast. `alias` is the message's row; the parameter is `:failedSince`.
 */
export function unreadFailure(alias: string): string {
  return `${alias}.status IN (${FAILURES.map((status) => `'${status}'`).join(', ')})
    AND ${alias}.priority < ${PRIORITIES.bulk} AND ${alias}.dueAt >= :failedSince
    AND ((SELECT 1 FROM clients k WHERE k.id = ${alias}.clientId AND k.archivedAt IS NULL) IS NOT NULL)
    AND ((SELECT 1 FROM audit_entries a WHERE a.entity = 'Delivery' AND a.entityId = CAST(${alias}.id AS CHAR)
      AND a.action = 'delivery.resolve' LIMIT 1) IS NULL)`;
}

export function failedSince(now: Date): Date {
  return new Date(now.getTime() - UNREAD_DAYS * DAY_MS);
}

type Row = Omit<FailedMessage, 'at'> & { at: unknown; total: number | string };

/** The newest first. */
export async function readFailedMessages(
  manager: EntityManager,
  now: Date,
  limit: number,
): Promise<{ total: number; items: FailedMessage[] }> {
  const sql = `SELECT d.id, d.clientId, c.firstName, c.lastName, c.phone, d.class AS deliveryClass, d.status, d.error,
      d.dueAt AS at, COUNT(*) OVER () AS total
    FROM deliveries d JOIN clients c ON c.id = d.clientId
    WHERE ${unreadFailure('d')} ORDER BY d.dueAt DESC, d.id DESC LIMIT ${limit}`;
  const since = storedInstant(manager.dataSource, failedSince(now));
  const statement = manager.dataSource.driver.escapeQueryWithParameters(sql, { failedSince: since });
  const rows = await query<Row[]>(manager, ...statement);
  return {
    total: Number(rows[0]?.total ?? 0),
    items: rows.map(({ total: _total, at, ...row }) => ({ ...row, at: toInstant(at).toISOString() })),
  };
}
