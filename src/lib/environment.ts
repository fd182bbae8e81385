import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Every fault of the environment at once: `message` has one line for each. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** A TCP port. */
export const tcpPort = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .pipe(z.number().max(65_535));

/** An address without a slash at the end. */
export const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
  .transform((url) => url.replace(/(?<!\/)\/+$/, ''));

const apiToken = z.string().min(24, 'must have at least 24 characters');

/** The variables that web and bot both read: one name, one rule, one default. */
export const SHARED_VARIABLES = {
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'must be development, test or production')
    .default('development'),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// URL' }).optional(),
  /** The bot uses the first, the web takes them all: so they are exchanged without a pause. */
  API_TOKEN: z
    .string()
    .transform((text) => text.split(',').map((token) => token.trim()))
    .pipe(z.tuple([apiToken], apiToken))
    .optional(),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d{6,}:[\w-]{30,}$/, 'is not a Telegram bot token')
    .optional(),
  TELEGRAM_API_URL: httpUrl.default('https://api.telegram.org'),
  BOT_MODE: z.enum(['polling', 'webhook'], 'must be polling or webhook').default('polling'),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/, 'must be 16 to 256 of A-Z a-z 0-9 _ -')
    .optional(),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: httpUrl.optional(),
  /** Where the bot listens for the webhook when it is a process of its own. */
  BOT_PORT: tcpPort.default(3001),
  STUDIO_NAME: z.string().trim().min(1).max(60).default('Studio'),
  STUDIO_TIMEZONE: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone, e.g. Asia/Bishkek')
    .default('Asia/Bishkek'),
  STUDIO_LOCALE: z.enum(['ru', 'en'], 'must be ru or en').default('ru'),
  STUDIO_CURRENCY: z.string().refine(isCurrency, 'must be an ISO 4217 code, e.g. KGS').default('KGS'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
};

/** Names that are surely meant for us: one that we don't know is a typing error, and its default would go unnoticed. */
const FAMILIES = /^(STUDIO|TELEGRAM|OWNER|BOT)_/;
const KNOWN = new Set([
  'BOT_MODE',
  'BOT_PORT',
  'STUDIO_NAME',
  'STUDIO_TIMEZONE',
  'STUDIO_LOCALE',
  'STUDIO_CURRENCY',
  'TELEGRAM_BOT_TOKEN',
  'TELEGRAM_API_URL',
  'TELEGRAM_WEBHOOK_SECRET',
  'OWNER_EMAIL',
  'OWNER_PASSWORD',
]);

/**
 * Checks the variables of `schema`. Empty values count as not given; a name in `secrets` may be given as `NAME_FILE`.
 * `missing` tells what else must be given. Throws `ConfigError` with every fault.
 */
export function readEnvironment<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Environment,
  secrets: readonly string[],
  missing: (given: Environment) => string[],
): z.output<Schema> {
  const faults = Object.keys(environment)
    .filter((name) => FAMILIES.test(name) && !KNOWN.has(name.replace(/_FILE$/, '')))
    .map((name) => `${name} is not known: is it misspelt?`);
  const given = withSecretFiles(Object.keys(schema.shape), environment, secrets, faults);
  const result = schema.safeParse(given);
  if (!result.success) faults.push(...result.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`));
  faults.push(...missing(given));
  if (!result.success || faults.length > 0) throw new ConfigError(faults);
  return result.data;
}

function withSecretFiles(
  names: readonly string[],
  environment: Environment,
  secrets: readonly string[],
  faults: string[],
): Record<string, string | undefined> {
  const values: Record<string, string | undefined> = {};
  for (const name of names) values[name] = environment[name]?.trim() || undefined;
  for (const name of secrets) {
    const path = environment[`${name}_FILE`];
    if (!path) continue;
    if (values[name]) faults.push(`${name} and ${name}_FILE are both given`);
    try {
      values[name] = readFileSync(path, 'utf8').trim();
    } catch {
      faults.push(`${name}_FILE can't be read`);
    }
  }
  return values;
}

function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
