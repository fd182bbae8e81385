import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { HttpCrmApi } from '../bot/crm-api.js';
import { createBot } from '../bot/create-bot.js';
import { BotApiTelegram } from '../bot/telegram.js';
import { createPlayground, type Persist, type Playground } from '../playground/index.js';
import { ConfigError, loadConfig, type Config } from './config.js';
import type { Container } from './container.js';
import { isSqlite } from './db/data-source.js';
import { DEMO_TELEGRAM_PEOPLE, fillDemoData, openDemoLogins } from './demo/demo-data.js';
import { createLogger, redact } from './lib/logger.js';
import { Shutdown } from './lib/shutdown.js';
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
  const container = await openStudio(config, logger, shutdown);
  const ways = await logins(container);
  say('Starting the panel, the API and the bot …');
  const playground = config.telegramToken === null && !config.production ? await openPlayground(container) : null;
  await serve(container, shutdown, playground ?? undefined);
  if (playground) shutdown.add('playground', () => playground.stop());
  const token = config.telegramToken ?? playground?.token ?? null;
  if (token !== null) startBot(container, shutdown, token, playground !== null);
  say(welcome(config, ways, playground !== null, token !== null));
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

async function openPlayground({ config, store }: Container): Promise<Playground & { token: string }> {
  const secret = await keptSecret(store, 'playground-token');
  const token = `7770001:${secret}`;
  const playground = createPlayground({
    token,
    botName: config.studioName,
    people: DEMO_TELEGRAM_PEOPLE,
    persist: persistBeside(config),
  });
  return { ...playground, token };
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

function startBot(
  { config, store, clock, logger, apiToken }: Container,
  shutdown: Shutdown,
  token: string,
  emulated: boolean,
): void {
  const own = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`;
  const bot = createBot({
    api: new HttpCrmApi(own, apiToken),
    telegram: new BotApiTelegram(token, emulated ? `${own}/playground/api` : config.telegramApiUrl),
    store,
    clock,
    logger: logger.child({ part: 'bot' }),
    studioName: config.studioName,
    currency: config.currency,
    defaultLanguage: config.locale,
  });
  bot.start();
  shutdown.add('bot', () => bot.stop());
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'EADDRINUSE')
    return 'The port is in use. Stop the other program or choose another port: PORT=3001 npm start';
  return redact(message ?? String(error));
}

main().catch((error: unknown) => {
  process.stderr.write(`\n${explain(error)}\n`);
  process.exit(1);
});
