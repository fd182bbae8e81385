import { randomInt } from 'node:crypto';
import { conflict } from './api-error.js';
import type { Changes } from './changes.js';
import type { Pace } from './pace.js';
import type { Update, UpdateKind, UpdatePayloads } from './wire.js';

const RETENTION_SECONDS = 24 * 3600;
/** An offset this far beyond the newest update is a leftover of another queue; the server then ignores it. */
const MAX_OFFSET_LEAD = 10;
/** Repeated conflicts are answered late, or two fighting pollers would spin. */
const CONFLICT_PAUSE_MS = 3000;

export interface QueuedUpdate {
  update: Update;
  chatId: number;
  /** Seconds since 1970: Telegram keeps undelivered updates for 24 hours. */
  queuedAt: number;
}

export interface Poll {
  offset: number;
  limit: number;
  timeoutSeconds: number;
  /** Fires when the client went away: nothing is lost, the updates simply stay unconfirmed. */
  signal: AbortSignal;
}

interface Waiter {
  finish(updates: Update[]): void;
  /** Takes no update from now on, whenever the error is then told. */
  fail(error: Promise<Error>): void;
}

/**
 * Updates that the bot has not confirmed yet. Reading confirms nothing; only a later call with a higher offset (or a
 * 2xx of the webhook) does, so an unconfirmed update comes again. https://core.telegram.org/bots/api#getupdates
 */
export class UpdateQueue {
  private queue: QueuedUpdate[] = [];
  private allowed: ReadonlySet<string> = new Set();
  private waiter: Waiter | null = null;
  private conflictsPausedUntil = 0;
  /** Random, as on the real server: nobody may rely on a first id. */
  nextId = randomInt(100_000_000, 900_000_000);

  constructor(
    private readonly pace: Pace,
    private readonly changes: Changes,
  ) {}

  push<Kind extends UpdateKind>(kind: Kind, payload: UpdatePayloads[Kind], chatId: number): void {
    if (this.allowed.size > 0 && !this.allowed.has(kind)) return;
    // Messages are replaced when they are edited, never changed: an update keeps telling how it was.
    const update: Update = { update_id: this.nextId++, [kind]: payload };
    this.queue.push({ update, chatId, queuedAt: this.pace.nowSeconds() });
    this.changes.publish({ kind: 'queue' });
  }

  /** An empty list means the default kinds; it stays in force until another list is sent. */
  setAllowed(kinds: readonly string[]): void {
    this.allowed = new Set(kinds);
  }

  allowedKinds(): string[] {
    return [...this.allowed];
  }

  /** Everything not confirmed, oldest first. */
  pending(): QueuedUpdate[] {
    const oldest = this.pace.nowSeconds() - RETENTION_SECONDS;
    this.queue = this.queue.filter(({ queuedAt }) => queuedAt >= oldest);
    return this.queue;
  }

  restore(queue: QueuedUpdate[], nextId: number): void {
    this.queue = queue;
    this.nextId = nextId;
  }

  confirm(updateId: number): void {
    this.queue = this.queue.filter(({ update }) => update.update_id !== updateId);
    this.changes.publish({ kind: 'queue' });
  }

  clear(): void {
    this.queue = [];
  }

  /** One getUpdates call. Throws 409 when another one takes its place while it waits. */
  async poll({ offset, limit, timeoutSeconds, signal }: Poll): Promise<Update[]> {
    this.dropConfirmed(offset);
    const ready = this.read(limit);
    if (ready.length > 0 || timeoutSeconds === 0) return ready;
    this.interrupt('terminated by other getUpdates request; make sure that only one bot instance is running');
    return this.waitForUpdates(limit, timeoutSeconds, signal);
  }

  /** Refuses a waiting poll because something else takes the updates from now on. */
  interrupt(reason: string): void {
    this.waiter?.fail(this.conflict(reason));
  }

  /** The 409 to throw; a second one within three seconds is held back for as long. */
  async conflict(reason: string): Promise<Error> {
    const now = this.pace.elapsed();
    if (now < this.conflictsPausedUntil) await this.pace.wait(CONFLICT_PAUSE_MS);
    else this.conflictsPausedUntil = now + CONFLICT_PAUSE_MS;
    return conflict(reason);
  }

  /** Ends a waiting poll with an empty answer, as a server does that shuts down cleanly. */
  release(): void {
    this.waiter?.finish([]);
  }

  private dropConfirmed(offset: number): void {
    if (offset < 0) this.queue = this.queue.slice(offset);
    if (offset > 0 && offset <= this.nextId + MAX_OFFSET_LEAD) {
      this.queue = this.queue.filter(({ update }) => update.update_id >= offset);
    }
    this.changes.publish({ kind: 'queue' });
  }

  private read(limit: number): Update[] {
    return this.pending()
      .slice(0, limit)
      .map(({ update }) => update);
  }

  private waitForUpdates(limit: number, timeoutSeconds: number, signal: AbortSignal): Promise<Update[]> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => waiter.finish([]), this.pace.toReal(timeoutSeconds * 1000)).unref();
      const unsubscribe = this.changes.subscribe((change) => {
        if (change.kind !== 'queue') return;
        const updates = this.read(limit);
        if (updates.length > 0) waiter.finish(updates);
      });
      const leave = () => {
        clearTimeout(timer);
        unsubscribe();
        signal.removeEventListener('abort', onAbort);
        if (this.waiter === waiter) this.waiter = null;
      };
      const waiter: Waiter = {
        finish: (updates) => (leave(), resolve(updates)),
        fail: (error) => (leave(), void error.then(reject)),
      };
      const onAbort = () => waiter.finish([]);
      this.waiter = waiter;
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) onAbort();
    });
  }
}
