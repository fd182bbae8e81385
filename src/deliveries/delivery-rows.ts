import type { EntityManager } from 'typeorm';
import { isSqlite } from '../db/data-source.js';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import { storedInstant, toInstant } from '../db/stored-values.js';
import type { DeliveryStatus } from './delivery.entity.js';
import type { LeasedDelivery } from './delivery.rules.js';

/** A delivery's row as steps and claims work with it; the instants as ours. */
export interface DeliveryRow extends LeasedDelivery {
  id: number;
  clientId: number | null;
  broadcastId: number | null;
}

type Changes = Readonly<Record<string, Date | string | number | null>>;

const FIELDS = `id, status, leaseToken, leaseUntil, attempts, class AS deliveryClass, chatId, expiresAt, resentAt,
  clientId, broadcastId`;

/** The rows by id, held until the transaction ends, in one order for all who hold several. */
export async function lockRows(manager: EntityManager, ids: readonly number[]): Promise<Map<number, DeliveryRow>> {
  const lock = isSqlite(manager.dataSource) ? '' : ' FOR UPDATE';
  const rows = await query<DeliveryRow[]>(
    manager,
    `SELECT ${FIELDS} FROM deliveries WHERE id IN (${placesFor(ids)}) ORDER BY id${lock}`,
    ids,
  );
  const instant = (value: unknown): Date | null => (value === null ? null : toInstant(value));
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        leaseUntil: instant(row.leaseUntil),
        expiresAt: instant(row.expiresAt),
        resentAt: instant(row.resentAt),
      },
    ]),
  );
}

interface RowsChange {
  status: DeliveryStatus;
  now: Date;
  /** By column. */
  changes?: Changes;
  /** Further assignments, e.g. `attempts = attempts + 1`, with their parameters. */
  more?: { sql: string; parameters: readonly unknown[] };
  /** For rows that the transaction does not hold: only those that are in one of these still. */
  onlyStatuses?: readonly DeliveryStatus[];
}

/** One statement for all rows that change alike. */
export async function changeRows(
  manager: EntityManager,
  ids: readonly number[],
  { status, now, changes = {}, more, onlyStatuses = [] }: RowsChange,
): Promise<void> {
  if (ids.length === 0) return;
  const { dataSource } = manager;
  const names = Object.keys(changes);
  const sets = ['status = ?', 'updatedAt = ?', ...names.map((name) => `${name} = ?`), ...(more ? [more.sql] : [])];
  const values = [now, ...Object.values(changes)].map((value) =>
    value instanceof Date ? storedInstant(dataSource, value) : value,
  );
  const still = onlyStatuses.length > 0 ? ` AND status IN (${placesFor(onlyStatuses)})` : '';
  await query(manager, `UPDATE deliveries SET ${sets.join(', ')} WHERE id IN (${placesFor(ids)})${still}`, [
    status,
    ...values,
    ...(more?.parameters ?? []),
    ...ids,
    ...onlyStatuses,
  ]);
}

/** Nobody holds it any more. */
export const NO_LEASE = { leaseToken: null, leaseUntil: null } as const;
