import { createClient } from 'redis';
import type { Logger } from './logger.js';
import type { Store } from './store.js';

/** Both compare and act in one step. KEYS: key. ARGV: value, and for the first the seconds to live. */
const RENEW = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end return redis.call('EXPIRE', KEYS[1], ARGV[2])`;
const DELETE_IF = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end return redis.call('DEL', KEYS[1])`;

function newClient(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 5000, reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, 5000) },
  });
}

export type RedisClient = ReturnType<typeof newClient>;

/** Connects with endless, backed-off reconnects; commands fail at once while Redis is away instead of queueing up. */
export async function connectRedis(url: string, logger: Logger): Promise<RedisClient> {
  const client = newClient(url);
  client.on('error', (error: unknown) => logger.warn({ err: error }, 'redis is not reachable'));
  await client.connect();
  return client;
}

/** The store shared by several processes. All keys start with `prefix`. */
export class RedisStore implements Store {
  constructor(
    private readonly client: RedisClient,
    readonly prefix = 'crm:',
  ) {}

  async get(key: string): Promise<string | null> {
    return this.client.get(this.prefix + key);
  }

  async getMany(keys: readonly string[]): Promise<(string | null)[]> {
    return this.client.mGet(keys.map((key) => this.prefix + key));
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    await this.client.set(this.prefix + key, value, { expiration: { type: 'EX', value: ttlSeconds } });
  }

  async setIfAbsent(key: string, value: string, ttlSeconds: number): Promise<boolean> {
    const expiration = { type: 'EX', value: ttlSeconds } as const;
    return (await this.client.set(this.prefix + key, value, { condition: 'NX', expiration })) === 'OK';
  }

  async increment(key: string, ttlSeconds: number): Promise<number> {
    const [count] = await this.client
      .multi()
      .incr(this.prefix + key)
      .expire(this.prefix + key, ttlSeconds, 'NX')
      .exec();
    return Number(count);
  }

  async delete(key: string): Promise<void> {
    await this.client.del(this.prefix + key);
  }

  async renew(key: string, value: string, ttlSeconds: number): Promise<boolean> {
    return this.compareAnd(RENEW, key, [value, String(ttlSeconds)]);
  }

  async deleteIf(key: string, value: string): Promise<boolean> {
    return this.compareAnd(DELETE_IF, key, [value]);
  }

  /** A command as it is, for libraries that count in Redis; keys are not given the prefix. */
  command(args: string[]): Promise<unknown> {
    return this.client.sendCommand(args);
  }

  async ping(): Promise<void> {
    await this.client.ping();
  }

  async close(): Promise<void> {
    if (this.client.isOpen) await this.client.close();
  }

  private async compareAnd(script: string, key: string, args: string[]): Promise<boolean> {
    return Number(await this.client.eval(script, { keys: [this.prefix + key], arguments: args })) === 1;
  }
}
