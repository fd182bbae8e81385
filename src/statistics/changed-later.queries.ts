import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import { storedInstant, toInstant } from '../db/stored-values.js';
import { addDays, dateInZone, instantInZone, type CalendarDate } from '../lib/calendar-date.js';
import type { ChainPayment } from '../payments/chain.rules.js';
import type { RecordedClosure, RecordedFacts, RecordedFreeze } from './known-facts.rules.js';

const CLIENTS_AT_ONCE = 500;

/**
 * The clients with a membership on `day` whose last paid day may have been another one then: what has moved it was dated and
 * written down later.
 */
export async function readChangedLater(manager: EntityManager, day: CalendarDate, timeZone: string): Promise<number[]> {
  const dayEnd = storedInstant(manager.dataSource, instantInZone(addDays(day, 1), '00:00', timeZone));
  const later = 'startDate > ? AND createdAt >= ?';
  const ofEveryone = await query<unknown[]>(
    manager,
    `SELECT id FROM closures WHERE ${later} AND undoneAt IS NULL AND scope <> 'group' LIMIT 1`,
    [day, dayEnd],
  );
  const covered = 'SELECT clientId FROM payments WHERE startDate <= ? AND endDate >= ?';
  const changed = `SELECT clientId FROM lazy_days WHERE ${later}
     UNION SELECT clientId FROM lazy_days WHERE endDate >= ? AND endDate < askedEndDate
     UNION SELECT clientId FROM payments WHERE refundDate > ?
     UNION SELECT clientId FROM payments WHERE endDate >= ? AND (transferDate > ? OR usedUpDate > ?)
     UNION SELECT m.clientId FROM closure_clients m JOIN closures k ON k.id = m.closureId
       WHERE k.startDate > ? AND k.createdAt >= ? AND k.undoneAt IS NULL`;
  const rows =
    ofEveryone.length > 0
      ? await query<{ clientId: number }[]>(manager, `${covered} GROUP BY clientId`, [day, day])
      : await query<{ clientId: number }[]>(
          manager,
          `SELECT changed.clientId FROM (${changed}) changed
           WHERE EXISTS (SELECT 1 FROM payments p WHERE p.clientId = changed.clientId AND p.startDate <= ? AND p.endDate >= ?)`,
          [day, dayEnd, day, day, day, day, day, day, dayEnd, day, day],
        );
  return rows.map(({ clientId }) => clientId);
}

/** Everything that the clients' memberships follow from, with the days on which it was written down; by client id. */
export async function readRecordedFacts(
  manager: EntityManager,
  clientIds: readonly number[],
  timeZone: string,
): Promise<Map<number, RecordedFacts & { archivedDate: CalendarDate | null }>> {
  const facts = new Map<number, RecordedFacts & { archivedDate: CalendarDate | null }>();
  for (let from = 0; from < clientIds.length; from += CLIENTS_AT_ONCE) {
    const some = clientIds.slice(from, from + CLIENTS_AT_ONCE);
    const reading = { manager, timeZone, ids: some, places: placesFor(some) };
    const [payments, freezes] = [await readPayments(reading), await readFreezes(reading)];
    const closures = await readClosures(reading);
    const clients = await query<{ id: number; archivedDate: CalendarDate | null }[]>(
      manager,
      `SELECT id, archivedDate FROM clients WHERE id IN (${reading.places})`,
      some,
    );
    for (const { id, archivedDate } of clients) {
      facts.set(id, {
        archivedDate,
        payments: payments.get(id) ?? [],
        freezes: freezes.get(id) ?? [],
        closures: [...(closures.get(null) ?? []), ...(closures.get(id) ?? [])],
      });
    }
  }
  return facts;
}

interface Reading {
  manager: EntityManager;
  timeZone: string;
  ids: readonly number[];
  places: string;
}

type Recorded = { clientId: number | null; createdAt: Date | string };

async function readPayments({ manager, ids, places }: Reading): Promise<Map<number | null, ChainPayment[]>> {
  const rows = await query<(ChainPayment & { clientId: number })[]>(
    manager,
    `SELECT clientId, id, planId, durationDays, durationMonths, saleDate, askedStartDate, refundDate, transferDate,
       visitLimit, visitsCarried, usedUpDate, visitsUsed, startDate, endDate
     FROM payments WHERE clientId IN (${places})`,
    ids,
  );
  return byClient(rows, (row) => row);
}

async function readFreezes({ manager, ids, places, timeZone }: Reading): Promise<Map<number | null, RecordedFreeze[]>> {
  const rows = await query<(Recorded & Omit<RecordedFreeze, 'recordedDate'>)[]>(
    manager,
    `SELECT clientId, startDate, endDate, askedEndDate, createdAt FROM lazy_days WHERE clientId IN (${places})`,
    ids,
  );
  return byClient(rows, (row) => ({ ...row, recordedDate: recordedDate(row, timeZone) }));
}

async function readClosures({
  manager,
  ids,
  places,
  timeZone,
}: Reading): Promise<Map<number | null, RecordedClosure[]>> {
  const rows = await query<(Recorded & Omit<RecordedClosure, 'recordedDate'>)[]>(
    manager,
    `SELECT NULL AS clientId, planId, startDate, endDate, reason, createdAt FROM closures
     WHERE undoneAt IS NULL AND scope <> 'group'
     UNION ALL
     SELECT m.clientId, NULL, m.startDate, m.endDate, k.reason, k.createdAt
     FROM closure_clients m JOIN closures k ON k.id = m.closureId
     WHERE k.undoneAt IS NULL AND m.clientId IN (${places})`,
    ids,
  );
  return byClient(rows, (row) => ({ ...row, recordedDate: recordedDate(row, timeZone) }));
}

function recordedDate({ createdAt }: Recorded, timeZone: string): CalendarDate {
  return dateInZone(toInstant(createdAt), timeZone);
}

function byClient<R extends { clientId: number | null }, F>(
  rows: readonly R[],
  factOf: (row: R) => F,
): Map<number | null, F[]> {
  const facts = new Map<number | null, F[]>();
  for (const row of rows) {
    const known = facts.get(row.clientId);
    if (known) known.push(factOf(row));
    else facts.set(row.clientId, [factOf(row)]);
  }
  return facts;
}
