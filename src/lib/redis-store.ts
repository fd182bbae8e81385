import { createHash } from 'node:crypto';
import { createClient } from 'redis';
import type { Logger } from './logger.js';
import type { Store } from './store.js';

/** Both compare and act in one step. KEYS: key. ARGV: value, and for the first the seconds to live. */
const RENEW = redisScript(
  `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end return redis.call('EXPIRE', KEYS[1], ARGV[2])`,
);
const DELETE_IF = redisScript(
  `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end return redis.call('DEL', KEYS[1])`,
);

/** What one key goes through in one step, with the name by which Redis knows it from the second time on. */
export interface RedisScript {
  text: string;
  sha: string;
}

export function redisScript(text: string): RedisScript {
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

/** As the library's own limit. */
const ANSWER_LIMIT_MS = 5000;

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

/** Throws when there is no answer in time, as the library does for other commands. */
function inTime<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('redis gives no answer')), ANSWER_LIMIT_MS);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The store shared by several processes. All keys start with `prefix`. */
export class RedisStore implements Store {
  /** Without the library's limit of a command's time: it makes a signal for each, which outlives the answer by seconds. */
  private readonly scripts: RedisClient;

  constructor(
    private readonly client: RedisClient,
    readonly prefix = 'crm:',
  ) {
    this.scripts = client.withCommandOptions({ timeout: undefined });
  }

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

  evaluate(script: RedisScript, key: string, args: string[]): Promise<unknown> {
    return inTime(this.run(script, key, args));
  }

  private async run({ text, sha }: RedisScript, key: string, args: string[]): Promise<unknown> {
    const given = { keys: [this.prefix + key], arguments: args };
    try {
      return await this.scripts.evalSha(sha, given);
    } catch (error) {
      // A Redis that has begun anew has forgotten it.
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return this.scripts.eval(text, given);
    }
  }

  async ping(): Promise<void> {
    await this.client.ping();
  }

  async close(): Promise<void> {
    if (this.client.isOpen) await this.client.close();
  }

  private async compareAnd(script: RedisScript, key: string, args: string[]): Promise<boolean> {
    return Number(await this.evaluate(script, key, args)) === 1;
  }
}
