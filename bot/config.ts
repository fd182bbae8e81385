import { z } from 'zod';
import { httpUrl, readEnvironment, SHARED_VARIABLES, type Environment } from '../src/lib/environment.js';
import { WEBHOOK_PATH } from './webhook.js';

const schema = z.object({ ...SHARED_VARIABLES, CRM_API_URL: httpUrl.default('http://127.0.0.1:3000') });
type Variables = z.output<typeof schema>;

/** The bot as a process of its own needs all of these, in production and elsewhere. */
const REQUIRED = ['API_TOKEN', 'TELEGRAM_BOT_TOKEN', 'REDIS_URL'] as const;
const REQUIRED_FOR_WEBHOOK = ['PUBLIC_URL', 'TELEGRAM_WEBHOOK_SECRET'] as const;
const SECRETS = ['API_TOKEN', 'TELEGRAM_BOT_TOKEN', 'REDIS_URL', 'TELEGRAM_WEBHOOK_SECRET'];

export type BotConfig = Readonly<ReturnType<typeof shape>>;

/** Reads and checks the environment of `npm run bot`. Throws `ConfigError` with every fault. */
export function loadBotConfig(environment: Environment = process.env): BotConfig {
  return Object.freeze(shape(readEnvironment(schema, environment, SECRETS, missing)));
}

function missing(given: Environment): string[] {
  const isPushed = given.BOT_MODE === 'webhook';
  const faults = REQUIRED.filter((name) => given[name] === undefined).map((name) => `${name} is required`);
  const webhook = REQUIRED_FOR_WEBHOOK.filter((name) => isPushed && given[name] === undefined);
  return [...faults, ...webhook.map((name) => `${name} is required for BOT_MODE=webhook`)];
}

function shape(variables: Variables) {
  return {
    crmApiUrl: variables.CRM_API_URL,
    apiToken: variables.API_TOKEN?.[0] ?? '',
    telegramToken: variables.TELEGRAM_BOT_TOKEN ?? '',
    telegramApiUrl: variables.TELEGRAM_API_URL,
    webhook: variables.BOT_MODE === 'webhook' ? webhookOf(variables) : null,
    redisUrl: variables.REDIS_URL ?? '',
    studioName: variables.STUDIO_NAME,
    timeZone: variables.STUDIO_TIMEZONE,
    locale: variables.STUDIO_LOCALE,
    currency: variables.STUDIO_CURRENCY,
    logLevel: variables.LOG_LEVEL,
  };
}

function webhookOf({ PUBLIC_URL, TELEGRAM_WEBHOOK_SECRET, HOST, BOT_PORT }: Variables) {
  return { url: `${PUBLIC_URL}${WEBHOOK_PATH}`, secret: TELEGRAM_WEBHOOK_SECRET ?? '', host: HOST, port: BOT_PORT };
}
