import type { Column, PortableRow } from './portable-values.rules.js';

export interface Table {
  name: string;
  columns: Column[];
  /** The id that the next record gets; null = the table counts none. */
  nextId: number | null;
}

/** A studio's whole database as it was at one moment: one that runs, or one in a file. */
export interface Snapshot {
  /** The names of the migrations that made its tables. */
  readonly migrations: readonly string[];
  /** All but the list of migrations. */
  readonly tables: readonly Table[];
  /** Every row of the table. Tables are to be read one after another, in their order. */
  rows: (table: Table) => AsyncIterable<PortableRow>;
}

export const MIGRATIONS_TABLE = 'schema_migrations';

/** What has been read or written so far. */
export type Progress = (table: string, rows: number) => void;
