import { loadConfig } from '../src/config.js';
import { createLogger } from '../src/lib/logger.js';
import { Shutdown } from '../src/lib/shutdown.js';
import { openStudio, serve } from '../src/web-server.js';

/** `npm run web` with its limits of calls out of reach: they are counted as ever. */
const NO_LIMIT = 1_000_000_000;

const config = loadConfig();
const logger = createLogger(config.logLevel);
const shutdown = new Shutdown(logger);
shutdown.listen();
const container = await openStudio(config, logger, shutdown, { migrates: false });
const rateLimits = { bot: NO_LIMIT, token: NO_LIMIT, stranger: NO_LIMIT };
await serve(Object.assign(container, { rateLimits }), shutdown);
process.stdout.write('listening\n');
