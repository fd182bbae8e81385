import type { EntityManager } from 'typeorm';
import type { StatusPeriod } from '../clients/client-status.rules.js';
import { Client } from '../clients/client.entity.js';
import { closuresOfClients } from '../closures/closure.queries.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { Payment } from '../payments/payment.entity.js';
import { clientDays, type DaySpan } from './statistics.rules.js';

interface PeriodRow extends StatusPeriod {
  clientId: number;
}

interface FreezeRow {
  clientId: number;
  startDate: CalendarDate;
  endDate: CalendarDate;
}

/** What each client with a membership in the span was on each of its days, by client id. */
export async function readClientDays(manager: EntityManager, span: DaySpan): Promise<Map<number, Uint8Array>> {
  const periods = groupByClient(await readPeriods(manager, span));
  const freezes = groupByClient(await readFreezes(manager, span));
  const closuresOf = await closuresOfClients(manager, [...periods.keys()]);
  const archived = await readArchivedDates(manager);
  return new Map(
    [...periods].map(([clientId, payments]) => [
      clientId,
      clientDays(span, {
        archivedDate: archived.get(clientId) ?? null,
        payments,
        freezes: freezes.get(clientId) ?? [],
        closures: closuresOf(clientId),
      }),
    ]),
  );
}

function groupByClient<R extends { clientId: number }>(rows: readonly R[]): Map<number, R[]> {
  const groups = new Map<number, R[]>();
  for (const row of rows) {
    const group = groups.get(row.clientId);
    if (group) group.push(row);
    else groups.set(row.clientId, [row]);
  }
  return groups;
}

const OVERLAPS = 'row.startDate <= :to AND row.endDate >= :from';

function readPeriods(manager: EntityManager, { from, to }: DaySpan): Promise<PeriodRow[]> {
  return manager
    .createQueryBuilder(Payment, 'row')
    .select('row.clientId', 'clientId')
    .addSelect('row.planId', 'planId')
    .addSelect('row.startDate', 'startDate')
    .addSelect('row.endDate', 'endDate')
    .addSelect('row.usedUpDate', 'usedUpDate')
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

async function readArchivedDates(manager: EntityManager): Promise<Map<number, CalendarDate | null>> {
  const clients = await manager
    .createQueryBuilder(Client, 'client')
    .select('client.id', 'id')
    .addSelect('client.archivedDate', 'archivedDate')
    .where('client.archivedDate IS NOT NULL')
    .getRawMany<{ id: number; archivedDate: CalendarDate }>();
  return new Map(clients.map(({ id, archivedDate }) => [id, archivedDate]));
}
