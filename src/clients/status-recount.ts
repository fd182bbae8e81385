import type { UnitOfWork } from '../db/unit-of-work.js';
import { closedOn } from '../closures/closure.queries.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { readSetting } from '../settings/setting.queries.js';
import { statusCounts, statusParameters } from './client-status.sql.js';
import type { CountedStatus } from './status-timeline.rules.js';

/** The number of clients per status on `day`, counted from their memberships: what the ledger must agree with. */
export async function recountStatuses(unitOfWork: UnitOfWork, day: CalendarDate): Promise<Map<CountedStatus, number>> {
  const { manager, dataSource } = unitOfWork;
  const parameters = { ...statusParameters(day, await readSetting(manager, 'expiringDays')) };
  const sql = statusCounts(await closedOn(manager, day));
  const rows = await manager.query<{ status: CountedStatus; expiring: number; clients: number | string }[]>(
    ...dataSource.driver.escapeQueryWithParameters(sql, parameters),
  );
  const counts = new Map<CountedStatus, number>();
  const add = (status: CountedStatus, clients: number): unknown =>
    counts.set(status, (counts.get(status) ?? 0) + clients);
  for (const { status, expiring, clients } of rows) {
    add(status, Number(clients));
    if (status === 'active' && Number(expiring) === 1) add('expiring', Number(clients));
  }
  return counts;
}

/** Statuses whose kept number is not the counted one; empty when all agree. */
export function countDifferences(
  kept: ReadonlyMap<CountedStatus, number>,
  counted: ReadonlyMap<CountedStatus, number>,
): CountedStatus[] {
  const statuses = new Set([...kept.keys(), ...counted.keys()]);
  return [...statuses].filter((status) => (kept.get(status) ?? 0) !== (counted.get(status) ?? 0));
}
