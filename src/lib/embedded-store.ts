import Database from 'better-sqlite3';
import type { Store } from './store.js';

const SCHEMA = `CREATE TABLE IF NOT EXISTS entries (
  key TEXT PRIMARY KEY, value TEXT NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID`;
const SWEEP_MS = 60_000;

interface Entry {
  value: string;
}

/**
 * The store of one process, kept in a SQLite file (`:memory:` for tests). Not the CRM's own database: there every user
 * of the connection shares one transaction, and a roll-back would take dialogues with it (docs/adr/0005).
 */
export class EmbeddedStore implements Store {
  private readonly database: Database.Database;
  private readonly sweeper: NodeJS.Timeout;
  private readonly prepared = new Map<string, Database.Statement<unknown[]>>();

  constructor(
    path: string,
    private readonly now: () => number = Date.now,
  ) {
    this.database = new Database(path);
    this.database.pragma('journal_mode = WAL');
    this.database.pragma('synchronous = NORMAL');
    this.database.pragma('busy_timeout = 5000');
    this.database.exec(SCHEMA);
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS);
    this.sweeper.unref();
  }

  async get(key: string): Promise<string | null> {
    const row = this.statement('SELECT value FROM entries WHERE key = ? AND expires_at > ?').get(key, this.now());
    return (row as Entry | undefined)?.value ?? null;
  }

  async getMany(keys: readonly string[]): Promise<(string | null)[]> {
    return Promise.all(keys.map((key) => this.get(key)));
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    this.write(key, value, ttlSeconds);
  }

  async setIfAbsent(key: string, value: string, ttlSeconds: number): Promise<boolean> {
    const { changes } = this.statement(
      `INSERT INTO entries (key, value, expires_at) VALUES (?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at
         WHERE entries.expires_at <= ?`,
    ).run(key, value, this.now() + ttlSeconds * 1000, this.now());
    return changes === 1;
  }

  async increment(key: string, ttlSeconds: number): Promise<number> {
    const row = this.statement(
      `INSERT INTO entries (key, value, expires_at) VALUES (?, '1', ?)
         ON CONFLICT (key) DO UPDATE SET
           value = CASE WHEN entries.expires_at <= ? THEN '1' ELSE CAST(entries.value AS INTEGER) + 1 END,
           expires_at = CASE WHEN entries.expires_at <= excluded.expires_at - ${ttlSeconds * 1000}
             THEN excluded.expires_at ELSE entries.expires_at END
         RETURNING value`,
    ).get(key, this.now() + ttlSeconds * 1000, this.now());
    return Number((row as Entry).value);
  }

  async delete(key: string): Promise<void> {
    this.statement('DELETE FROM entries WHERE key = ?').run(key);
  }

  async renew(key: string, value: string, ttlSeconds: number): Promise<boolean> {
    const now = this.now();
    const { changes } = this.statement(
      'UPDATE entries SET expires_at = ? WHERE key = ? AND value = ? AND expires_at > ?',
    ).run(now + ttlSeconds * 1000, key, value, now);
    return changes === 1;
  }

  async deleteIf(key: string, value: string): Promise<boolean> {
    const { changes } = this.statement('DELETE FROM entries WHERE key = ? AND value = ? AND expires_at > ?').run(
      key,
      value,
      this.now(),
    );
    return changes === 1;
  }

  async ping(): Promise<void> {
    this.statement('SELECT 1').get();
  }

  async close(): Promise<void> {
    clearInterval(this.sweeper);
    if (this.database.open) this.database.close();
  }

  /** Compiling a text takes longer than what it does here. */
  private statement(sql: string): Database.Statement<unknown[]> {
    const known = this.prepared.get(sql);
    if (known) return known;
    const made = this.database.prepare<unknown[]>(sql);
    this.prepared.set(sql, made);
    return made;
  }

  private write(key: string, value: string, ttlSeconds: number): void {
    this.statement(
      `INSERT INTO entries (key, value, expires_at) VALUES (?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`,
    ).run(key, value, this.now() + ttlSeconds * 1000);
  }

  private sweep(): void {
    this.statement('DELETE FROM entries WHERE expires_at <= ?').run(this.now());
  }
}
