import { systemClock } from '../src/lib/clock.js';
import { ConfigError } from '../src/lib/environment.js';
import { createLogger } from '../src/lib/logger.js';
import { redactText } from '../src/lib/redact.js';
import { openRateWindow } from '../src/lib/open-rate-window.js';
import { connectRedis, RedisStore } from '../src/lib/redis-store.js';
import { Shutdown } from '../src/lib/shutdown.js';
import { loadBotConfig } from './config.js';
import { connectCrm } from './connect-crm.js';
import { createBot } from './create-bot.js';
import { BotApiTelegram } from './telegram.js';
import { listenForWebhook } from './webhook.js';
import { botIdOf, newWorkerName } from './identity.js';

/** `npm run bot`: the bot as a process of its own, beside `npm run web`. */
async function main(): Promise<void> {
  const config = loadBotConfig();
  const logger = createLogger(config.logLevel);
  const shutdown = new Shutdown(logger);
  shutdown.listen();
  const redis = await connectRedis(config.redisUrl, logger);
  const store = new RedisStore(redis);
  shutdown.add('store', () => store.close());
  const bot = createBot({
    ...connectCrm(config.crmApiUrl, config.apiToken, logger),
    telegram: new BotApiTelegram(config.telegramToken, config.telegramApiUrl),
    store,
    window: openRateWindow(redis, botIdOf(config.telegramToken), logger),
    worker: newWorkerName(),
    webhook: config.webhook,
    logger,
    clock: systemClock(config.timeZone),
    studioName: config.studioName,
    currency: config.currency,
    defaultLanguage: config.locale,
  });
  if (config.webhook) {
    const answer = bot.handleWebhook.bind(bot);
    const server = await listenForWebhook(answer, config.webhook.port, config.webhook.host);
    shutdown.add('webhook', () => void server.close());
  }
  shutdown.add('bot', () => bot.stop());
  bot.start();
  // Only a refused token ends the bot by itself: let whoever supervises the process see it.
  if ((await bot.ended) === 'unauthorized') {
    await shutdown.stop();
    process.exit(1);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : redactText(String(error))}\n`);
  process.exit(1);
});
