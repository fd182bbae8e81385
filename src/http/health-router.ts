import { Router } from 'express';
import type { DataSource } from 'typeorm';
import { isSchemaCurrent } from '../db/open-database.js';
import type { Logger } from '../lib/logger.js';
import type { Store } from '../lib/store.js';

/** A check that takes longer has failed: whoever asks has a limit of their own. */
const CHECK_LIMIT_MS = 2000;

interface Checked {
  dataSource: DataSource;
  store: Store;
  logger: Logger;
}

/** `/healthz`: the process answers. `/readyz`: database and store are reachable and the schema is this build's. */
export function createHealthRouter({ dataSource, store, logger }: Checked): Router {
  const checks = {
    database: () => dataSource.query('SELECT 1'),
    migrations: () => requireCurrentSchema(dataSource),
    store: () => store.ping(),
  };
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'alive' });
  });
  router.get('/readyz', async (_request, response) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await succeeds(name, check, logger)] as const),
    );
    const ready = results.every(([, isOk]) => isOk);
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({
        status: ready ? 'ready' : 'not ready',
        checks: Object.fromEntries(results.map(([name, isOk]) => [name, isOk ? 'ok' : 'failed'])),
      });
  });
  return router;
}

/** The cause goes to the log: the page is open to everyone. */
async function succeeds(name: string, check: () => Promise<unknown>, logger: Logger): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${CHECK_LIMIT_MS} ms`)), CHECK_LIMIT_MS);
  });
  try {
    await Promise.race([check(), limit]);
    return true;
  } catch (error) {
    logger.warn({ err: error, check: name }, 'not ready');
    return false;
  } finally {
    clearTimeout(timer);
  }
}

async function requireCurrentSchema(dataSource: DataSource): Promise<void> {
  if (!(await isSchemaCurrent(dataSource))) throw new Error('migrations are not applied: run "npm run migrate"');
}
