import type { EntityManager } from 'typeorm';
import { clientStatusOn, lastPaidDay } from '../clients/client-status.rules.js';
import { livingCondition, statusParameters } from '../clients/client-status.sql.js';
import { closedOn } from '../closures/closure.queries.js';
import { query } from '../db/query.js';
import { addDays, type CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { replayChain } from '../payments/chain.rules.js';
import { readChangedLater, readRecordedFacts } from './changed-later.queries.js';
import { factsKnownOn } from './known-facts.rules.js';

/** `day` and the six after it: a week, as on the first page. */
export const EXPIRING_DAYS = 7;

export interface ExpiringClient {
  clientId: number;
  endDate: CalendarDate;
}

/**
 * The active clients whose last paid day was one of the seven from `day` on, as known on that day; the soonest first.
 * Of those whose memberships were changed later the chain is replayed from what was known; the others are found in SQL.
 */
export async function readExpiring(manager: EntityManager, clock: Clock, day: CalendarDate): Promise<ExpiringClient[]> {
  const changed = day < clock.today() ? await readChangedLater(manager, day, clock.timeZone) : [];
  const isChanged = new Set(changed);
  const unchanged = (await readExpiringAsStored(manager, day)).filter(({ clientId }) => !isChanged.has(clientId));
  const replayed = await replayExpiring(manager, clock, day, changed);
  const byEnd = (a: ExpiringClient, b: ExpiringClient): number =>
    a.endDate === b.endDate ? a.clientId - b.clientId : a.endDate < b.endDate ? -1 : 1;
  return [...unchanged, ...replayed].sort(byEnd);
}

async function readExpiringAsStored(manager: EntityManager, day: CalendarDate): Promise<ExpiringClient[]> {
  const lastDay = addDays(day, EXPIRING_DAYS - 1);
  const active = livingCondition('active', 'c', await closedOn(manager, day));
  const { dataSource } = manager;
  const known = '(later.saleDate <= :statusDay OR later.startDate <= :statusDay)';
  const [sql, parameters] = dataSource.driver.escapeQueryWithParameters(
    `SELECT one.clientId AS clientId, one.endDate AS endDate
     FROM payments one JOIN clients c ON c.id = one.clientId
     WHERE one.endDate BETWEEN :statusDay AND :expiringDay AND one.startDate <= one.endDate
       AND (one.saleDate <= :statusDay OR one.startDate <= :statusDay)
       AND (c.archivedDate IS NULL OR c.archivedDate > :statusDay)
       AND ((SELECT 1 FROM payments later WHERE later.clientId = one.clientId AND later.endDate > one.endDate
         AND later.startDate <= later.endDate AND ${known} LIMIT 1) IS NULL)
       AND ${active}`,
    { ...statusParameters(day, 0), expiringDay: lastDay },
  );
  return query<ExpiringClient[]>(manager, sql, parameters as unknown[]);
}

async function replayExpiring(
  manager: EntityManager,
  { timeZone }: Clock,
  day: CalendarDate,
  clientIds: readonly number[],
): Promise<ExpiringClient[]> {
  const facts = await readRecordedFacts(manager, clientIds, timeZone);
  return [...facts].flatMap(([clientId, recorded]) => {
    const known = factsKnownOn(day, recorded);
    const periods = replayChain(known).map((period) => {
      return { ...period, planId: known.payments.find(({ id }) => id === period.paymentId)?.planId ?? null };
    });
    const endDate = lastPaidDay(periods);
    if (endDate === null || endDate < day || endDate >= addDays(day, EXPIRING_DAYS)) return [];
    const { freezes, closures } = known;
    const status = clientStatusOn(day, { archivedDate: recorded.archivedDate, payments: periods, freezes, closures });
    return status === 'active' ? [{ clientId, endDate }] : [];
  });
}

export interface Debtor {
  clientId: number;
  cents: number;
  /** Of the first membership that is not paid in full. */
  since: CalendarDate;
}

/**
 * What the clients who were not archived owed at the end of `day`: the price less what was received by then, nothing once
 * refunded; who owes most first.
 */
export async function readDebtors(manager: EntityManager, day: CalendarDate): Promise<Debtor[]> {
  const rows = await query<{ clientId: number; cents: number | string; since: CalendarDate }[]>(
    manager,
    `SELECT p.clientId, MIN(p.saleDate) AS since,
       SUM(ROUND(p.amount * 100) - ROUND(p.paidAmount * 100) - COALESCE(
         (SELECT SUM(ROUND(i.amount * 100)) FROM instalments i WHERE i.paymentId = p.id AND i.date <= ?), 0)) AS cents
     FROM payments p JOIN clients c ON c.id = p.clientId
     JOIN (
       SELECT id FROM payments WHERE owedAmount > 0
       UNION SELECT paymentId FROM instalments WHERE date > ?
       UNION SELECT id FROM payments WHERE refundDate > ?
     ) open ON open.id = p.id
     WHERE p.saleDate <= ? AND (p.refundDate IS NULL OR p.refundDate > ?)
       AND p.amount > p.paidAmount AND (c.archivedDate IS NULL OR c.archivedDate > ?)
     GROUP BY p.clientId`,
    [day, day, day, day, day, day],
  );
  return rows
    .map((row) => ({ ...row, cents: Number(row.cents) }))
    .filter(({ cents }) => cents > 0)
    .sort((a, b) => b.cents - a.cents || a.clientId - b.clientId);
}
