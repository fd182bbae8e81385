import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { loadConfig } from '../src/config.js';
import { createContainer, type Container } from '../src/container.js';
import { migrate, openDatabase } from '../src/db/open-database.js';
import { FixedClock } from '../src/lib/clock.js';
import { EmbeddedStore } from '../src/lib/embedded-store.js';

/** Every run is on this day, so that every run finds the same studio. */
const NOON = new Date('2026-03-16T06:00:00Z');

export interface BenchStudio {
  studio: Container;
  dataSource: DataSource;
  close(): Promise<void>;
}

/** The product on a database, with everything that production has but HTTP. */
export async function openStudio(databaseUrl: string): Promise<BenchStudio> {
  const config = loadConfig({ DATABASE_URL: databaseUrl });
  const dataSource = await openDatabase(databaseUrl);
  await migrate(dataSource);
  const store = new EmbeddedStore(':memory:');
  const clock = new FixedClock(NOON, config.timeZone);
  const logger = pino({ level: 'silent' });
  const secrets = { apiToken: 'bench', sessionSecret: 'bench' };
  const studio = createContainer({ config, dataSource, store, logger, clock, ...secrets });
  return {
    studio,
    dataSource,
    close: async () => {
      await store.close();
      await dataSource.destroy();
    },
  };
}
