import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { connectCrm } from '../bot/connect-crm.js';
import { createBot, type StudioBot } from '../bot/create-bot.js';
import { BotApiTelegram } from '../bot/telegram.js';
import { WEBHOOK_PATH } from '../bot/webhook.js';
import { botIdOf, newWorkerName } from '../bot/identity.js';
import { createPlayground, type Persist, type Playground } from '../playground/index.js';
import { ConfigError, loadConfig, type Config } from './config.js';
import type { Container } from './container.js';
import { isSqlite } from './db/data-source.js';
import { fillDemoData, openDemoLogins } from './demo/demo-data.js';
import { demoTelegramPeople, playedRoles } from './demo/demo-telegram.js';
import { createLogger } from './lib/logger.js';
import { redactText } from './lib/redact.js';
import { openRateWindow } from './lib/open-rate-window.js';
import { connectRedis } from './lib/redis-store.js';
import { Shutdown } from './lib/shutdown.js';
import type { Store } from './lib/store.js';
import { Staff } from './staff/staff.entity.js';
import { keptSecret, openStudio, serve } from './web-server.js';
import { welcome, type Login } from './welcome.js';

/** For a studio that has data but nobody who could log in, e.g. after an import into a new database. */
const FIRST_OWNER = 'owner@studio.local';

/**
 * `npm start`: panel, token API, cron and bot in one process. Without a Telegram token the bot runs against the
 * playground, an emulated Telegram with a chat page.
 */
async function main(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const shutdown = new Shutdown(logger);
  shutdown.listen();
  say('Opening the database and bringing its schema up to date …');
  const container = await openStudio(config, logger, shutdown, { migrates: true });
  const ways = await logins(container);
  say('Starting the panel, the API and the bot …');
  const playground = config.telegramToken === null && !config.production ? await openPlayground(container) : null;
  const token = config.telegramToken ?? playground?.token ?? null;
  const bot = token === null ? null : await buildBot(container, shutdown, token, playground !== null);
  await serve(container, shutdown, {
    ...(playground && { playground }),
    ...(bot && { webhook: bot.handleWebhook.bind(bot) }),
  });
  if (playground) shutdown.add('playground', () => playground.stop());
  if (bot) {
    bot.start();
    shutdown.add('bot', () => bot.stop());
  }
  say(welcome(config, ways, playground?.roles ?? null, token !== null));
}

/** A new embedded database gets the demo studio; whoever starts it is told how to get in. */
async function logins(container: Container): Promise<Login[]> {
  const { config, dataSource, staff, unitOfWork } = container;
  if (config.demoData ?? (isSqlite(dataSource) && !config.production)) {
    if (await fillDemoData(container)) say('Filled the new database with a demo studio.');
  }
  if (!config.production && !(await dataSource.manager.exists(Staff))) {
    const owner = { email: FIRST_OWNER, password: randomBytes(9).toString('base64url'), role: 'owner' };
    await staff.ensureOwner(owner.email, owner.password);
    return [owner];
  }
  return openDemoLogins(unitOfWork);
}

async function openPlayground({
  config,
  store,
  unitOfWork,
}: Container): Promise<Playground & { token: string; roles: string[] }> {
  const secret = await keptSecret(store, 'playground-token');
  const token = `7770001:${secret}`;
  const people = await demoTelegramPeople(unitOfWork, config.locale);
  const playground = createPlayground({
    token,
    botName: config.studioName,
    people,
    persist: persistBeside(config),
  });
  return { ...playground, token, roles: playedRoles(people) };
}

/** Chats of the playground outlive a restart in a file beside the embedded database. */
function persistBeside(config: Config): Persist | undefined {
  const path = config.databaseUrl.replace(/^sqlite:/, '').replace(/(\.sqlite|\.db)?$/, '.playground.json');
  if (!config.databaseUrl.startsWith('sqlite:') || path.startsWith(':memory:')) return undefined;
  return {
    load: () => (existsSync(path) ? readFileSync(path, 'utf8') : null),
    save: (json) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.tmp`, json);
      renameSync(`${path}.tmp`, path);
    },
  };
}

async function buildBot(
  { config, store, clock, logger: parent, apiToken }: Container,
  shutdown: Shutdown,
  token: string,
  emulated: boolean,
): Promise<StudioBot> {
  const logger = parent.child({ part: 'bot' });
  const redis = config.redisUrl === null ? null : await connectRedis(config.redisUrl, logger);
  if (redis) shutdown.add('limits', () => redis.close());
  const own = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`;
  return createBot({
    ...connectCrm(own, apiToken, logger),
    telegram: new BotApiTelegram(token, emulated ? `${own}/playground/api` : config.telegramApiUrl),
    store,
    window: openRateWindow(redis, botIdOf(token), logger),
    // With a store of its own this process is the only one, under one name for ever: a restart waits for no lease.
    worker: redis ? newWorkerName() : 'the-only-one',
    webhook: await webhookOf(config, store),
    clock,
    logger,
    studioName: config.studioName,
    currency: config.currency,
    defaultLanguage: config.locale,
  });
}

/** null: updates are polled. */
async function webhookOf({ botMode, publicUrl, webhookSecret }: Config, store: Store) {
  if (botMode !== 'webhook') return null;
  return { url: publicUrl + WEBHOOK_PATH, secret: webhookSecret ?? (await keptSecret(store, 'webhook-secret')) };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'EADDRINUSE')
    return 'The port is in use. Stop the other program or choose another port: PORT=3001 npm start';
  return redactText(message ?? String(error));
}

main().catch((error: unknown) => {
  process.stderr.write(`\n${explain(error)}\n`);
  process.exit(1);
});
