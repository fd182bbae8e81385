import type { EntityManager, EntityMetadata } from 'typeorm';
import { query } from './query.js';
import { columnsOf, placesFor } from './read-entities.js';
import { isConverted, type ColumnMetadata } from './stored-values.js';

type Fields = Record<string, unknown>;

interface Writing {
  insert: string;
  inserted: WrittenColumn[];
  /** By the names of what is changed. */
  updates: Map<string, Updating>;
}

interface Updating {
  update: string;
  columns: WrittenColumn[];
}

/** A column with what turns a value into what is stored; null = it is that already. */
interface WrittenColumn {
  name: string;
  isVersion: boolean;
  /** What a record without a value gets; undefined = nothing. */
  initial: unknown;
  toStored: ((value: unknown) => unknown) | null;
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
  const metadata = manager.dataSource.getMetadata(entity);
  const { insert, inserted } = writingOf(manager, metadata);
  const record = newRecord(entity, metadata, inserted, values);
  record.id = insertedId(await query(manager, insert, valuesOf(inserted, record)));
  return record;
}

/** Stores many new records, some hundred with each statement. */
export async function insertEntities<E extends { id: number }>(
  manager: EntityManager,
  entity: new () => E,
  list: readonly Partial<E>[],
): Promise<E[]> {
  const metadata = manager.dataSource.getMetadata(entity);
  const { insert, inserted } = writingOf(manager, metadata);
  const records = list.map((values) => newRecord(entity, metadata, inserted, values));
  for (let from = 0; from < records.length; from += ROWS_AT_ONCE) {
    const some = records.slice(from, from + ROWS_AT_ONCE);
    const insertSome = insert + `, (${placesFor(inserted)})`.repeat(some.length - 1);
    const rows = some.flatMap((record) => valuesOf(inserted, record));
    const ids = insertedIds(await query(manager, insertSome, rows), some.length);
    for (const [index, record] of some.entries()) record.id = ids[index] ?? record.id;
  }
  return records;
}

function newRecord<E extends object>(
  entity: new () => E,
  metadata: EntityMetadata,
  columns: readonly WrittenColumn[],
  values: Partial<E>,
): E {
  const record = Object.assign(new entity(), values);
  const fields = record as Fields;
  for (const listener of metadata.beforeInsertListeners) if (listener.isAllowed(record)) listener.execute(record);
  for (const { name, isVersion, initial } of columns) {
    if (isVersion) fields[name] = 1;
    else if (initial !== undefined) fields[name] ??= initial;
  }
  return record;
}

function valuesOf(columns: readonly WrittenColumn[], record: object): unknown[] {
  return columns.map(({ name, toStored }): unknown => {
    const value = (record as Fields)[name] ?? null;
    return toStored && value !== null ? toStored(value) : value;
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
  await query(manager, update, [...valuesOf(columns, changes), id]);
}

function updatingOf(manager: EntityManager, metadata: EntityMetadata, names: readonly string[]): Updating {
  const { updates } = writingOf(manager, metadata);
  const key = names.join();
  const known = updates.get(key);
  if (known) return known;
  const { driver } = manager.dataSource;
  const changed = columnsOf(metadata, names);
  const columns = changed.map((column) => writtenColumn(manager, column));
  const sets = changed.map(({ databaseName }) => `${driver.escape(databaseName)} = ?`);
  if (metadata.versionColumn) sets.push('version = version + 1');
  const update = `UPDATE ${driver.escape(metadata.tableName)} SET ${sets.join(', ')} WHERE id = ?`;
  updates.set(key, { update, columns });
  return { update, columns };
}

function writingOf(manager: EntityManager, metadata: EntityMetadata): Writing {
  const known = writings.get(metadata);
  if (known) return known;
  const { driver } = manager.dataSource;
  const columns = metadata.columns.filter(({ isGenerated }) => !isGenerated);
  const inserted = columns.map((column) => writtenColumn(manager, column));
  const names = columns.map(({ databaseName }) => driver.escape(databaseName)).join(', ');
  const insert = `INSERT INTO ${driver.escape(metadata.tableName)} (${names}) VALUES (${placesFor(inserted)})`;
  const writing = { insert, inserted, updates: new Map<string, Updating>() };
  writings.set(metadata, writing);
  return writing;
}

function writtenColumn({ dataSource: { driver } }: EntityManager, column: ColumnMetadata): WrittenColumn {
  return {
    name: column.propertyName,
    isVersion: column.isVersion,
    initial: column.default === undefined ? undefined : driver.prepareHydratedValue(column.default, column),
    toStored: isConverted(column) ? (value) => driver.preparePersistentValue(value, column) as unknown : null,
  };
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
