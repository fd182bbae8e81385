import type { EntityManager, EntityMetadata } from 'typeorm';
import { query } from './query.js';
import { columnsOf, placesFor } from './read-entities.js';
import { isConverted, type ColumnMetadata } from './stored-values.js';

type Fields = Record<string, unknown>;

interface Writing {
  insert: string;
  inserted: ColumnMetadata[];
  /** By the names of what is changed. */
  updates: Map<string, Updating>;
}

interface Updating {
  update: string;
  columns: ColumnMetadata[];
}

const writings = new WeakMap<EntityMetadata, Writing>();

/** Rows per INSERT: large enough to be quick, small enough for every server's packet and parameter limits. */
const ROWS_AT_ONCE = 200;

/** Stores a new record, as TypeORM's `save` does with one that refers to others by id alone; what is left out is null. */
export async function insertEntity<E extends { id: number }>(
  manager: EntityManager,
  entity: new () => E,
  values: Partial<E>,
): Promise<E> {
  const writing = writingOf(manager, manager.dataSource.getMetadata(entity));
  const record = newRecord(manager, entity, values);
  record.id = insertedId(await query(manager, writing.insert, valuesOf(manager, writing.inserted, record)));
  return record;
}

/** Stores many new records, some hundred with each statement. */
export async function insertEntities<E extends { id: number }>(
  manager: EntityManager,
  entity: new () => E,
  list: readonly Partial<E>[],
): Promise<E[]> {
  const writing = writingOf(manager, manager.dataSource.getMetadata(entity));
  const records = list.map((values) => newRecord(manager, entity, values));
  for (let from = 0; from < records.length; from += ROWS_AT_ONCE) {
    const some = records.slice(from, from + ROWS_AT_ONCE);
    const insert = writing.insert + `, (${placesFor(writing.inserted)})`.repeat(some.length - 1);
    const rows = some.flatMap((record) => valuesOf(manager, writing.inserted, record));
    const ids = insertedIds(await query(manager, insert, rows), some.length);
    for (const [index, record] of some.entries()) record.id = ids[index] ?? record.id;
  }
  return records;
}

function newRecord<E extends object>(manager: EntityManager, entity: new () => E, values: Partial<E>): E {
  const { driver } = manager.dataSource;
  const metadata = manager.dataSource.getMetadata(entity);
  const record = Object.assign(new entity(), values);
  const fields = record as Fields;
  for (const listener of metadata.beforeInsertListeners) if (listener.isAllowed(record)) listener.execute(record);
  for (const column of writingOf(manager, metadata).inserted) {
    if (column.isVersion) fields[column.propertyName] = 1;
    else if (column.default !== undefined) {
      fields[column.propertyName] ??= driver.prepareHydratedValue(column.default, column);
    }
  }
  return record;
}

function valuesOf(
  { dataSource: { driver } }: EntityManager,
  columns: readonly ColumnMetadata[],
  record: object,
): unknown[] {
  return columns.map((column): unknown => {
    const value = (record as Fields)[column.propertyName] ?? null;
    return isConverted(column) ? (driver.preparePersistentValue(value, column) as unknown) : value;
  });
}

/** Changes some fields of a record; its version grows as with `save`. */
export async function updateEntity<E extends { id: number }>(
  manager: EntityManager,
  entity: new () => E,
  id: number,
  changes: Partial<E>,
): Promise<void> {
  const { update, columns } = updatingOf(manager, manager.dataSource.getMetadata(entity), Object.keys(changes));
  const values = valuesOf(manager, columns, changes);
  await query(manager, update, [...values, id]);
}

function updatingOf(manager: EntityManager, metadata: EntityMetadata, names: readonly string[]): Updating {
  const { updates } = writingOf(manager, metadata);
  const key = names.join();
  const known = updates.get(key);
  if (known) return known;
  const { driver } = manager.dataSource;
  const columns = columnsOf(metadata, names);
  const sets = columns.map(({ databaseName }) => `${driver.escape(databaseName)} = ?`);
  if (metadata.versionColumn) sets.push('version = version + 1');
  const update = `UPDATE ${driver.escape(metadata.tableName)} SET ${sets.join(', ')} WHERE id = ?`;
  updates.set(key, { update, columns });
  return { update, columns };
}

function writingOf(manager: EntityManager, metadata: EntityMetadata): Writing {
  const known = writings.get(metadata);
  if (known) return known;
  const { driver } = manager.dataSource;
  const inserted = metadata.columns.filter(({ isGenerated }) => !isGenerated);
  const names = inserted.map(({ databaseName }) => driver.escape(databaseName)).join(', ');
  const insert = `INSERT INTO ${driver.escape(metadata.tableName)} (${names}) VALUES (${placesFor(inserted)})`;
  const writing = { insert, inserted, updates: new Map<string, Updating>() };
  writings.set(metadata, writing);
  return writing;
}

/** SQLite answers an INSERT with the id, MySQL and MariaDB with a header that has it. */
function insertedId(answer: unknown): number {
  if (typeof answer === 'object' && answer !== null && 'insertId' in answer) return Number(answer.insertId);
  return Number(answer);
}

/** Of several rows SQLite tells the last id, MySQL and MariaDB the first. */
function insertedIds(answer: unknown, rows: number): number[] {
  const id = insertedId(answer);
  const first = typeof answer === 'object' ? id : id - rows + 1;
  return Array.from({ length: rows }, (_, index) => first + index);
}
