import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';
import { MIGRATIONS } from '../../migrations/index.js';
import { ENTITIES } from './entities.js';
import { NO_QUERY_LOG } from './no-query-log.js';

export type DatabaseKind = 'sqlite' | 'mysql' | 'mariadb';

/** `sqlite:` is followed by a file path or `:memory:`; MySQL and MariaDB are told apart by the URL's scheme. */
export function databaseKind(databaseUrl: string): DatabaseKind | null {
  if (databaseUrl.startsWith('sqlite:')) return 'sqlite';
  if (databaseUrl.startsWith('mysql:')) return 'mysql';
  if (databaseUrl.startsWith('mariadb:')) return 'mariadb';
  return null;
}

export function isSqlite(dataSource: DataSource): boolean {
  return dataSource.options.type === 'better-sqlite3';
}

/** How long a statement waits for another process's transaction. */
export const SQLITE_BUSY_MS = 10_000;

function sqliteOptions(path: string): DataSourceOptions {
  if (path !== ':memory:') mkdirSync(dirname(resolve(path)), { recursive: true });
  return {
    type: 'better-sqlite3',
    database: path,
    enableWAL: path !== ':memory:',
    // The first hundred would be all that TypeORM keeps prepared, and the panel's lists alone have as many.
    statementCacheSize: 500,
    prepareDatabase: (database: { pragma(text: string): void }) => {
      database.pragma(`busy_timeout = ${SQLITE_BUSY_MS}`);
      database.pragma('synchronous = NORMAL');
      // Of the two megabytes by default a page of clients in a large studio throws out what the next one needs again.
      database.pragma('cache_size = -8192');
    },
  };
}

function mysqlOptions(url: string, type: 'mysql' | 'mariadb'): DataSourceOptions {
  return {
    type,
    url: url.replace(/^mariadb:/, 'mysql:'),
    timezone: 'Z',
    dateStrings: ['DATE'],
    supportBigNumbers: true,
    bigNumberStrings: true,
    charset: 'utf8mb4',
    poolSize: 10,
    connectTimeout: 10_000,
  };
}

/**
 * A data source with all entities and migrations, not yet initialised. With a `mysql:` URL call `detectServer` first:
 * TypeORM has to know a MariaDB server as such, or every nullable column looks like drift. Fewer migrations than all are for
 * a backup of an older version.
 */
export function createDataSource(
  databaseUrl: string,
  migrations: readonly (new () => MigrationInterface)[] = MIGRATIONS,
): DataSource {
  const kind = databaseKind(databaseUrl);
  if (!kind) throw new RangeError('DATABASE_URL must start with sqlite:, mysql: or mariadb:');
  const options =
    kind === 'sqlite' ? sqliteOptions(databaseUrl.slice('sqlite:'.length)) : mysqlOptions(databaseUrl, kind);
  const dataSource = new DataSource({
    ...options,
    entities: [...ENTITIES],
    migrations: [...migrations],
    migrationsTransactionMode: 'each',
    migrationsTableName: 'schema_migrations',
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    logger: NO_QUERY_LOG,
  });
  // Photos need more than MySQL's 64 KB blob; SQLite takes any name with BLOB in it, TypeORM only has to let it pass.
  if (kind === 'sqlite') dataSource.driver.supportedDataTypes.push('mediumblob');
  return dataSource;
}

/** Asks a MySQL-protocol server what it is; gives the URL with the scheme that fits. Other URLs come back unchanged. */
export async function detectServer(databaseUrl: string): Promise<string> {
  if (databaseKind(databaseUrl) !== 'mysql') return databaseUrl;
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection({ uri: databaseUrl, connectTimeout: 10_000 });
  try {
    const [rows] = await connection.query('SELECT VERSION() AS version');
    const version = (rows as { version: string }[])[0]?.version ?? '';
    return /mariadb/i.test(version) ? databaseUrl.replace(/^mysql:/, 'mariadb:') : databaseUrl;
  } finally {
    await connection.end();
  }
}
