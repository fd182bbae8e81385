import { databaseKind } from '../db/data-source.js';
import type { Column, PortableValue } from './portable-values.rules.js';
import { openServer } from './raw-server.js';
import { openSqliteFile } from './raw-sqlite.js';

export interface RawTable {
  name: string;
  columns: Column[];
}

export type StoredValue = PortableValue | bigint | Buffer;

/** A connection of its own below TypeORM: whole tables in and out, as they are stored. */
export interface RawDatabase {
  /** In no particular order. */
  tables(): Promise<RawTable[]>;
  nextIdOf(table: string): Promise<number | null>;
  setNextId(table: string, id: number): Promise<void>;
  /** From here on all is read as it is now, while others go on writing. */
  beginReading(): Promise<void>;
  /** All that is written from here on is there after `commit`, or none of it; foreign keys are not looked at meanwhile. */
  beginWriting(): Promise<void>;
  commit(): Promise<void>;
  read(table: RawTable): AsyncIterable<unknown[]>;
  write(table: RawTable, rows: readonly StoredValue[][]): Promise<void>;
  empty(table: string): Promise<void>;
  drop(table: string): Promise<void>;
  /** A table with a row that names one that does not exist, and the name of that link; null = all is whole. */
  brokenLink(): Promise<{ table: string; name: string } | null>;
  /** Takes back what was not committed. */
  close(): Promise<void>;
}

/** The database must be there. */
export function openRaw(databaseUrl: string): Promise<RawDatabase> {
  return databaseKind(databaseUrl) === 'sqlite'
    ? Promise.resolve(openSqliteFile(databaseUrl.slice('sqlite:'.length)))
    : openServer(databaseUrl);
}
