import { existsSync } from 'node:fs';
import { databaseFile } from '../imports/command-run.js';
import { BackupError } from './backup-error.js';
import { toPortable, type PortableRow } from './portable-values.rules.js';
import { openRaw, type RawDatabase, type RawTable } from './raw-database.js';
import { MIGRATIONS_TABLE, type Snapshot, type Table } from './snapshot.js';

/** A database as it is at this moment, while others may go on writing; closed when the work is done. */
export async function withSnapshot<T>(databaseUrl: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const file = databaseFile(databaseUrl);
  if (file !== null && !existsSync(file)) throw new BackupError('database_missing', { file });
  const database = await openRaw(databaseUrl);
  try {
    const all = await database.tables();
    await database.beginReading();
    const tables: Table[] = [];
    for (const table of all.filter(({ name }) => name !== MIGRATIONS_TABLE)) {
      tables.push({ ...table, nextId: await database.nextIdOf(table.name) });
    }
    const migrations = await appliedMigrations(database, all);
    return await work({ migrations, tables, rows: (table) => portableRows(database, table) });
  } finally {
    await database.close();
  }
}

/** The names of the migrations that made the tables, oldest first; none of a database without tables. */
export async function appliedMigrations(database: RawDatabase, tables: readonly RawTable[]): Promise<string[]> {
  const list = tables.find(({ name }) => name === MIGRATIONS_TABLE);
  const names: string[] = [];
  if (!list) return names;
  const place = list.columns.findIndex(({ name }) => name === 'name');
  for await (const row of database.read(list)) names.push(String(row[place]));
  return names;
}

export async function* portableRows(database: RawDatabase, table: RawTable): AsyncGenerator<PortableRow> {
  for await (const row of database.read(table)) {
    yield table.columns.map((column, place) => toPortable(column, row[place]));
  }
}
