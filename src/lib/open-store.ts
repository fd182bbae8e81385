import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedStore } from './embedded-store.js';
import type { Logger } from './logger.js';
import { connectRedis, RedisStore } from './redis-store.js';
import type { Store } from './store.js';

/** Redis where its URL is given, else the embedded store beside the SQLite database (`data/crm.store.sqlite`). */
export async function openStore(redisUrl: string | null, databaseUrl: string, logger: Logger): Promise<Store> {
  if (redisUrl !== null) return new RedisStore(await connectRedis(redisUrl, logger));
  return new EmbeddedStore(embeddedStorePath(databaseUrl));
}

function embeddedStorePath(databaseUrl: string): string {
  const database = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : 'data/crm.sqlite';
  if (database === ':memory:') return database;
  mkdirSync(dirname(database), { recursive: true });
  return database.replace(/(\.sqlite|\.db)?$/, '.store.sqlite');
}
