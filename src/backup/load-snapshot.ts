import { MIGRATIONS } from '../../migrations/index.js';
import { createDataSource, detectServer } from '../db/data-source.js';
import { migrate } from '../db/open-database.js';
import { BackupError } from './backup-error.js';
import { appliedMigrations, portableRows } from './database-snapshot.js';
import { FingerprintSum, isSame, type Fingerprint } from './fingerprint.js';
import { fromPortable } from './portable-values.rules.js';
import { openRaw, type RawDatabase, type RawTable, type StoredValue } from './raw-database.js';
import type { Progress, Snapshot, Table } from './snapshot.js';

/** Rows of one statement: so many, or fewer of large ones (a server takes 16 MB at once by default). */
const BATCH_ROWS = 500;
const BATCH_LETTERS = 1_000_000;
/** Every studio that was used has something in one of these. */
const TELLING_TABLES = ['clients', 'staff', 'audit_entries'];

export interface LoadOptions {
  /** Replaces what the database has. */
  force: boolean;
  progress: Progress;
}

/**
 * Fills a database with a snapshot, in one transaction that is committed only when every table reads as it was written and
 * no link is broken. Its schema is then the snapshot's; `bringUpToDate` does the rest. Gives what each table has.
 * Throws `BackupError`.
 */
export async function loadSnapshot(
  snapshot: Snapshot,
  databaseUrl: string,
  options: LoadOptions,
): Promise<Map<string, Fingerprint>> {
  requireKnown(snapshot.migrations);
  await migrateTo([], databaseUrl);
  await prepareSchema(snapshot, databaseUrl, options);
  const database = await openRaw(databaseUrl);
  try {
    const loaded = await fill(database, snapshot, options.progress);
    await database.commit();
    return loaded;
  } finally {
    await database.close();
  }
}

/** Applies the migrations that came after the snapshot was taken. */
export async function bringUpToDate(databaseUrl: string): Promise<void> {
  await migrateTo(
    MIGRATIONS.map(({ name }) => name),
    databaseUrl,
  );
}

function requireKnown(migrations: readonly string[]): void {
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  const unknown = migrations.find((name) => !known.has(name));
  if (unknown !== undefined) throw new BackupError('made_by_newer', { name: unknown });
}

/** Applies only the named migrations; with none it only makes the file of an embedded database. */
async function migrateTo(names: readonly string[], databaseUrl: string): Promise<void> {
  const wanted = MIGRATIONS.filter(({ name }) => names.includes(name));
  const dataSource = await createDataSource(await detectServer(databaseUrl), wanted).initialize();
  try {
    if (wanted.length > 0) await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** Leaves the snapshot's tables, and nothing of anybody's in them. */
async function prepareSchema({ migrations }: Snapshot, databaseUrl: string, { force }: LoadOptions): Promise<void> {
  const database = await openRaw(databaseUrl);
  try {
    const tables = await database.tables();
    const isUsed = await hasFacts(database, tables);
    if (isUsed && !force) throw new BackupError('not_empty');
    const applied = await appliedMigrations(database, tables);
    const isSameSchema = applied.length === migrations.length && applied.every((name) => migrations.includes(name));
    if (isUsed || !isSameSchema) for (const { name } of tables) await database.drop(name);
  } finally {
    await database.close();
  }
  await migrateTo(migrations, databaseUrl);
}

async function hasFacts(database: RawDatabase, tables: readonly RawTable[]): Promise<boolean> {
  for (const table of tables.filter(({ name }) => TELLING_TABLES.includes(name))) {
    for await (const _row of database.read(table)) return true;
  }
  return false;
}

async function fill(database: RawDatabase, snapshot: Snapshot, progress: Progress): Promise<Map<string, Fingerprint>> {
  // Changing where a table goes on counting would commit what was written before it.
  for (const { name, nextId } of snapshot.tables) if (nextId !== null) await database.setNextId(name, nextId);
  await database.beginWriting();
  const targets = new Map((await database.tables()).map((table) => [table.name, table]));
  const loaded = new Map<string, Fingerprint>();
  for (const table of snapshot.tables) {
    const target = targetOf(table, targets.get(table.name));
    await database.empty(table.name);
    const written = await copyRows(database, target, table, snapshot, progress);
    const read = await fingerprintOf(database, target);
    if (!isSame(written, read)) throw new BackupError('not_the_same', { table: table.name });
    loaded.set(table.name, read);
  }
  const broken = await database.brokenLink();
  if (broken) throw new BackupError('broken_link', broken);
  return loaded;
}

/** The table to write to, its columns in the order of the snapshot. */
function targetOf(table: Table, found: RawTable | undefined): RawTable {
  const columns = table.columns.flatMap(({ name }) => found?.columns.find((column) => column.name === name) ?? []);
  if (columns.length !== table.columns.length) throw new BackupError('schema_differs');
  return { name: table.name, columns };
}

async function copyRows(
  database: RawDatabase,
  target: RawTable,
  table: Table,
  snapshot: Snapshot,
  progress: Progress,
): Promise<Fingerprint> {
  const sum = new FingerprintSum();
  let batch: StoredValue[][] = [];
  let letters = 0;
  const flush = async (): Promise<void> => {
    await database.write(target, batch);
    [batch, letters] = [[], 0];
    progress(table.name, sum.result().rows);
  };
  for await (const row of snapshot.rows(table)) {
    sum.add(row);
    batch.push(target.columns.map((column, place) => fromPortable(column, row[place] ?? null)));
    letters += row.reduce<number>((sofar, value) => sofar + (typeof value === 'string' ? value.length : 8), 0);
    if (batch.length >= BATCH_ROWS || letters >= BATCH_LETTERS) await flush();
  }
  await flush();
  return sum.result();
}

async function fingerprintOf(database: RawDatabase, table: RawTable): Promise<Fingerprint> {
  const sum = new FingerprintSum();
  for await (const row of portableRows(database, table)) sum.add(row);
  return sum.result();
}
