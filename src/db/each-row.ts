import type { Database } from 'better-sqlite3';
import type { PoolConnection } from 'mysql2';
import { QueryFailedError, type EntityManager } from 'typeorm';
import { isSqlite } from './data-source.js';

/**
 * Gives each row of a SELECT to `visit`, as an array of its values and none of them kept: for a million rows of which only
 * a sum is wanted. `visit` must not ask the database. Throws `QueryFailedError`.
 */
export async function eachRow<R extends readonly unknown[]>(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[],
  visit: (row: R) => void,
): Promise<void> {
  manager.dataSource.logger.logQuery(sql, parameters as unknown[]);
  if (isSqlite(manager.dataSource)) return eachRowOfSqlite(manager, sql, parameters, visit);
  const { queryRunner: ofTransaction, dataSource } = manager;
  const runner = ofTransaction ?? dataSource.createQueryRunner();
  try {
    await eachRowOfServer((await runner.connect()) as PoolConnection, sql, parameters, visit);
  } finally {
    if (!ofTransaction) await runner.release();
  }
}

function eachRowOfSqlite<R extends readonly unknown[]>(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[],
  visit: (row: R) => void,
): void {
  const { databaseConnection } = manager.dataSource.driver as unknown as { databaseConnection: Database };
  try {
    const statement = databaseConnection.prepare<unknown[], R>(sql).raw();
    for (const row of statement.iterate(...parameters)) visit(row);
  } catch (error) {
    throw new QueryFailedError(sql, [...parameters], error as Error);
  }
}

function eachRowOfServer<R extends readonly unknown[]>(
  connection: PoolConnection,
  sql: string,
  values: readonly unknown[],
  visit: (row: R) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const statement = connection.query({ sql, values: [...values], rowsAsArray: true });
    statement.on('result', (row) => visit(row as unknown as R));
    statement.on('error', (error: Error) => reject(new QueryFailedError(sql, [...values], error)));
    statement.on('end', () => resolve());
  });
}
