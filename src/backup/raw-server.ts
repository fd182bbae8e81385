import { createConnection, type Connection } from 'mysql2';
import type { Connection as PromiseConnection, RowDataPacket } from 'mysql2/promise';
import { columnOf } from './portable-values.rules.js';
import type { RawDatabase, RawTable, StoredValue } from './raw-database.js';

const COLUMNS = `SELECT TABLE_NAME AS tableName, COLUMN_NAME AS name, COLUMN_TYPE AS type
  FROM information_schema.COLUMNS
  WHERE TABLE_SCHEMA = DATABASE() AND EXTRA NOT LIKE '%VIRTUAL%' AND EXTRA NOT LIKE '%STORED%'
  ORDER BY TABLE_NAME, ORDINAL_POSITION`;
const LINKS = `SELECT TABLE_NAME AS tableName, CONSTRAINT_NAME AS name, COLUMN_NAME AS columnName,
    REFERENCED_TABLE_NAME AS parent, REFERENCED_COLUMN_NAME AS parentColumn
  FROM information_schema.KEY_COLUMN_USAGE
  WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME IS NOT NULL`;
const NEXT_ID =
  'SELECT AUTO_INCREMENT AS id FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?';

type Link = Record<'tableName' | 'name' | 'columnName' | 'parent' | 'parentColumn', string>;

/** A database on MySQL, MariaDB or a cluster that speaks like them. */
export async function openServer(databaseUrl: string): Promise<RawDatabase> {
  const connection = createConnection({
    uri: databaseUrl.replace(/^mariadb:/, 'mysql:'),
    timezone: 'Z',
    charset: 'utf8mb4',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    connectTimeout: 10_000,
  });
  const server = new RawServer(connection, connection.promise());
  await server.prepare();
  return server;
}

class RawServer implements RawDatabase {
  constructor(
    private readonly connection: Connection,
    private readonly promised: PromiseConnection,
  ) {}

  async prepare(): Promise<void> {
    await this.promised.query("SET time_zone = '+00:00'");
    // MySQL 8 answers what the next id is from yesterday's memory otherwise; MariaDB does not know the variable.
    await this.promised.query('SET information_schema_stats_expiry = 0').catch(() => undefined);
  }

  async tables(): Promise<RawTable[]> {
    const tables = new Map<string, RawTable>();
    for (const { tableName, name, type } of await this.select<Record<'tableName' | 'name' | 'type', string>>(COLUMNS)) {
      const table = tables.get(tableName) ?? { name: tableName, columns: [] };
      table.columns.push(columnOf(name, type));
      tables.set(tableName, table);
    }
    return [...tables.values()];
  }

  async nextIdOf(table: string): Promise<number | null> {
    const [row] = await this.select<{ id: string | number | null }>(NEXT_ID, [table]);
    return row?.id === null || row === undefined ? null : Number(row.id);
  }

  async setNextId(table: string, id: number): Promise<void> {
    if ((await this.nextIdOf(table)) !== null)
      await this.promised.query('ALTER TABLE ?? AUTO_INCREMENT = ?', [table, id]);
  }

  async beginReading(): Promise<void> {
    await this.promised.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await this.promised.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
  }

  async beginWriting(): Promise<void> {
    await this.promised.query('SET FOREIGN_KEY_CHECKS = 0');
    await this.promised.query('START TRANSACTION');
  }

  async commit(): Promise<void> {
    await this.promised.query('COMMIT');
  }

  async *read({ name, columns }: RawTable): AsyncGenerator<unknown[]> {
    const names = columns.map((column) => column.name);
    const options = { sql: 'SELECT ?? FROM ??', values: [names, name], rowsAsArray: true };
    yield* this.connection.query(options).stream({ highWaterMark: 500 }) as AsyncIterable<unknown[]>;
  }

  async write({ name, columns }: RawTable, rows: readonly StoredValue[][]): Promise<void> {
    if (rows.length === 0) return;
    const names = columns.map((column) => column.name);
    await this.promised.query('INSERT INTO ?? (??) VALUES ?', [name, names, rows]);
  }

  async empty(table: string): Promise<void> {
    await this.promised.query('DELETE FROM ??', [table]);
  }

  async drop(table: string): Promise<void> {
    await this.promised.query('SET FOREIGN_KEY_CHECKS = 0');
    await this.promised.query('DROP TABLE ??', [table]);
  }

  async brokenLink(): Promise<{ table: string; name: string } | null> {
    for (const { tableName, name, columnName, parent, parentColumn } of await this.select<Link>(LINKS)) {
      const sql =
        'SELECT 1 FROM ?? AS child LEFT JOIN ?? AS parent ON parent.?? = child.?? ' +
        'WHERE child.?? IS NOT NULL AND parent.?? IS NULL LIMIT 1';
      const values = [tableName, parent, parentColumn, columnName, columnName, parentColumn];
      if ((await this.select(sql, values)).length > 0) return { table: tableName, name };
    }
    return null;
  }

  /** Not politely: the answer of a reading that was given up would have to come to its end first. */
  async close(): Promise<void> {
    this.connection.destroy();
  }

  private async select<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const [rows] = await this.promised.query<RowDataPacket[]>(sql, [...values]);
    return rows as Row[];
  }
}
