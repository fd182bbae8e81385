import { In, MoreThan, Not, type EntityManager, type EntityMetadata } from 'typeorm';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import type { ImportBatch } from './import-batch.entity.js';
import { ImportChange } from './import-change.entity.js';
import { IMPORTED_ENTITIES, namesOf, type ImportedEntity } from './imported-records.js';
import { reasonOfAction, reasonOfReference, type UndoReason } from './undo-reasons.js';

const IDS_AT_ONCE = 500;
/** These go with the record that they refer to. */
const GO_ALONG = new Set(['closure_clients', 'import_changes']);
/** What happens to a client because of others. */
const NOT_THEIRS = ['closure.join', 'closure.leave'];

/** A record that the import made and that has to stay, with the reason. */
export interface UndoBlocker {
  /** The entity's class name. */
  entity: string;
  name: string;
  reason: UndoReason;
}

interface Blocked {
  id: number;
  reason: UndoReason;
}

/** What was built on the records of an import, or done with them, since: it would be lost with them. By name. */
export async function findBlockers(manager: EntityManager, batch: ImportBatch): Promise<UndoBlocker[]> {
  const since = await lastEntryBefore(manager, batch);
  const blockers = new Map<string, UndoBlocker>();
  for (const entity of IMPORTED_ENTITIES) {
    const blocked = [
      ...(await referredTo(manager, entity, batch, since)),
      ...(await touched(manager, entity, batch, since)),
    ];
    for (let from = 0; from < blocked.length; from += IDS_AT_ONCE) {
      const some = blocked.slice(from, from + IDS_AT_ONCE);
      const names = await namesOf(
        manager,
        entity,
        some.map(({ id }) => id),
      );
      for (const { id, reason } of some) {
        const name = names.get(id) ?? '';
        blockers.set(`${name} ${reason}`, { entity: entity.name, name, reason });
      }
    }
  }
  return [...blockers.values()].sort((a, b) => a.name.localeCompare(b.name, 'ru'));
}

/** Everything that the audit log has after it happened since the import. */
async function lastEntryBefore(manager: EntityManager, { id }: ImportBatch): Promise<number> {
  const where = { entity: 'ImportBatch', entityId: String(id), action: 'import.commit' };
  return (await manager.findOneBy(AuditEntry, where))?.id ?? 0;
}

interface Reference {
  /** The metadata of what refers. */
  child: EntityMetadata;
  column: string;
}

/** Every foreign key of the schema that points at the entity: a table that is added later is not forgotten. */
function referencesTo(manager: EntityManager, entity: ImportedEntity): Reference[] {
  return manager.dataSource.entityMetadatas.flatMap((child) =>
    child.foreignKeys
      .filter(({ referencedEntityMetadata }) => referencedEntityMetadata.target === entity)
      .flatMap(({ columnNames: [column] }) => (column ? [{ child, column }] : [])),
  );
}

async function referredTo(
  manager: EntityManager,
  entity: ImportedEntity,
  batch: ImportBatch,
  since: number,
): Promise<Blocked[]> {
  const blocked: Blocked[] = [];
  for (const { child, column } of referencesTo(manager, entity)) {
    if (GO_ALONG.has(child.tableName)) continue;
    const query = manager
      .createQueryBuilder(entity, 'record')
      .select('record.id', 'id')
      .addSelect(`other.${child.primaryColumns[0]?.databaseName ?? column}`, 'otherId')
      .innerJoin(child.target, 'other', `other.${column} = record.id`)
      .where('record.importId = :importId', { importId: batch.id });
    if (child.findColumnWithPropertyName('importId')) {
      query.andWhere('(other.importId IS NULL OR other.importId <> :importId)');
    }
    const found = await query.getRawMany<{ id: number; otherId: number }>();
    const reference = `${child.tableName}.${column}`;
    const news = await builtSince(manager, reference, found, { batch, since });
    blocked.push(...news.map(({ id }) => ({ id, reason: reasonOfReference(reference) })));
  }
  return blocked;
}

/** Without what was there before and goes back to where it was. */
async function builtSince(
  manager: EntityManager,
  reference: string,
  found: readonly { id: number; otherId: number }[],
  { batch, since }: { batch: ImportBatch; since: number },
): Promise<readonly { id: number }[]> {
  const ids = found.map(({ otherId }) => otherId);
  if (reference === 'trainings.paymentId') {
    const recorded = new Set((await entriesOf(manager, 'Training', ids, since)).map(({ entityId }) => entityId));
    return found.filter(({ otherId }) => recorded.has(String(otherId)));
  }
  if (reference === 'clients.groupId') {
    const filled = await manager.findBy(ImportChange, { importId: batch.id });
    const joined = new Set(filled.flatMap(({ clientId, after }) => ('groupId' in after ? clientId : [])));
    return found.filter(({ otherId }) => !joined.has(otherId));
  }
  return found;
}

/** The imported records that somebody has worked on. */
async function touched(
  manager: EntityManager,
  entity: ImportedEntity,
  { id: importId }: ImportBatch,
  since: number,
): Promise<Blocked[]> {
  const records = await manager.find(entity, { where: { importId }, select: { id: true } });
  const ids = records.map(({ id }) => id);
  const entries = await entriesOf(manager, entity.name, ids, since);
  return entries.map(({ entityId, action }) => ({ id: Number(entityId), reason: reasonOfAction(action) }));
}

async function entriesOf(
  manager: EntityManager,
  entity: string,
  ids: readonly number[],
  since: number,
): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  const bySomebody = { id: MoreThan(since), entity, actorKind: Not('import' as const), action: Not(In(NOT_THEIRS)) };
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const entityId = In(ids.slice(from, from + IDS_AT_ONCE).map(String));
    entries.push(...(await manager.findBy(AuditEntry, { ...bySomebody, entityId })));
  }
  return entries;
}
