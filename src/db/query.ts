import type { Database, Statement } from 'better-sqlite3';
import { QueryFailedError, type EntityManager } from 'typeorm';
import { isSqlite } from './data-source.js';

/** As many texts as stay prepared: all that the product has, and the lists of all lengths of an IN. */
const PREPARED_TEXTS = 500;

const preparedOn = new WeakMap<Database, Map<string, Statement>>();

/**
 * One statement in the manager's transaction, as `manager.query`: the rows of a SELECT; the id, or a header with it, of
 * an INSERT. SQLite is asked without TypeORM in between, which takes longer than most of its answers; there all share one
 * connection and thereby one transaction (docs/adr/0002).
 */
export async function query<T>(manager: EntityManager, sql: string, parameters: readonly unknown[] = []): Promise<T> {
  if (!isSqlite(manager.dataSource)) return manager.query<T>(sql, [...parameters]);
  const { driver, logger } = manager.dataSource;
  logger.logQuery(sql, parameters as unknown[]);
  try {
    const statement = preparedStatement(
      (driver as unknown as { databaseConnection: Database }).databaseConnection,
      sql,
    );
    return (statement.reader ? statement.all(...parameters) : statement.run(...parameters).lastInsertRowid) as T;
  } catch (error) {
    throw new QueryFailedError(sql, [...parameters], error as Error);
  }
}

function preparedStatement(database: Database, sql: string): Statement {
  const prepared = preparedOn.get(database) ?? new Map<string, Statement>();
  preparedOn.set(database, prepared);
  const known = prepared.get(sql);
  if (known) return known;
  const [oldest] = prepared.size < PREPARED_TEXTS ? [] : prepared.keys();
  if (oldest !== undefined) prepared.delete(oldest);
  const statement = database.prepare(sql);
  prepared.set(sql, statement);
  return statement;
}
