import { setTimeout } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { createDataSource, detectServer, isSqlite } from './data-source.js';
import { isBusy } from './database-errors.js';

const LOCK_NAME = 'crm_migrations';
const LOCK_SECONDS = 120;
const SQLITE_TRIES = 300;
const SQLITE_WAIT_MS = 100;
/** A race can be lost twice: for the table of migrations and for a migration's own tables. */
const SQLITE_LOST_RACES = 2;

/** Connects; the schema is not touched. */
export async function openDatabase(databaseUrl: string): Promise<DataSource> {
  const dataSource = createDataSource(await detectServer(databaseUrl));
  return dataSource.initialize();
}

/** Applies what is missing and gives the names. Two processes at once wait for each other. */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  if (isSqlite(dataSource)) return migrateSqlite(dataSource);
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT GET_LOCK(?, ?)', [LOCK_NAME, LOCK_SECONDS]);
    return await apply(dataSource);
  } finally {
    await lock.query('SELECT RELEASE_LOCK(?)', [LOCK_NAME]);
    await lock.release();
  }
}

/**
 * SQLite has no lock to wait for before the first read: who finds the file busy, or a table just made by another
 * process, looks again and finds the work done. A real fault is still there when one looks again.
 */
async function migrateSqlite(dataSource: DataSource): Promise<string[]> {
  let failures = 0;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await apply(dataSource);
    } catch (error) {
      if (!isBusy(error)) failures += 1;
      if (attempt >= SQLITE_TRIES || failures > SQLITE_LOST_RACES) throw error;
      await setTimeout(SQLITE_WAIT_MS);
    }
  }
}

async function apply(dataSource: DataSource): Promise<string[]> {
  const applied = await dataSource.runMigrations();
  return applied.map(({ name }) => name);
}

/** True when no migration is missing: part of being ready. */
export async function isSchemaCurrent(dataSource: DataSource): Promise<boolean> {
  return !(await dataSource.showMigrations());
}
