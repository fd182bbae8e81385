import { ConfigError, loadConfig } from './config.js';
import { createLogger } from './lib/logger.js';
import { redactText } from './lib/redact.js';
import { Shutdown } from './lib/shutdown.js';
import { openStudio, serve } from './web-server.js';

/** `npm run web`: panel, token API and cron; the bot is a process of its own (`npm run bot`). */
async function main(): Promise<void> {
  const config = loadConfig();
  if (config.redisUrl === null) {
    throw new ConfigError(['REDIS_URL is required when panel and bot are two processes (npm start needs none)']);
  }
  const logger = createLogger(config.logLevel);
  const shutdown = new Shutdown(logger);
  shutdown.listen();
  const container = await openStudio(config, logger, shutdown, { migrates: false });
  await serve(container, shutdown);
  logger.info({ url: config.publicUrl }, 'listening');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : redactText(String(error))}\n`);
  process.exit(1);
});
