import type { Database, Statement } from 'better-sqlite3';
import type { ExecuteValues, PoolConnection, QueryValues } from 'mysql2';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import type { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver.js';
import { isSqlite } from './data-source.js';

/** As many texts as stay prepared: all that the product has, and the lists of all lengths of an IN. */
const PREPARED_TEXTS = 500;

type Row = Record<string, unknown>;

interface Prepared {
  statement: Statement<unknown[], unknown[]>;
  /** A row without values, which all rows are copies of; null = the statement gives none. */
  blank: Row | null;
  names: string[];
}

const preparedOn = new WeakMap<Database, Map<string, Prepared>>();
const textsOnServer = new WeakMap<DataSource, Set<string>>();

/** More values are a list of rows or ids, of another length each time: not worth to be prepared on the server. */
const MOST_PREPARED_VALUES = 250;
/** A list has thousands of pages, each with another text. */
const OF_A_LATE_PAGE = ' OFFSET ';
/** Of one data source; each of its connections prepares them, and a server has 16,382 for all programs by default. */
const TEXTS_ON_SERVER = 400;

/**
 * One statement in the manager's transaction, as `manager.query`: the rows of a SELECT; the id, or a header with it, of
 * an INSERT. The driver is asked without TypeORM in between, which takes longer than most of SQLite's answers, and can't
 * prepare statements on a server. Throws `QueryFailedError`.
 */
export async function query<T>(manager: EntityManager, sql: string, parameters: readonly unknown[] = []): Promise<T> {
  return isSqlite(manager.dataSource)
    ? querySqlite<T>(manager, sql, parameters)
    : queryServer<T>(manager, sql, parameters);
}

async function queryServer<T>(manager: EntityManager, sql: string, parameters: readonly unknown[]): Promise<T> {
  const { queryRunner: ofTransaction, dataSource } = manager;
  const connection = (await (ofTransaction?.connect() ?? ofPool(dataSource))) as PoolConnection;
  try {
    dataSource.logger.logQuery(sql, parameters as unknown[]);
    return await answerOf<T>(connection, sql, parameters, isWorthPreparing(dataSource, sql, parameters));
  } finally {
    if (!ofTransaction) connection.release();
  }
}

/** What a runner of TypeORM's does first; the rest of a runner is of no use to a single statement. */
function ofPool({ driver }: DataSource): Promise<unknown> {
  return (driver as MysqlDriver).obtainMasterConnection();
}

function isWorthPreparing(dataSource: DataSource, sql: string, parameters: readonly unknown[]): boolean {
  if (parameters.length > MOST_PREPARED_VALUES || sql.includes(OF_A_LATE_PAGE)) return false;
  const texts = textsOnServer.get(dataSource) ?? new Set<string>();
  textsOnServer.set(dataSource, texts);
  if (texts.size < TEXTS_ON_SERVER) texts.add(sql);
  return texts.has(sql);
}

function answerOf<T>(
  connection: PoolConnection,
  sql: string,
  parameters: readonly unknown[],
  isPrepared: boolean,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, answer: unknown): void => {
      if (error) reject(new QueryFailedError(sql, [...parameters], error));
      else resolve(answer as T);
    };
    if (isPrepared) connection.execute(sql, parameters as ExecuteValues, done);
    else connection.query(sql, parameters as QueryValues, done);
  });
}

/**
 * The same on SQLite, which answers at once: what need not be waited for is not. There all share one connection and thereby
 * one transaction (docs/adr/0002).
 */
export function querySqlite<T>(manager: EntityManager, sql: string, parameters: readonly unknown[]): T {
  const { driver, logger } = manager.dataSource;
  logger.logQuery(sql, parameters as unknown[]);
  try {
    const { databaseConnection } = driver as unknown as { databaseConnection: Database };
    const { statement, blank, names } = prepared(databaseConnection, sql);
    if (!blank) return statement.run(...parameters).lastInsertRowid as T;
    return statement.all(...parameters).map((values) => rowOf(blank, names, values)) as T;
  } catch (error) {
    throw new QueryFailedError(sql, [...parameters], error as Error);
  }
}

/** The driver's own objects take twice as long to make, and V8 reads them slowly: each has a table of its names. */
function rowOf(blank: Row, names: readonly string[], values: readonly unknown[]): Row {
  const row = { ...blank };
  for (let place = 0; place < names.length; place += 1) row[names[place] as string] = values[place];
  return row;
}

function prepared(database: Database, sql: string): Prepared {
  const known = preparedOn.get(database) ?? new Map<string, Prepared>();
  preparedOn.set(database, known);
  return known.get(sql) ?? prepare(database, sql, known);
}

function prepare(database: Database, sql: string, known: Map<string, Prepared>): Prepared {
  const [oldest] = known.size < PREPARED_TEXTS ? [] : known.keys();
  if (oldest !== undefined) known.delete(oldest);
  const statement = database.prepare<unknown[], unknown[]>(sql);
  const names = statement.reader
    ? statement
        .raw()
        .columns()
        .map(({ name }) => name)
    : [];
  const blank = statement.reader ? Object.fromEntries(names.map((name) => [name, null])) : null;
  const made = { statement, blank, names };
  known.set(sql, made);
  return made;
}
