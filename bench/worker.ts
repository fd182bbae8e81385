import { loadBotConfig } from '../bot/config.js';
import { connectCrm } from '../bot/connect-crm.js';
import { ask } from '../bot/crm-transport.js';
import { createBot } from '../bot/create-bot.js';
import { BotApiTelegram } from '../bot/telegram.js';
import { newWorkerName } from '../bot/identity.js';
import { systemClock } from '../src/lib/clock.js';
import { LocalRateWindow } from '../src/lib/local-rate-window.js';
import { createLogger } from '../src/lib/logger.js';
import { TELEGRAM_LIMITS } from '../src/lib/rate-window.js';
import { connectRedis, RedisStore } from '../src/lib/redis-store.js';
import { Shutdown } from '../src/lib/shutdown.js';
import { rememberAnswers } from './remembered-answers.js';

/**
 * `npm run bot` as fast as the machine is: without the ceilings of Telegram, so only ever before an emulated one.
 * `--remember`: without the CRM as well, whose answers are asked for once.
 */
const config = loadBotConfig();
const logger = createLogger(config.logLevel);
const shutdown = new Shutdown(logger);
shutdown.listen();
const store = new RedisStore(await connectRedis(config.redisUrl, logger));
shutdown.add('store', () => store.close());
const bot = createBot({
  ...connectCrm(
    config.crmApiUrl,
    config.apiToken,
    logger,
    process.argv.includes('--remember') ? rememberAnswers(ask) : ask,
  ),
  telegram: new BotApiTelegram(config.telegramToken, config.telegramApiUrl),
  store,
  window: new LocalRateWindow({ ...TELEGRAM_LIMITS, off: true }),
  worker: newWorkerName(),
  webhook: null,
  logger,
  clock: systemClock(config.timeZone),
  studioName: config.studioName,
  currency: config.currency,
  defaultLanguage: config.locale,
});
shutdown.add('bot', () => bot.stop());
bot.start();
