import { redisScript, type RedisStore } from './redis-store.js';

/** A window starts with its first call. KEYS: key. ARGV: how many calls, the window in milliseconds. */
const COUNT = redisScript(`
local left = redis.call('PTTL', KEYS[1])
if left <= 0 then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return { tonumber(ARGV[1]), tonumber(ARGV[2]) }
end
return { redis.call('INCRBY', KEYS[1], ARGV[1]), left }`);

/** A window that has ended meanwhile has nothing to take back, and a key without an end would never go. KEYS: key. */
const TAKE_BACK = redisScript(`if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('DECR', KEYS[1]) end return 0`);

/** A call's place in its window, counted from 1, and the window's end. */
export interface Counted {
  place: number;
  resetTime: Date;
}

interface Waiting {
  resolve: (counted: Counted) => void;
  reject: (error: unknown) => void;
}

/**
 * Counts calls by key in Redis, for all processes. While a command for a key is on its way, the calls that follow wait for
 * its answer and are then counted together: each still gets its own place, none is let through uncounted, and a busy
 * process asks Redis far less often than once per call.
 */
export class SharedCounter {
  /** By key; a key is here as long as a command for it is on its way. */
  private readonly waiting = new Map<string, Waiting[]>();

  constructor(private readonly store: RedisStore) {}

  /** Throws while Redis is away. The window of a key is always the same. */
  count(key: string, windowMs: number): Promise<Counted> {
    return new Promise((resolve, reject) => {
      const others = this.waiting.get(key);
      if (others) others.push({ resolve, reject });
      else void this.countAll(key, windowMs, [{ resolve, reject }]);
    });
  }

  /** The call was none that counts. Throws while Redis is away. */
  async takeBack(key: string): Promise<void> {
    await this.store.evaluate(TAKE_BACK, key, []);
  }

  private async countAll(key: string, windowMs: number, first: Waiting[]): Promise<void> {
    for (let batch = first; batch.length > 0; batch = this.waiting.get(key) ?? []) {
      this.waiting.set(key, []);
      await this.countTogether(key, windowMs, batch);
    }
    this.waiting.delete(key);
  }

  /** Never throws: it tells each of the calls. */
  private async countTogether(key: string, windowMs: number, batch: readonly Waiting[]): Promise<void> {
    try {
      const answer = await this.store.evaluate(COUNT, key, [String(batch.length), String(windowMs)]);
      const [total, leftMs] = answer as [number, number];
      const resetTime = new Date(Date.now() + leftMs);
      const before = total - batch.length;
      for (const [index, { resolve }] of batch.entries()) resolve({ place: before + index + 1, resetTime });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
