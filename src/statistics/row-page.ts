import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';

export interface PageRequest {
  limit: number;
  offset: number;
}

export interface Page<R> {
  total: number;
  items: R[];
}

/** Some of the rows that a SELECT gives, and how many it gives in all. */
export async function readPage<R>(
  manager: EntityManager,
  sql: string,
  order: string,
  parameters: readonly unknown[],
  { limit, offset }: PageRequest,
): Promise<Page<R>> {
  // Written out, as MySQL takes no such parameters.
  const part = `LIMIT ${Math.trunc(limit)} OFFSET ${Math.trunc(offset)}`;
  const items = await query<R[]>(manager, `SELECT page.* FROM (${sql}) page ORDER BY ${order} ${part}`, parameters);
  const [row] = await query<{ total: number | string }[]>(
    manager,
    `SELECT COUNT(*) AS total FROM (${sql}) page`,
    parameters,
  );
  return { total: Number(row?.total ?? 0), items };
}

/** The same of rows that are all known already. */
export function pageOf<R>(rows: readonly R[], { limit, offset }: PageRequest): Page<R> {
  return { total: rows.length, items: rows.slice(offset, offset + limit) };
}
