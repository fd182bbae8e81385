import { afterAll, beforeAll, describe } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { EmbeddedStore } from '../../src/lib/embedded-store.js';
import { createLogger } from '../../src/lib/logger.js';
import { RedisStore, connectRedis } from '../../src/lib/redis-store.js';
import type { Store } from '../../src/lib/store.js';
import { runFolder, runName } from './run.js';

/** A store of a suite's own, empty at first. */
export interface TestStore {
  readonly kind: 'in-process' | 'Redis';
  /** Usable inside hooks and tests only. */
  readonly store: Store;
  /** Closes the store and opens it again over the same contents, as a restart does. */
  reopen(): Promise<void>;
}

const logger = createLogger('silent');

class SuiteStore implements TestStore {
  private opened: Store | null = null;
  private readonly name = randomBytes(4).toString('hex');

  constructor(
    readonly kind: TestStore['kind'],
    private readonly redisUrl: string,
  ) {}

  get store(): Store {
    if (!this.opened) throw new Error('the store is open inside hooks and tests only');
    return this.opened;
  }

  async open(): Promise<void> {
    this.opened =
      this.kind === 'Redis'
        ? new RedisStore(await connectRedis(this.redisUrl, logger), this.prefix())
        : new EmbeddedStore(path.join(runFolder(), `store-${this.name}.sqlite`));
  }

  async reopen(): Promise<void> {
    await this.store.close();
    await this.open();
  }

  async close(): Promise<void> {
    await this.opened?.close();
    if (this.kind === 'Redis') await deleteKeys(this.redisUrl, this.prefix());
  }

  private prefix(): string {
    return `crm-test:${runName()}:${this.name}:`;
  }
}

async function deleteKeys(url: string, prefix: string): Promise<void> {
  const client = await connectRedis(url, logger);
  for await (const keys of client.scanIterator({ MATCH: `${prefix}*`, COUNT: 500 })) {
    if (keys.length > 0) await client.del(keys);
  }
  await client.close();
}

/**
 * The same suite on the in-process store and on the Redis of TEST_REDIS_URL when one was found;
 * without one those tests are counted as skipped.
 */
export function describeEachStore(title: string, suite: (store: TestStore) => void): void {
  const redisUrl = process.env.TEST_REDIS_URL ?? '';
  for (const kind of ['in-process', 'Redis'] as const) {
    const isMissing = kind === 'Redis' && !redisUrl;
    (isMissing ? describe.skip : describe)(`${title} (${kind})`, () => {
      const store = new SuiteStore(kind, redisUrl);
      beforeAll(() => store.open());
      afterAll(() => store.close());
      suite(store);
    });
  }
}
