import type { DataSource, EntityManager } from 'typeorm';
import { lookupColumns } from '../src/clients/client-lookup.rules.js';
import { isSqlite } from '../src/db/data-source.js';
import { addDays, calendarDate, type CalendarDate } from '../src/lib/calendar-date.js';
import { benchClient, PACK_VISITS, PLAN_DAYS, type BenchClient } from './studio-clients.js';

const CLIENTS_AT_ONCE = 2000;
const ROWS_AT_ONCE = 250;
const GROUPS = 20;
const VISITED_DAYS = 540;
const STAMPS = { version: 1, createdAt: '2026-01-01 00:00:00.000', updatedAt: '2026-01-01 00:00:00.000' };
const VISIT_STAMPS = { createdAt: STAMPS.createdAt, updatedAt: STAMPS.updatedAt };
const POLICY = '{"allowed":true,"totalDays":null,"minDays":null,"maxDays":null,"maxCount":null,"noticeDays":null}';

type Row = Record<string, string | number | null>;

/** So many clients with 2.5 payments each (`studio-clients.ts`), the same on every run. Their counts are not kept yet. Gives the number of payments. */
export async function fillStudio(dataSource: DataSource, clients: number, today: CalendarDate): Promise<number> {
  await insert(dataSource.manager, 'membership_plans', [plan(1, 'Месяц', null), plan(2, 'Пакет', PACK_VISITS)]);
  await insert(
    dataSource.manager,
    'groups',
    Array.from({ length: GROUPS }, (_, index) => group(index + 1)),
  );
  const next = { payment: 1, visit: 1 };
  for (let from = 0; from < clients; from += CLIENTS_AT_ONCE) {
    const rows: Record<'clients' | 'payments' | 'lazy_days' | 'trainings', Row[]> = {
      clients: [],
      payments: [],
      lazy_days: [],
      trainings: [],
    };
    for (let index = from; index < Math.min(clients, from + CLIENTS_AT_ONCE); index += 1) {
      const client = benchClient(index, today);
      rows.clients.push(clientRow(index, client));
      rows.payments.push(...paymentRows(index + 1, client, next.payment));
      rows.lazy_days.push(...freezeRows(index + 1, client, next.payment));
      rows.trainings.push(...visitRows(index + 1, client, next.payment));
      next.payment += client.payments.length;
    }
    await dataSource.transaction(async (manager) => {
      await hurry(manager);
      for (const [table, some] of Object.entries(rows)) await insert(manager, table, some);
    });
  }
  return next.payment - 1;
}

/** A fill that is cut short is begun anew, and what it writes refers to nothing that is not there. */
async function hurry(manager: EntityManager): Promise<void> {
  const settings = isSqlite(manager.dataSource)
    ? ['PRAGMA cache_size = -524288']
    : ['SET SESSION unique_checks = 0', 'SET SESSION foreign_key_checks = 0'];
  for (const setting of settings) await manager.query(setting);
}

function plan(id: number, name: string, visitLimit: number | null): Row {
  return { id, name, durationDays: PLAN_DAYS, price: '4500.00', visitLimit, ...STAMPS };
}

function group(id: number): Row {
  return { id, name: `Группа ${id}`, ...STAMPS };
}

function clientRow(index: number, { firstName, lastName, archivedDate }: BenchClient): Row {
  const archivedAt = archivedDate && `${archivedDate} 10:00:00.000`;
  const birthDate = calendarDate(
    `19${60 + (index % 40)}-${twoDigits(1 + (index % 12))}-${twoDigits(1 + (index % 28))}`,
  );
  const telegramUsername = index % 2 === 0 ? `Person_${index}` : null;
  const cardNumber = index % 3 === 0 ? String(7_000_000 + index) : null;
  return {
    id: index + 1,
    firstName,
    lastName,
    ...lookupColumns({ firstName, lastName, birthDate, telegramUsername, cardNumber }),
    ...(archivedAt ? { cardKey: null } : {}),
    birthDate,
    telegramUsername,
    cardNumber,
    phone: `+9965${String(10_000_000 + index)}`,
    groupId: index % 10 === 0 ? 1 + ((index / 10) % GROUPS) : null,
    registeredDate: '2026-01-01',
    archivedAt,
    archivedDate,
    ...STAMPS,
  };
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function paymentRows(clientId: number, { payments, owes }: BenchClient, firstId: number): Row[] {
  return payments.map((payment, place) => {
    const owed = owes && place === payments.length - 1 ? '500.00' : '0.00';
    return {
      id: firstId + place,
      clientId,
      planId: payment.planId,
      durationDays: payment.durationDays,
      visitLimit: payment.visitLimit,
      visitsUsed: payment.visitsUsed,
      usedUpDate: payment.usedUpDate,
      freezePolicy: POLICY,
      amount: '4500.00',
      paidAmount: owed === '0.00' ? '4500.00' : '4000.00',
      owedAmount: owed,
      method: 'cash',
      saleDate: payment.saleDate,
      askedStartDate: payment.askedStartDate,
      startDate: payment.startDate,
      endDate: payment.endDate,
      ...STAMPS,
    };
  });
}

function freezeRows(clientId: number, { freezes }: BenchClient, firstId: number): Row[] {
  return freezes.map(({ payment, startDate, endDate }) => {
    return { clientId, paymentId: firstId + payment, startDate, endDate, askedEndDate: endDate, ...STAMPS };
  });
}

function visitRows(clientId: number, { visits }: BenchClient, firstId: number): Row[] {
  return visits.map(({ date, payment }) => {
    return { clientId, paymentId: firstId + payment, date, slot: `d${date}`, source: 'panel', ...VISIT_STAMPS };
  });
}

/** So many visits in all, the same on every run: some on each day of the last year and a half, each client's days apart. */
export async function fillVisits(
  dataSource: DataSource,
  { clients, visits, today }: { clients: number; visits: number; today: CalendarDate },
): Promise<void> {
  const each = Math.ceil(visits / clients);
  const [{ known = 0 } = {}] = await dataSource.query<{ known?: number | string }[]>(
    'SELECT COUNT(*) AS known FROM trainings',
  );
  let left = visits - Number(known);
  for (let from = 0; from < clients && left > 0; from += CLIENTS_AT_ONCE) {
    const rows: Row[] = [];
    for (let index = from; index < Math.min(clients, from + CLIENTS_AT_ONCE) && rows.length < left; index += 1) {
      for (let visit = 0; visit < each && rows.length < left; visit += 1) {
        const date = addDays(today, -((index * 7 + visit * 50) % VISITED_DAYS));
        rows.push({ clientId: index + 1, date, slot: `b${visit}`, source: 'panel', ...VISIT_STAMPS });
      }
    }
    await dataSource.transaction(async (manager) => {
      await hurry(manager);
      await insert(manager, 'trainings', rows);
    });
    left -= rows.length;
  }
}

async function insert(manager: EntityManager, table: string, rows: readonly Row[]): Promise<void> {
  const { driver } = manager.dataSource;
  const columns = Object.keys(rows[0] ?? {});
  const names = columns.map((column) => driver.escape(column)).join(', ');
  const row = `(${columns.map(() => '?').join(', ')})`;
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE);
    const values = some.flatMap((one) => columns.map((column) => one[column] ?? null));
    const places = some.map(() => row).join(', ');
    await manager.query(`INSERT INTO ${driver.escape(table)} (${names}) VALUES ${places}`, values);
  }
}
