import { setTimeout } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { createDataSource, detectServer, isSqlite, SQLITE_BUSY_MS } from './data-source.js';
import { isBusy } from './database-errors.js';

/** Such locks are the whole server's: another studio on it has its own. At most 64 letters. */
const LOCK_NAME = "CONCAT('crm_migrations ', MD5(DATABASE()))";
const LOCK_SECONDS = 120;
const SQLITE_WAIT_MS = 100;

/** Connects; the schema is not touched. */
export async function openDatabase(databaseUrl: string): Promise<DataSource> {
  const dataSource = await createDataSource(await detectServer(databaseUrl)).initialize();
  // What was answered as done stays done when the power goes: of money, and of the intent to send a message.
  if (isSqlite(dataSource)) await dataSource.query('PRAGMA synchronous = FULL');
  return dataSource;
}

/** Applies what is missing and gives the names. Two processes at once wait for each other. */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  if (isSqlite(dataSource)) return migrateSqlite(dataSource);
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query(`SELECT GET_LOCK(${LOCK_NAME}, ?)`, [LOCK_SECONDS]);
    return await apply(dataSource);
  } finally {
    await lock.query(`SELECT RELEASE_LOCK(${LOCK_NAME})`);
    await lock.release();
  }
}

/**
 * On SQLite the lock is the file's own, taken before the first look at what is missing: who comes second finds the work
 * done. Foreign keys are off meanwhile, as SQLite's way to change a table demands, and can't be turned off any later.
 */
async function migrateSqlite(dataSource: DataSource): Promise<string[]> {
  await dataSource.query('PRAGMA foreign_keys = OFF');
  try {
    await beginWriting(dataSource);
    try {
      const applied = await apply(dataSource, 'none');
      await dataSource.query('COMMIT');
      return applied;
    } catch (error) {
      await dataSource.query('ROLLBACK');
      throw error;
    }
  } finally {
    await dataSource.query('PRAGMA foreign_keys = ON');
  }
}

/** The driver's own waiting would stop the whole process, also for another one in it that holds the lock. */
async function beginWriting(dataSource: DataSource): Promise<void> {
  await dataSource.query('PRAGMA busy_timeout = 0');
  try {
    for (let waitedMs = 0; !(await hasBegun(dataSource, waitedMs)); waitedMs += SQLITE_WAIT_MS) {
      await setTimeout(SQLITE_WAIT_MS);
    }
  } finally {
    await dataSource.query(`PRAGMA busy_timeout = ${SQLITE_BUSY_MS}`);
  }
}

async function hasBegun(dataSource: DataSource, waitedMs: number): Promise<boolean> {
  try {
    await dataSource.query('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (!isBusy(error) || waitedMs >= LOCK_SECONDS * 1000) throw error;
    return false;
  }
}

async function apply(dataSource: DataSource, transaction: 'each' | 'none' = 'each'): Promise<string[]> {
  const applied = await dataSource.runMigrations({ transaction });
  return applied.map(({ name }) => name);
}

/** What keeps this build from starting on the schema, in words for whoever starts it; null = it is this build's. */
export async function schemaFault(dataSource: DataSource): Promise<string | null> {
  const own = ownMigrations(dataSource);
  const applied = await appliedMigrations(dataSource);
  const missing = own.filter((name) => !applied.includes(name));
  if (missing.length > 0) return `${missing.length} migrations are not applied: run "npm run migrate"`;
  const newer = applied.filter((name) => !own.includes(name));
  if (newer.length === 0) return null;
  return `the database is of a newer version (${newer.join(', ')}): run that version, or restore the backup made before it`;
}

/**
 * True when no migration is missing: part of being ready. A newer schema is none of a running process's business: while
 * replicas are replaced one by one, the old ones go on.
 */
export async function isSchemaCurrent(dataSource: DataSource): Promise<boolean> {
  const applied = await appliedMigrations(dataSource);
  return ownMigrations(dataSource).every((name) => applied.includes(name));
}

function ownMigrations({ migrations }: DataSource): string[] {
  return migrations.flatMap(({ name }) => name ?? []);
}

async function appliedMigrations(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    if (!(await runner.hasTable('schema_migrations'))) return [];
    const rows = (await runner.query('SELECT name FROM schema_migrations')) as { name: string }[];
    return rows.map(({ name }) => name);
  } finally {
    await runner.release();
  }
}
