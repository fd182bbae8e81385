import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { createPanel } from '../admin/index.js';
import { closeServer, createApp, listen, type AppParts } from './app.js';
import { usePrebuiltPanel, type Config } from './config.js';
import { createContainer, type Container } from './container.js';
import { migrate, openDatabase, schemaFault } from './db/open-database.js';
import type { Logger } from './lib/logger.js';
import { openStore } from './lib/open-store.js';
import type { Shutdown } from './lib/shutdown.js';
import type { Store } from './lib/store.js';

const TEN_YEARS_SECONDS = 10 * 366 * 86_400;

/**
 * Opens what the web process works with and builds the services on it. `migrates`: brings the schema up to date itself, as
 * one process alone may. Others throw on a schema that is not this build's: of several that start at once none changes
 * what the ones of the older version still work on.
 */
export async function openStudio(
  config: Config,
  logger: Logger,
  shutdown: Shutdown,
  { migrates }: { migrates: boolean },
): Promise<Container> {
  const dataSource = await openDatabase(config.databaseUrl);
  shutdown.add('database', () => dataSource.destroy());
  const applied = migrates ? await migrate(dataSource) : [];
  if (applied.length > 0) logger.info({ applied }, 'migrated');
  const fault = await schemaFault(dataSource);
  if (fault !== null) throw new Error(fault);
  const store = await openStore(config.redisUrl, config.databaseUrl, logger);
  shutdown.add('store', () => store.close());
  const apiToken = config.apiToken ?? (await keptSecret(store, 'api-token'));
  const sessionSecret = config.sessionSecret ?? (await keptSecret(store, 'session-secret'));
  const container = createContainer({ config, dataSource, store, logger, apiToken, sessionSecret });
  if (await container.statusLedger.buildIfMissing()) logger.info('counted the clients by status');
  if (config.owner) await container.staff.ensureOwner(config.owner.email, config.owner.password);
  return container;
}

/** Starts to serve; the panel is loaded only now, because AdminJS reads its environment when it is imported. */
export async function serve(
  container: Container,
  shutdown: Shutdown,
  parts: Omit<AppParts, 'panel'> = {},
): Promise<Server> {
  const { config, sessionSecret } = container;
  usePrebuiltPanel();
  const panel = await (await importPanel()).createPanel({ ...container, config: { ...config, sessionSecret } });
  const server = await listen(createApp(container, { ...parts, panel }), config.port, config.host);
  shutdown.add('http', () => closeServer(server));
  // Stopped before the server, which waits for its last answer: a worker may wait for messages up to 50 seconds.
  shutdown.add('claims', () => container.claims.stop());
  container.cron.start();
  shutdown.add('cron', () => container.cron.stop());
  // Before the jobs, which wait for it.
  shutdown.add('broadcasts', () => container.broadcastDriver.stop());
  return server;
}

/** As the build has made one module of it (`admin/bundling/bundle-server.ts`); tests that run the sources have none. */
function importPanel(): Promise<{ createPanel: typeof createPanel }> {
  const built = new URL('../admin/panel-server.js', import.meta.url);
  return existsSync(built) ? (import(built.href) as ReturnType<typeof importPanel>) : import('../admin/index.js');
}

/** Outside production a secret that was not given is made once and kept, so that a restart logs nobody out. */
export async function keptSecret(store: Store, name: string): Promise<string> {
  const key = `secret:${name}`;
  await store.setIfAbsent(key, randomBytes(32).toString('base64url'), TEN_YEARS_SECONDS);
  const secret = await store.get(key);
  if (secret === null) throw new Error('the store lost a secret');
  return secret;
}
