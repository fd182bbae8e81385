import type { EntityManager } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { Coach } from '../coaches/coach.entity.js';
import { whereIn } from '../db/columns.js';
import { readEntities } from '../db/read-entities.js';
import { Group } from '../groups/group.entity.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { fullName } from '../lib/person-name.js';
import { Payment } from '../payments/payment.entity.js';
import { MembershipPlan } from '../plans/membership-plan.entity.js';
import type { ImportAudit } from './import-audit.js';

export type ImportedRecord = Client | Coach | Group | LazyDays | MembershipPlan | Payment;
export type ImportedEntity = new () => ImportedRecord;

/** All that an import makes, in an order in which it can be removed: nothing refers to what comes before it. */
export const IMPORTED_ENTITIES: readonly ImportedEntity[] = [LazyDays, Payment, Client, Group, Coach, MembershipPlan];

/** How many records of each kind an import made, by class name. */
export type RecordCounts = Readonly<Record<string, number>>;

export async function countRecords(manager: EntityManager, importId: number): Promise<RecordCounts> {
  const counts: Record<string, number> = {};
  for (const entity of IMPORTED_ENTITIES) counts[entity.name] = await manager.countBy(entity, { importId });
  return counts;
}

/** The clients that the import made, and those known before whose memberships or freezes it added to. */
export async function concernedClients(
  manager: EntityManager,
  importId: number,
): Promise<{ made: number[]; known: number[] }> {
  const made = (await manager.find(Client, { where: { importId }, select: { id: true } })).map(({ id }) => id);
  const rows = await manager.query<{ clientId: number }[]>(
    `SELECT clientId FROM payments WHERE importId = ? UNION SELECT clientId FROM lazy_days WHERE importId = ?
     UNION SELECT clientId FROM import_changes WHERE importId = ?`,
    [importId, importId, importId],
  );
  const own = new Set(made);
  return { made, known: rows.map(({ clientId }) => clientId).filter((id) => !own.has(id)) };
}

/** Removes all that the import made; the audit log keeps it. */
export async function removeRecords(manager: EntityManager, importId: number, audit: ImportAudit): Promise<void> {
  await manager.query('DELETE FROM closure_clients WHERE clientId IN (SELECT id FROM clients WHERE importId = ?)', [
    importId,
  ]);
  for (const entity of IMPORTED_ENTITIES) {
    let lastId = 0;
    for (;;) {
      const tail = 'WHERE importId = ? AND id > ? ORDER BY id LIMIT 500';
      const records = await readEntities<ImportedRecord>(manager, entity, tail, [importId, lastId]);
      for (const record of records) audit.removed('import.undo', record);
      await audit.flush();
      if (records.length === 0) break;
      lastId = records.at(-1)?.id ?? lastId;
    }
    await manager.delete(entity, { importId });
  }
}

/** What people call the records, by id: a payment or a freeze is its client's. */
export async function namesOf(
  manager: EntityManager,
  entity: ImportedEntity,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const records = await manager.findBy(entity, { id: whereIn(ids) });
  const clientIds = records.flatMap((record) => ('clientId' in record ? record.clientId : []));
  const clients = new Map((await manager.findBy(Client, { id: whereIn(clientIds) })).map((one) => [one.id, one]));
  return new Map(records.map((record) => [record.id, nameOf(record, clients)]));
}

function nameOf(record: ImportedRecord, clients: ReadonlyMap<number, Client>): string {
  if ('name' in record) return record.name;
  const person = 'clientId' in record ? clients.get(record.clientId) : record;
  return person ? fullName(person) : '';
}
