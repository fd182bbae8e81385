import { z } from 'zod';
import { httpUrl, readEnvironment, SHARED_VARIABLES, type Environment } from '../src/lib/environment.js';

const schema = z.object({ ...SHARED_VARIABLES, CRM_API_URL: httpUrl.default('http://127.0.0.1:3000') });
type Variables = z.output<typeof schema>;

/** The bot as a process of its own needs all of these, in production and elsewhere. */
const REQUIRED = ['API_TOKEN', 'TELEGRAM_BOT_TOKEN', 'REDIS_URL'] as const;
const SECRETS = ['API_TOKEN', 'TELEGRAM_BOT_TOKEN', 'REDIS_URL'];

export type BotConfig = Readonly<ReturnType<typeof shape>>;

/** Reads and checks the environment of `npm run bot`. Throws `ConfigError` with every fault. */
export function loadBotConfig(environment: Environment = process.env): BotConfig {
  return Object.freeze(shape(readEnvironment(schema, environment, SECRETS, missing)));
}

function missing(given: Environment): string[] {
  return REQUIRED.filter((name) => given[name] === undefined).map((name) => `${name} is required`);
}

function shape(variables: Variables) {
  return {
    crmApiUrl: variables.CRM_API_URL,
    apiToken: variables.API_TOKEN ?? '',
    telegramToken: variables.TELEGRAM_BOT_TOKEN ?? '',
    telegramApiUrl: variables.TELEGRAM_API_URL,
    redisUrl: variables.REDIS_URL ?? '',
    studioName: variables.STUDIO_NAME,
    timeZone: variables.STUDIO_TIMEZONE,
    locale: variables.STUDIO_LOCALE,
    currency: variables.STUDIO_CURRENCY,
    logLevel: variables.LOG_LEVEL,
  };
}
