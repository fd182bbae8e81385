import { afterAll, beforeAll, describe } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { createDataSource, detectServer } from '../../src/db/data-source.js';
import { Lock } from '../../src/db/lock.entity.js';
import { SendingState } from '../../src/deliveries/sending-state.entity.js';
import { runFolder, runName } from './run.js';

const OPEN_LIMIT_MS = 60_000;

interface DatabaseOptions {
  /** Leaves the schema out: for suites about migrations themselves. */
  empty?: boolean;
}

/** A database of a suite's own: made before its first test, dropped after its last. */
export interface TestDatabase {
  readonly kind: 'SQLite' | 'MySQL';
  /** As DATABASE_URL takes it: for tests that start a process of their own. Usable inside hooks and tests only. */
  readonly url: string;
  /** Initialised, and migrated unless the suite asked for an empty database. Usable inside hooks and tests only. */
  readonly dataSource: DataSource;
  /** Deletes every row of every entity but those that migrations made; ids go on counting. */
  clear(): Promise<void>;
}

/** How a kind of server makes and drops databases. */
interface Host {
  readonly kind: TestDatabase['kind'];
  create(options: DatabaseOptions): Promise<string>;
  drop(url: string): Promise<void>;
}

function uniqueName(): string {
  return `crm_test_${runName()}_${randomBytes(4).toString('hex')}`;
}

async function migrate(url: string): Promise<void> {
  const dataSource = await createDataSource(url).initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
}

const sqliteFile = (url: string): string => url.slice('sqlite:'.length);

/** Migrations run once per worker; each suite gets a copy of the file. */
async function sqliteTemplate(): Promise<string> {
  const file = path.join(runFolder(), `template-${process.env.JEST_WORKER_ID ?? '0'}.sqlite`);
  if (!existsSync(file)) await migrate(`sqlite:${file}`);
  return file;
}

const sqliteHost: Host = {
  kind: 'SQLite',
  async create({ empty }) {
    const file = path.join(runFolder(), `${uniqueName()}.sqlite`);
    if (!empty) copyFileSync(await sqliteTemplate(), file);
    return `sqlite:${file}`;
  },
  async drop(url) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(sqliteFile(url) + suffix, { force: true });
  },
};

async function onServer(url: string, statement: string, name: string): Promise<void> {
  const connection = await createConnection(url);
  try {
    await connection.query(statement, [name]);
  } finally {
    await connection.end();
  }
}

function serverHost(serverUrl: string): Host {
  return {
    kind: 'MySQL',
    async create({ empty }) {
      const name = uniqueName();
      await onServer(serverUrl, 'CREATE DATABASE ?? CHARACTER SET utf8mb4', name);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      const databaseUrl = await detectServer(url.href);
      if (!empty) await migrate(databaseUrl);
      return databaseUrl;
    },
    async drop(url) {
      await onServer(serverUrl, 'DROP DATABASE IF EXISTS ??', new URL(url).pathname.slice(1));
    },
  };
}

class SuiteDatabase implements TestDatabase {
  private opened: { url: string; dataSource: DataSource } | null = null;

  constructor(private readonly host: Host) {}

  get kind(): TestDatabase['kind'] {
    return this.host.kind;
  }

  get url(): string {
    return this.current.url;
  }

  get dataSource(): DataSource {
    return this.current.dataSource;
  }

  async open(options: DatabaseOptions): Promise<void> {
    const url = await this.host.create(options);
    this.opened = { url, dataSource: await createDataSource(url).initialize() };
  }

  async close(): Promise<void> {
    if (!this.opened) return;
    const { url, dataSource } = this.opened;
    if (dataSource.isInitialized) await dataSource.destroy();
    await this.host.drop(url);
  }

  async clear(): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    const [off, on] =
      this.kind === 'SQLite'
        ? ['PRAGMA foreign_keys = OFF', 'PRAGMA foreign_keys = ON']
        : ['SET FOREIGN_KEY_CHECKS = 0', 'SET FOREIGN_KEY_CHECKS = 1'];
    try {
      await runner.query(off);
      // The database itself keeps the audit log (tests/db/audit-log.test.ts).
      await runner.query('DROP TRIGGER IF EXISTS audit_entries_no_delete');
      for (const { tablePath, target } of this.dataSource.entityMetadatas) {
        if (target === Lock || target === SendingState) continue;
        await runner.query(`DELETE FROM ${this.dataSource.driver.escape(tablePath)}`);
      }
      await runner.query('UPDATE sending_state SET bulkPausedUntil = NULL, rateChangedAt = NULL, bulkPerSecond = 25');
      await runner.query(on);
    } finally {
      await runner.release();
    }
  }

  private get current(): { url: string; dataSource: DataSource } {
    if (!this.opened) throw new Error('the database is open inside hooks and tests only');
    return this.opened;
  }
}

function describeOn(
  host: Host,
  title: string,
  suite: (database: TestDatabase) => void,
  options: DatabaseOptions,
): void {
  describe(`${title} (${host.kind})`, () => {
    const database = new SuiteDatabase(host);
    beforeAll(() => database.open(options), OPEN_LIMIT_MS);
    afterAll(() => database.close(), OPEN_LIMIT_MS);
    suite(database);
  });
}

/**
 * The same suite on every kind of database at hand: on SQLite always, on the server of TEST_MYSQL_URL when one was
 * found; without one those tests are counted as skipped.
 */
export function describeEachDatabase(
  title: string,
  suite: (database: TestDatabase) => void,
  options: DatabaseOptions = {},
): void {
  describeOn(sqliteHost, title, suite, options);
  const serverUrl = process.env.TEST_MYSQL_URL;
  if (serverUrl) describeOn(serverHost(serverUrl), title, suite, options);
  else describe.skip(`${title} (MySQL)`, () => suite(new SuiteDatabase(serverHost(''))));
}

/** A suite on SQLite alone: for what does not depend on the database but needs one to run. */
export function describeOnSqlite(title: string, suite: (database: TestDatabase) => void): void {
  describeOn(sqliteHost, title, suite, {});
}

/** A suite on what production runs on, the servers of TEST_MYSQL_URL and TEST_REDIS_URL; counted as skipped without both. */
export function describeOnServers(title: string, suite: (database: TestDatabase) => void): void {
  const { TEST_MYSQL_URL: serverUrl, TEST_REDIS_URL: redisUrl } = process.env;
  if (serverUrl && redisUrl) describeOn(serverHost(serverUrl), title, suite, {});
  else describe.skip(`${title} (MySQL)`, () => suite(new SuiteDatabase(serverHost(''))));
}
