import type { EntityManager } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { dateInZone, type CalendarDate } from '../lib/calendar-date.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { Payment } from '../payments/payment.entity.js';
import { Training } from '../trainings/training.entity.js';
import { clientDays, type DaySpan, type PastPeriod } from './statistics.rules.js';

interface PaymentRow {
  id: number;
  clientId: number;
  startDate: CalendarDate;
  endDate: CalendarDate;
  isUsedUp: number | string;
}

interface FreezeRow {
  clientId: number;
  startDate: CalendarDate;
  endDate: CalendarDate;
}

/** What each client with a membership in the span was on each of its days, by client id. Three readings in all. */
export async function readClientDays(
  manager: EntityManager,
  span: DaySpan,
  timeZone: string,
): Promise<Map<number, Uint8Array>> {
  const payments = await readPayments(manager, span);
  const usedUp = await readUsedUpDates(manager, span);
  const periods = groupByClient(payments, (row): PastPeriod => ({
    startDate: row.startDate,
    endDate: row.endDate,
    // Used up without a visit on record (imported): never active.
    usedUpDate: Number(row.isUsedUp) === 1 ? (usedUp.get(row.id) ?? row.startDate) : null,
  }));
  const freezes = groupByClient(await readFreezes(manager, span), (row) => row);
  const archived = await readArchivedDates(manager, timeZone);
  return new Map(
    [...periods].map(([clientId, own]) => [
      clientId,
      clientDays(span, {
        archivedDate: archived.get(clientId) ?? null,
        periods: own,
        freezes: freezes.get(clientId) ?? [],
      }),
    ]),
  );
}

function groupByClient<R extends { clientId: number }, T>(rows: readonly R[], take: (row: R) => T): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.clientId);
    if (group) group.push(take(row));
    else groups.set(row.clientId, [take(row)]);
  }
  return groups;
}

const OVERLAPS = 'row.startDate <= :to AND row.endDate >= :from';
const USED_UP = 'row.visitLimit IS NOT NULL AND row.visitsUsed >= row.visitLimit';

function readPayments(manager: EntityManager, { from, to }: DaySpan): Promise<PaymentRow[]> {
  return manager
    .createQueryBuilder(Payment, 'row')
    .select('row.id', 'id')
    .addSelect('row.clientId', 'clientId')
    .addSelect('row.startDate', 'startDate')
    .addSelect('row.endDate', 'endDate')
    .addSelect(`CASE WHEN ${USED_UP} THEN 1 ELSE 0 END`, 'isUsedUp')
    .where(OVERLAPS, { from, to })
    .getRawMany();
}

function readFreezes(manager: EntityManager, { from, to }: DaySpan): Promise<FreezeRow[]> {
  return manager
    .createQueryBuilder(LazyDays, 'row')
    .select('row.clientId', 'clientId')
    .addSelect('row.startDate', 'startDate')
    .addSelect('row.endDate', 'endDate')
    .where(OVERLAPS, { from, to })
    .getRawMany();
}

/** The day of the last visit of each pack that has none left. */
async function readUsedUpDates(manager: EntityManager, { from, to }: DaySpan): Promise<Map<number, CalendarDate>> {
  const rows = await manager
    .createQueryBuilder(Payment, 'row')
    .innerJoin(Training, 'visit', 'visit.paymentId = row.id')
    .select('row.id', 'id')
    .addSelect('MAX(visit.date)', 'lastVisitDate')
    .where(`${OVERLAPS} AND ${USED_UP}`, { from, to })
    .groupBy('row.id')
    .getRawMany<{ id: number; lastVisitDate: CalendarDate }>();
  return new Map(rows.map(({ id, lastVisitDate }) => [id, lastVisitDate]));
}

async function readArchivedDates(manager: EntityManager, timeZone: string): Promise<Map<number, CalendarDate>> {
  const clients = await manager
    .createQueryBuilder(Client, 'client')
    .select(['client.id', 'client.archivedAt'])
    .where('client.archivedAt IS NOT NULL')
    .getMany();
  return new Map(clients.flatMap(({ id, archivedAt }) => (archivedAt ? [[id, dateInZone(archivedAt, timeZone)]] : [])));
}
