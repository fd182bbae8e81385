import type { EntityManager } from 'typeorm';
import { isSqlite } from '../db/data-source.js';
import { query } from '../db/query.js';
import { readPage, type Page, type PageRequest } from './row-page.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { PaymentMethod } from '../payments/payment.entity.js';
import { centsOf } from './day-counts.queries.js';
import type { Period } from './renewal.queries.js';

type Count = number | string | null;

export interface RevenuePart {
  planId: number | null;
  method: PaymentMethod;
  payments: number;
  cents: number;
}

/** What was received in the period less what was given back, by plan and method together. */
export async function readRevenueParts(manager: EntityManager, { from, to }: Period): Promise<RevenuePart[]> {
  const rows = await query<{ planId: number | null; method: PaymentMethod; payments: Count; cents: Count }[]>(
    manager,
    `SELECT planId, method, COUNT(*) AS payments, ${centsOf('paidAmount')} AS cents
     FROM payments WHERE saleDate BETWEEN ? AND ? GROUP BY planId, method
     UNION ALL
     SELECT p.planId, i.method, 0, ${centsOf('i.amount')}
     FROM instalments i JOIN payments p ON p.id = i.paymentId WHERE i.date BETWEEN ? AND ? GROUP BY p.planId, i.method
     UNION ALL
     SELECT planId, method, 0, -${centsOf('refundAmount')}
     FROM payments WHERE refundDate BETWEEN ? AND ? GROUP BY planId, method`,
    [from, to, from, to, from, to],
  );
  return rows.map((row) => ({ ...row, payments: Number(row.payments), cents: Number(row.cents ?? 0) }));
}

export interface CoachRevenue {
  /** Null = visits outside of sessions. */
  coachId: number | null;
  visits: number;
  cents: number;
}

/**
 * What the visits of the period were worth, by the coach who led the session. A visit is worth the price of its membership
 * less what was refunded, divided by its visits (a pack: by its limit), rounded down to a hundredth.
 */
export async function readCoachRevenue(
  manager: EntityManager,
  { from, to }: Period,
  asOf: CalendarDate,
  today: CalendarDate,
): Promise<CoachRevenue[]> {
  const isPast = asOf < today;
  // Kept with the membership as of today; as of a day before they have to be counted.
  const used = isPast
    ? 'p.visitsCarried + (SELECT COUNT(*) FROM trainings v WHERE v.paymentId = p.id AND v.date <= ?)'
    : 'p.visitsUsed';
  const visits = `COALESCE(p.visitLimit, ${used})`;
  const cents = 'ROUND(p.amount * 100) - CASE WHEN p.refundDate <= ? THEN ROUND(p.refundAmount * 100) ELSE 0 END';
  const divided = isSqlite(manager.dataSource)
    ? `CAST(${cents} AS INTEGER) / MAX(${visits}, 1)`
    : `(${cents}) DIV GREATEST(${visits}, 1)`;
  const rows = await query<{ coachId: number | null; visits: Count; cents: Count }[]>(
    manager,
    `SELECT s.coachId, SUM(taken.visits) AS visits, SUM(taken.visits * (${divided})) AS cents
     FROM (
       SELECT paymentId, groupTrainingId, COUNT(*) AS visits FROM trainings
       WHERE date BETWEEN ? AND ? GROUP BY paymentId, groupTrainingId
     ) taken
     LEFT JOIN payments p ON p.id = taken.paymentId
     LEFT JOIN group_trainings s ON s.id = taken.groupTrainingId
     GROUP BY s.coachId`,
    [asOf, ...(isPast ? [asOf] : []), from, to],
  );
  return rows.map((row) => ({ ...row, visits: Number(row.visits), cents: Number(row.cents ?? 0) }));
}

export type MovementKind = 'sale' | 'instalment' | 'refund';

/** Money that was received or given back. */
export interface Movement {
  kind: MovementKind;
  paymentId: number;
  clientId: number;
  date: CalendarDate;
  method: PaymentMethod;
  planId: number | null;
  cents: number;
}

export interface MovementFilter {
  /** Null = without a plan, left out = any. */
  planId?: number | null | undefined;
  method?: PaymentMethod | undefined;
}

/** What the revenue of the period is made of, the latest first. Sales without money received are left out. */
export async function listMovements(
  manager: EntityManager,
  { from, to }: Period,
  { planId, method }: MovementFilter,
  page: PageRequest,
): Promise<Page<Movement>> {
  const conditions = [
    ...(planId === undefined ? [] : [planId === null ? 'planId IS NULL' : 'planId = ?']),
    ...(method === undefined ? [] : ['method = ?']),
  ];
  const values = [...(planId ? [planId] : []), ...(method === undefined ? [] : [method])];
  const { total, items } = await readPage<Omit<Movement, 'cents'> & { cents: Count }>(
    manager,
    `SELECT movement.* FROM (
       SELECT 'sale' AS kind, id AS paymentId, clientId, saleDate AS date, method, planId, ROUND(paidAmount * 100) AS cents
       FROM payments WHERE saleDate BETWEEN ? AND ? AND paidAmount > 0
       UNION ALL
       SELECT 'instalment', p.id, p.clientId, i.date, i.method, p.planId, ROUND(i.amount * 100)
       FROM instalments i JOIN payments p ON p.id = i.paymentId WHERE i.date BETWEEN ? AND ?
       UNION ALL
       SELECT 'refund', id, clientId, refundDate, method, planId, -ROUND(refundAmount * 100)
       FROM payments WHERE refundDate BETWEEN ? AND ? AND refundAmount > 0
     ) movement ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}`,
    'date DESC, paymentId DESC, kind',
    [from, to, from, to, from, to, ...values],
    page,
  );
  return { total, items: items.map((row) => ({ ...row, cents: Number(row.cents) })) };
}
