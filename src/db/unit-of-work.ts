import { AsyncLocalStorage } from 'node:async_hooks';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { DomainError } from '../errors/domain-error.js';
import { isSqlite } from './data-source.js';
import { isBusy, isDeadlock, isNotWritable, isOutOfReach } from './database-errors.js';
import { query } from './query.js';
import { readEntities } from './read-entities.js';

const TRIES = 4;
const MAX_PAUSE_MS = 50;
/** Changes no row, but a transaction whose first statement writes waits for its turn; one that read first would fail. */
const TAKE_SQLITE_WRITE_LOCK = 'UPDATE "settings" SET "key" = "key" WHERE 1 = 0';

/** A transaction at work. */
interface Running {
  manager: EntityManager;
  /** What waits for its end. */
  later: (() => void)[];
}

/**
 * One transaction around one service write; the only way to write. A write inside a write joins it.
 *
 * On SQLite all users of the connection share one transaction, so writes wait for each other here (`docs/adr/0002`),
 * and each begins IMMEDIATE, so that two processes wait for each other as well instead of failing half-way.
 * On MySQL and MariaDB rows are locked (`lock`), and what surely left nothing behind is run again: a deadlock's victim (on a
 * cluster one may learn of it as late as at its commit) and a transaction whose connection broke before the commit.
 * Throws `not_writable` when the disk is full or may only be read, `unavailable` when the database is away.
 */
export class UnitOfWork {
  private readonly current = new AsyncLocalStorage<Running>();
  private tail: Promise<unknown> = Promise.resolve();

  constructor(readonly dataSource: DataSource) {}

  /** For reading; inside a running write it is that write's manager. */
  get manager(): EntityManager {
    return this.current.getStore()?.manager ?? this.dataSource.manager;
  }

  run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const outer = this.current.getStore();
    if (outer) return work(outer.manager);
    const result = isSqlite(this.dataSource) ? this.enqueue(() => this.runOnSqlite(work)) : this.runOnServer(work);
    return result.catch(refuse);
  }

  /** Runs when the running write has committed, and not at all when it fails; at once when none runs. Must not throw. */
  afterCommit(work: () => void): void {
    const running = this.current.getStore();
    if (running) running.later.push(work);
    else work();
  }

  /** Locks the row until the transaction ends; false when there is no such row. On SQLite the write already waits alone. */
  async lock(entity: new () => object, id: number): Promise<boolean> {
    return (await this.lockAndRead(entity, id)) !== null;
  }

  /** The same, giving the record as it is now; null when there is none. */
  async lockAndRead<E extends object>(entity: new () => E, id: number): Promise<E | null> {
    const forUpdate = isSqlite(this.dataSource) ? '' : ' FOR UPDATE';
    const [record] = await readEntities(this.manager, entity, `WHERE id = ?${forUpdate}`, [id]);
    return record ?? null;
  }

  /**
   * The named row of `locks` together with others who share it: no `exclude` of it runs until this transaction ends. For
   * writes of one record that must not pass one of many records half-way. On SQLite the write already waits alone.
   */
  async share(name: string): Promise<void> {
    if (isSqlite(this.dataSource)) return;
    await query(this.manager, 'SELECT name FROM locks WHERE name = ? LOCK IN SHARE MODE', [name]);
  }

  /** The same row alone: waits for all who share it and keeps them waiting. */
  async exclude(name: string): Promise<void> {
    if (isSqlite(this.dataSource)) return;
    await query(this.manager, 'SELECT name FROM locks WHERE name = ? FOR UPDATE', [name]);
  }

  private enqueue<T>(task: () => Promise<T>): Promise<T> {
    const result = this.tail.then(task, task);
    this.tail = result.catch(() => undefined);
    return result;
  }

  private async runOnSqlite<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const later: Running['later'] = [];
    const result = await this.dataSource.transaction(async (manager) => {
      await query(manager, TAKE_SQLITE_WRITE_LOCK);
      return this.current.run({ manager, later }, () => work(manager));
    });
    for (const task of later) task();
    return result;
  }

  private async runOnServer<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const later: Running['later'] = [];
      let isCommitting = false;
      try {
        const result = await this.dataSource.transaction('READ COMMITTED', async (manager) => {
          const answer = await this.current.run({ manager, later }, () => work(manager));
          isCommitting = true;
          return answer;
        });
        for (const task of later) task();
        return result;
      } catch (error) {
        // Whether a commit arrived before its connection broke nobody knows: only the caller's key can tell.
        const isUndone = isDeadlock(error) || (isOutOfReach(error) && !isCommitting);
        if (attempt >= TRIES || !isUndone) throw error;
        // Two that collided would collide again if they started at the same moment.
        await sleep(randomInt(MAX_PAUSE_MS));
      }
    }
  }
}

/** What is no fault of ours becomes a refusal that says so; the cause stays with it for the log. */
function refuse(error: unknown): never {
  if (isNotWritable(error)) throw new DomainError('not_writable', {}, [], error);
  if (isOutOfReach(error) || isBusy(error) || isDeadlock(error)) throw new DomainError('unavailable', {}, [], error);
  throw error;
}
