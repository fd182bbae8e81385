import type BetterSqlite3 from 'better-sqlite3';
import { createConnection, type Connection } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { isSqlite } from '../src/db/data-source.js';

type Value = string | number | bigint | Buffer | Date | boolean | null;

/** The database without anything of ours in between: what the floors are measured on. Each text is prepared once. */
export interface RawConnection {
  all(sql: string, values?: readonly unknown[]): unknown;
  close(): Promise<void>;
}

export async function rawConnection(dataSource: DataSource, url: string): Promise<RawConnection> {
  return isSqlite(dataSource) ? rawSqlite(dataSource) : rawServer(url);
}

/** The connection that the product itself uses. */
function rawSqlite(dataSource: DataSource): RawConnection {
  const { databaseConnection } = dataSource.driver as unknown as { databaseConnection: BetterSqlite3.Database };
  const statements = new Map<string, BetterSqlite3.Statement>();
  return {
    all(sql, values = []) {
      const statement = statements.get(sql) ?? databaseConnection.prepare(sql);
      statements.set(sql, statement);
      return statement.reader ? statement.all(...values) : statement.run(...values);
    },
    close: async () => statements.clear(),
  };
}

/** What can't be prepared, as BEGIN, is sent as text. */
const IS_PREPARED = /^\s*(SELECT|INSERT|UPDATE|DELETE)/i;

async function rawServer(url: string): Promise<RawConnection> {
  const connection: Connection = await createConnection({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    timezone: 'Z',
    dateStrings: ['DATE'],
  });
  return {
    async all(sql, values = []) {
      const [rows] = IS_PREPARED.test(sql)
        ? await connection.execute(sql, [...values] as Value[])
        : await connection.query(sql, [...values]);
      return rows;
    },
    close: () => connection.end(),
  };
}
