import type { EntityManager } from 'typeorm';
import { isSqlite } from '../db/data-source.js';
import { query } from '../db/query.js';
import { GRACE_DAYS, RENEWAL_DAYS } from './figure-terms.js';
import { readPage, type Page, type PageRequest } from './row-page.js';
import { addDays, type CalendarDate } from '../lib/calendar-date.js';

export interface Period {
  from: CalendarDate;
  to: CalendarDate;
}

export interface Renewal {
  /** Days after the last paid one. */
  days: number;
  /** Memberships that ended in the period, so many days ago at least. */
  ended: number;
  renewed: number;
}

type Count = number | string | null;

/** A column of days, so many days later. */
function daysAfter(manager: EntityManager, column: string, days: number): string {
  return isSqlite(manager.dataSource) ? `date(${column}, '+${days} days')` : `(${column} + INTERVAL ${days} DAY)`;
}

/**
 * Memberships that ended in a period, as known on a day, with the earliest day on which the client bought one that follows
 * it. One that a later refund left without a day was one all the same. Trials are apart. Parameters: `endedParameters`.
 */
function endedMemberships(more: string): string {
  return `SELECT p.id, p.clientId, p.endDate,
       (SELECT MIN(q.saleDate) FROM payments q WHERE q.clientId = p.clientId AND q.startDate > p.endDate
          AND q.isTrial = 0 AND q.saleDate <= ?
          AND (q.startDate <= q.endDate OR q.refundDate > ? OR q.transferDate > ? OR q.usedUpDate > ?)) AS nextSaleDate
     FROM payments p
     WHERE p.endDate BETWEEN ? AND ? AND p.startDate <= p.endDate AND p.isTrial = 0
       AND (p.refundDate IS NULL OR p.refundDate <= ?) AND ${more}`;
}

function endedParameters({ from, to }: Period, asOf: CalendarDate): CalendarDate[] {
  return [asOf, asOf, asOf, asOf, from, to, asOf];
}

/** True also of who has bought nothing at all. */
const NOT_IN_TIME = (isRenewed: string): string => `COALESCE(NOT (${isRenewed}), 1) = 1`;
const NOT_TRANSFERRED = 'p.transferDate IS NULL';
const KNOWN_TRANSFER = '(p.transferDate IS NULL OR p.transferDate <= ?)';

/** How many of the memberships that ended in the period were followed by another one, as known on `asOf`. */
export async function readRenewals(manager: EntityManager, period: Period, asOf: CalendarDate): Promise<Renewal[]> {
  const columns = RENEWAL_DAYS.map(
    (days) => `SUM(CASE WHEN endDate <= ? THEN 1 ELSE 0 END) AS ended${days},
       SUM(CASE WHEN endDate <= ? AND nextSaleDate <= ${daysAfter(manager, 'endDate', days)} THEN 1 ELSE 0 END) AS renewed${days}`,
  );
  const over = RENEWAL_DAYS.map((days) => addDays(asOf, -days));
  const [row] = await query<Record<string, Count>[]>(
    manager,
    `SELECT ${columns.join(', ')} FROM (${endedMemberships(NOT_TRANSFERRED)}) ended`,
    [...over.flatMap((day) => [day, day]), ...endedParameters(period, asOf)],
  );
  return RENEWAL_DAYS.map((days) => {
    return { days, ended: Number(row?.[`ended${days}`] ?? 0), renewed: Number(row?.[`renewed${days}`] ?? 0) };
  });
}

export interface EndedMembership {
  clientId: number;
  endDate: CalendarDate;
  nextSaleDate: CalendarDate | null;
}

export type RenewalRows = 'renewed' | 'notRenewed' | 'lost';

/** The memberships behind the numbers, the latest first. */
export function listRenewals(
  manager: EntityManager,
  which: RenewalRows,
  period: Period & { days: number; asOf: CalendarDate },
  page: PageRequest,
): Promise<Page<EndedMembership>> {
  if (which === 'lost') return listLost(manager, period, period.asOf, page);
  const { days, asOf } = period;
  const isRenewed = `nextSaleDate <= ${daysAfter(manager, 'endDate', days)}`;
  return readPage(
    manager,
    `SELECT clientId, endDate, nextSaleDate FROM (${endedMemberships(NOT_TRANSFERRED)}) ended
     WHERE endDate <= ? AND ${which === 'renewed' ? isRenewed : NOT_IN_TIME(isRenewed)}`,
    'endDate DESC, clientId',
    [...endedParameters(period, asOf), addDays(asOf, -days)],
    page,
  );
}

/** Clients who became lost in the period: the last of the days of grace is one of its days. */
export async function countLost(manager: EntityManager, period: Period, asOf: CalendarDate): Promise<number> {
  const [sql, parameters] = lostClients(manager, period, asOf);
  const [row] = await query<{ lost: Count }[]>(
    manager,
    `SELECT COUNT(DISTINCT clientId) AS lost FROM (${sql}) gone`,
    parameters,
  );
  return Number(row?.lost ?? 0);
}

function listLost(
  manager: EntityManager,
  period: Period,
  asOf: CalendarDate,
  page: PageRequest,
): Promise<Page<EndedMembership>> {
  const [sql, parameters] = lostClients(manager, period, asOf);
  return readPage(
    manager,
    `SELECT clientId, MAX(endDate) AS endDate, MIN(nextSaleDate) AS nextSaleDate FROM (${sql}) gone GROUP BY clientId`,
    'endDate DESC, clientId',
    parameters,
    page,
  );
}

function lostClients(
  manager: EntityManager,
  { from, to }: Period,
  asOf: CalendarDate,
): [sql: string, parameters: unknown[]] {
  const isRenewed = `nextSaleDate <= ${daysAfter(manager, 'endDate', GRACE_DAYS)}`;
  return [
    `SELECT clientId, endDate, nextSaleDate FROM (${endedMemberships(KNOWN_TRANSFER)}) ended
     WHERE ${NOT_IN_TIME(isRenewed)}`,
    [...endedParameters({ from: addDays(from, -GRACE_DAYS), to: addDays(to, -GRACE_DAYS) }, asOf), asOf],
  ];
}
