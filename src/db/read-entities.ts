import type { DataSource, EntityManager, EntityMetadata } from 'typeorm';
import { isSqlite } from './data-source.js';
import { query, querySqlite } from './query.js';
import { conversionOf, type ColumnMetadata } from './stored-values.js';

type Fields = Record<string, unknown>;

interface Reading {
  names: string;
  table: string;
  conversions: { name: string; convert: (value: unknown) => unknown }[];
  /** Statements by the expressions and their tails: one text each, so that it is found at once among those prepared. */
  texts: Map<Expressions | null, Map<string, string>>;
}

/** By the names they get. */
type Expressions = Readonly<Record<string, string>>;

/** Longer tails list something and differ each time. */
const LONGEST_KEPT_TAIL = 80;

const readings = new WeakMap<EntityMetadata, Map<readonly PropertyKey[] | null, Reading>>();

/**
 * Whole records, as TypeORM's `find` gives them but several times faster: for what a studio waits for all day
 * (`npm run bench`). `tail` is all that follows the table's name.
 */
export async function readEntities<E extends object>(
  manager: EntityManager,
  entity: new () => E,
  tail: string,
  parameters: readonly unknown[],
): Promise<E[]> {
  const answer = readRows(manager, entity, null, tail, parameters);
  const rows = answer instanceof Promise ? await answer : answer;
  return rows.map((row) => asRecord(entity, row));
}

/** A row has every field of the record; copying it into a new one takes longer than to read it. */
function asRecord<E extends object>(entity: new () => E, row: Fields): E {
  return Object.setPrototypeOf(row, entity.prototype as object) as E;
}

/** The one record with these values, as `findOneBy`; null when there is none. */
export async function findEntity<E extends object>(
  manager: EntityManager,
  entity: new () => E,
  where: Partial<E>,
): Promise<E | null> {
  const answer = readRows(manager, entity, null, tailFor(manager, Object.keys(where)), Object.values(where));
  const [row] = answer instanceof Promise ? await answer : answer;
  return row ? asRecord(entity, row) : null;
}

const tailsOn = new WeakMap<DataSource, Map<string, string>>();

/** One text for the same fields. */
function tailFor({ dataSource }: EntityManager, fields: readonly string[]): string {
  const tails = tailsOn.get(dataSource) ?? new Map<string, string>();
  tailsOn.set(dataSource, tails);
  const key = fields.join();
  const conditions = (): string => fields.map((field) => `${dataSource.driver.escape(field)} = ?`).join(' AND ');
  const tail = tails.get(key) ?? `WHERE ${conditions()} LIMIT 1`;
  tails.set(key, tail);
  return tail;
}

/**
 * Some fields of the records. `fields` and `more` must be constants: what it takes to read them is worked out once.
 * `more` are expressions by the name they get, whose values come as the database gives them.
 */
export async function readFields<E extends object, K extends keyof E, M extends object = object>(
  manager: EntityManager,
  entity: new () => E,
  fields: readonly K[],
  tail: string,
  parameters: readonly unknown[],
  more?: Readonly<Record<keyof M, string>>,
): Promise<(Pick<E, K> & M)[]> {
  const answer = readRows(manager, entity, fields, tail, parameters, more);
  return (answer instanceof Promise ? await answer : answer) as (Pick<E, K> & M)[];
}

/** SQLite answers at once: nothing is waited for there. */
function readRows(
  manager: EntityManager,
  entity: new () => object,
  fields: readonly PropertyKey[] | null,
  tail: string,
  parameters: readonly unknown[],
  more: Expressions | null = null,
): Fields[] | Promise<Fields[]> {
  const reading = readingOf(manager, entity, fields);
  const text = textOf(reading, tail, more);
  if (isSqlite(manager.dataSource)) return converted(querySqlite<Fields[]>(manager, text, parameters), reading);
  return query<Fields[]>(manager, text, parameters).then((rows) => converted(rows, reading));
}

function converted(rows: Fields[], { conversions }: Reading): Fields[] {
  for (const row of rows) {
    for (const { name, convert } of conversions) {
      const value = row[name];
      if (value !== null) row[name] = convert(value);
    }
  }
  return rows;
}

function textOf({ names, table, texts }: Reading, tail: string, more: Expressions | null): string {
  const ofExpressions = texts.get(more) ?? new Map<string, string>();
  texts.set(more, ofExpressions);
  const expressions = (): string[] => Object.entries(more ?? {}).map(([name, sql]) => `${sql} AS ${name}`);
  const text = ofExpressions.get(tail) ?? `SELECT ${[names, ...expressions()].join(', ')} FROM ${table} ${tail}`;
  if (tail.length <= LONGEST_KEPT_TAIL) ofExpressions.set(tail, text);
  return text;
}

/** `?, ?, ?` for the values of an IN; of none `NULL`, which nothing is in: an empty list is an error to MySQL. */
export function placesFor(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ') || 'NULL';
}

function readingOf(manager: EntityManager, entity: new () => object, fields: readonly PropertyKey[] | null): Reading {
  const metadata = manager.dataSource.getMetadata(entity);
  const known = readings.get(metadata)?.get(fields);
  if (known) return known;
  const { driver } = manager.dataSource;
  const columns = fields === null ? metadata.columns : columnsOf(metadata, fields);
  const table = driver.escape(metadata.tableName);
  const names = columns.map(({ databaseName, propertyName }) => {
    const column = `${table}.${driver.escape(databaseName)}`;
    return databaseName === propertyName ? column : `${column} AS ${driver.escape(propertyName)}`;
  });
  const reading = {
    names: names.join(', '),
    table,
    texts: new Map(),
    conversions: columns.flatMap((column) => {
      const convert = conversionOf(column);
      return convert ? [{ name: column.propertyName, convert }] : [];
    }),
  };
  readings.set(
    metadata,
    (readings.get(metadata) ?? new Map<readonly PropertyKey[] | null, Reading>()).set(fields, reading),
  );
  return reading;
}

/** Throws `TypeError` for a property that is no column. */
export function columnsOf(metadata: EntityMetadata, fields: readonly PropertyKey[]): ColumnMetadata[] {
  return fields.map((field) => {
    const column = metadata.findColumnWithPropertyName(String(field));
    if (!column) throw new TypeError(`${metadata.name} has no column ${String(field)}`);
    return column;
  });
}
