import type { DataSource, EntityMetadata } from 'typeorm';

export type ColumnMetadata = EntityMetadata['columns'][number];

/** What the databases give is what we keep; all of these are null or themselves. */
const AS_STORED = new Set<unknown>(['int', 'integer', 'varchar', 'text', 'date', 'mediumblob']);

/** How a stored value, which is not null, becomes ours; null = it is already. Throws `TypeError` for an unknown type. */
export function conversionOf({
  type,
  transformer,
  propertyName,
}: ColumnMetadata): ((value: unknown) => unknown) | null {
  if (transformer && !Array.isArray(transformer)) return (value) => transformer.from(value) as unknown;
  if (AS_STORED.has(type)) return null;
  if (type === 'boolean') return Boolean;
  if (type === 'datetime') return toInstant;
  if (type === 'simple-json') return (value) => JSON.parse(value as string) as unknown;
  throw new TypeError(`no conversion for the column ${propertyName}`);
}

/** Columns of other types take a value as it is. */
export function isConverted({ type }: ColumnMetadata): boolean {
  return !AS_STORED.has(type);
}

/** An instant as a parameter of a statement written by hand. */
export function storedInstant(dataSource: DataSource, instant: Date): Date | string {
  return dataSource.options.type === 'better-sqlite3' ? instant.toISOString().slice(0, -1).replace('T', ' ') : instant;
}

/** SQLite keeps instants as text, always in UTC; from MySQL and MariaDB the driver makes them itself. */
export function toInstant(value: unknown): Date {
  return value instanceof Date ? value : new Date(`${String(value).replace(' ', 'T')}Z`);
}
