import type { EntityManager, EntityMetadata } from 'typeorm';
import { columnsOf, placesFor } from './read-entities.js';
import { isConverted, type ColumnMetadata } from './stored-values.js';

type Fields = Record<string, unknown>;

interface Writing {
  insert: string;
  inserted: ColumnMetadata[];
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
  record.id = insertedId(await manager.query<unknown>(writing.insert, rowOf(manager, writing, record)));
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
    const rows = some.flatMap((record) => rowOf(manager, writing, record));
    const ids = insertedIds(await manager.query<unknown>(insert, rows), some.length);
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

function rowOf({ dataSource: { driver } }: EntityManager, { inserted }: Writing, record: object): unknown[] {
  return inserted.map((column): unknown => {
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
  const { driver } = manager.dataSource;
  const metadata = manager.dataSource.getMetadata(entity);
  const columns = columnsOf(metadata, Object.keys(changes));
  const sets = columns.map(({ databaseName }) => `${driver.escape(databaseName)} = ?`);
  if (metadata.versionColumn) sets.push('version = version + 1');
  const values = columns.map((column): unknown =>
    driver.preparePersistentValue((changes as Fields)[column.propertyName], column),
  );
  await manager.query(`UPDATE ${driver.escape(metadata.tableName)} SET ${sets.join(', ')} WHERE id = ?`, [
    ...values,
    id,
  ]);
}

function writingOf(manager: EntityManager, metadata: EntityMetadata): Writing {
  const known = writings.get(metadata);
  if (known) return known;
  const { driver } = manager.dataSource;
  const inserted = metadata.columns.filter(({ isGenerated }) => !isGenerated);
  const names = inserted.map(({ databaseName }) => driver.escape(databaseName)).join(', ');
  const insert = `INSERT INTO ${driver.escape(metadata.tableName)} (${names}) VALUES (${placesFor(inserted)})`;
  const writing = { insert, inserted };
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
