import Database from 'better-sqlite3';
import { SQLITE_BUSY_MS } from '../db/data-source.js';
import { columnOf } from './portable-values.rules.js';
import type { RawDatabase, RawTable, StoredValue } from './raw-database.js';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** An embedded database, beside the process that may be using it: one writes, others read what was before. */
export function openSqliteFile(file: string): RawDatabase {
  return new RawSqlite(new Database(file, { fileMustExist: true, timeout: SQLITE_BUSY_MS }));
}

class RawSqlite implements RawDatabase {
  constructor(private readonly database: Database.Database) {}

  async tables(): Promise<RawTable[]> {
    const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    const names = this.database.prepare<[], string>(sql).pluck().all();
    return names.map((name) => ({ name, columns: this.columnsOf(name) }));
  }

  async nextIdOf(table: string): Promise<number | null> {
    if (!this.countsIds()) return null;
    const sql = 'SELECT seq FROM sqlite_sequence WHERE name = ?';
    const last = this.database.prepare<[string], number>(sql).pluck().get(table);
    return last === undefined ? null : last + 1;
  }

  async setNextId(table: string, id: number): Promise<void> {
    const isCounted = this.database.prepare(
      "SELECT 1 FROM sqlite_master WHERE name = ? AND sql LIKE '%AUTOINCREMENT%'",
    );
    if (!isCounted.get(table)) return;
    this.database.prepare('DELETE FROM sqlite_sequence WHERE name = ?').run(table);
    this.database.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run(table, id - 1);
  }

  async beginReading(): Promise<void> {
    // The snapshot is taken by the first reading.
    this.database.exec('BEGIN; SELECT 1 FROM sqlite_master LIMIT 1');
  }

  async beginWriting(): Promise<void> {
    this.database.pragma('foreign_keys = OFF');
    this.database.exec('BEGIN IMMEDIATE');
  }

  async commit(): Promise<void> {
    this.database.exec('COMMIT');
  }

  async *read({ name, columns }: RawTable): AsyncGenerator<unknown[]> {
    const list = columns.map((column) => quoted(column.name)).join(', ');
    const statement = this.database.prepare<[], unknown[]>(`SELECT ${list} FROM ${quoted(name)}`);
    yield* statement.raw().safeIntegers().iterate();
  }

  async write({ name, columns }: RawTable, rows: readonly StoredValue[][]): Promise<void> {
    const list = columns.map((column) => quoted(column.name)).join(', ');
    const places = columns.map(() => '?').join(', ');
    const insert = this.database.prepare(`INSERT INTO ${quoted(name)} (${list}) VALUES (${places})`);
    for (const row of rows) insert.run(...row);
  }

  async empty(table: string): Promise<void> {
    this.database.exec(`DELETE FROM ${quoted(table)}`);
  }

  async drop(table: string): Promise<void> {
    this.database.pragma('foreign_keys = OFF');
    this.database.exec(`DROP TABLE ${quoted(table)}`);
  }

  async brokenLink(): Promise<{ table: string; name: string } | null> {
    const [broken] = this.database.pragma('foreign_key_check') as { table: string; parent: string }[];
    return broken ? { table: broken.table, name: broken.parent } : null;
  }

  async close(): Promise<void> {
    this.database.close();
  }

  private columnsOf(table: string) {
    const columns = this.database.pragma(`table_info(${quoted(table)})`) as { name: string; type: string }[];
    return columns.map(({ name, type }) => columnOf(name, type));
  }

  private countsIds(): boolean {
    return this.database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").get() !== undefined;
  }
}
