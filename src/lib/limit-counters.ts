import { MemoryStore, type ClientRateLimitInfo, type Options, type Store as LimitStore } from 'express-rate-limit';
import { RedisStore as RedisLimits, type RedisReply } from 'rate-limit-redis';
import type { Logger } from './logger.js';
import { RedisStore } from './redis-store.js';
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
  private readonly shared: RedisLimits;
  private options: Options | null = null;
  private ready = false;

  constructor(
    store: RedisStore,
    prefix: string,
    private readonly logger: Logger,
  ) {
    this.prefix = store.prefix + prefix;
    const sendCommand = (...args: string[]) => store.command(args) as Promise<RedisReply>;
    this.shared = new RedisLimits({ prefix: this.prefix, sendCommand });
  }

  init(options: Options): void {
    this.options = options;
    this.local.init(options);
  }

  increment(key: string): Promise<ClientRateLimitInfo> {
    return this.either(
      () => this.shared.increment(key),
      () => this.local.increment(key),
    );
  }

  async decrement(key: string): Promise<void> {
    await this.either(
      () => this.shared.decrement(key),
      () => this.local.decrement(key),
    );
  }

  async resetKey(key: string): Promise<void> {
    await this.either(
      async () => void (await this.shared.resetKey(key)),
      () => this.local.resetKey(key),
    );
  }

  shutdown(): void {
    this.local.shutdown();
  }

  private async either<T>(shared: () => Promise<T>, local: () => Promise<T>): Promise<T> {
    try {
      await this.prepare();
      return await shared();
    } catch (error) {
      if (this.ready) this.logger.warn({ err: error }, 'limits are counted by this process alone: redis is away');
      this.ready = false;
      return local();
    }
  }

  /** Again after every failure: what the library has kept of a failed start it would never try anew. */
  private async prepare(): Promise<void> {
    if (this.ready || !this.options) return;
    await this.shared.init(this.options);
    this.ready = true;
  }
}
