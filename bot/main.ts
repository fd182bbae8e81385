import { systemClock } from '../src/lib/clock.js';
import { ConfigError } from '../src/lib/environment.js';
import { createLogger, redact } from '../src/lib/logger.js';
import { connectRedis, RedisStore } from '../src/lib/redis-store.js';
import { Shutdown } from '../src/lib/shutdown.js';
import { loadBotConfig } from './config.js';
import { createBot } from './create-bot.js';
import { HttpCrmApi } from './crm-api.js';
import { BotApiTelegram } from './telegram.js';

/** `npm run bot`: the bot as a process of its own, beside `npm run web`. */
async function main(): Promise<void> {
  const config = loadBotConfig();
  const logger = createLogger(config.logLevel);
  const shutdown = new Shutdown(logger);
  shutdown.listen();
  const store = new RedisStore(await connectRedis(config.redisUrl, logger));
  shutdown.add('store', () => store.close());
  const bot = createBot({
    api: new HttpCrmApi(config.crmApiUrl, config.apiToken),
    telegram: new BotApiTelegram(config.telegramToken, config.telegramApiUrl),
    store,
    logger,
    clock: systemClock(config.timeZone),
    studioName: config.studioName,
    currency: config.currency,
    defaultLanguage: config.locale,
  });
  shutdown.add('bot', () => bot.stop());
  bot.start();
  // Only a refused token ends the bot by itself: let whoever supervises the process see it.
  if ((await bot.ended) === 'unauthorized') {
    await shutdown.stop();
    process.exit(1);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : redact(String(error))}\n`);
  process.exit(1);
});
