import { MemoryStore, type ClientRateLimitInfo, type Options, type Store as LimitStore } from 'express-rate-limit';
import type { Logger } from './logger.js';
import { RedisStore } from './redis-store.js';
import { SharedCounter } from './shared-counter.js';
import type { Store } from './store.js';

/** Gives a limit its counters; the name tells it apart from other limits. */
export type LimitCounters = (name: string) => LimitStore;

/**
 * Counters that every process of the studio shares, in Redis. Where the store is this process's own, it is the only one
 * and counts for itself.
 */
export function limitCounters(store: Store, logger: Logger): LimitCounters {
  if (!(store instanceof RedisStore)) return () => new MemoryStore();
  return (name) => new SharedCounters(store, `limit:${name}:`, logger);
}

/** While Redis is away each process counts for itself: a limit that is a little loose instead of none, or of a standstill. */
class SharedCounters implements LimitStore {
  readonly prefix: string;
  readonly localKeys = false;
  private readonly local = new MemoryStore();
  private readonly shared: SharedCounter;
  private windowMs = 0;
  private isAway = false;

  constructor(
    private readonly store: RedisStore,
    private readonly name: string,
    private readonly logger: Logger,
  ) {
    this.prefix = store.prefix + name;
    this.shared = new SharedCounter(store);
  }

  init(options: Options): void {
    this.local.init(options);
    this.windowMs = options.windowMs;
  }

  async increment(key: string): Promise<ClientRateLimitInfo> {
    try {
      const { place, resetTime } = await this.shared.count(this.name + key, this.windowMs);
      this.isAway = false;
      return { totalHits: place, resetTime };
    } catch (error) {
      this.warn(error);
      return this.local.increment(key);
    }
  }

  async decrement(key: string): Promise<void> {
    try {
      await this.shared.takeBack(this.name + key);
    } catch (error) {
      this.warn(error);
      await this.local.decrement(key);
    }
  }

  async resetKey(key: string): Promise<void> {
    try {
      await this.store.delete(this.name + key);
    } catch (error) {
      this.warn(error);
      await this.local.resetKey(key);
    }
  }

  shutdown(): void {
    this.local.shutdown();
  }

  /** Once, until it is back. */
  private warn(error: unknown): void {
    if (!this.isAway) this.logger.warn({ err: error }, 'limits are counted by this process alone: redis is away');
    this.isAway = true;
  }
}
