import { z } from 'zod';
import { databaseKind } from './db/data-source.js';
import { readEnvironment, SHARED_VARIABLES, tcpPort, type Environment } from './lib/environment.js';

export { ConfigError } from './lib/environment.js';

const flag = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');

const schema = z.object({
  ...SHARED_VARIABLES,
  PORT: tcpPort.default(3000),
  DATABASE_URL: z
    .string()
    .refine((url) => databaseKind(url) !== null, 'must start with sqlite:, mysql: or mariadb:')
    .default('sqlite:data/crm.sqlite'),
  SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  OWNER_EMAIL: z.email('must be an e-mail').optional(),
  OWNER_PASSWORD: z.string().min(10, 'must have at least 10 characters').optional(),
  DEMO_DATA: flag.optional(),
  /** Of which sources the build was made; shown to the owner. */
  SOURCE_COMMIT: z
    .string()
    .regex(/^[0-9a-f]{7,40}$/, 'must be a commit’s hash')
    .optional(),
});

type Variables = z.output<typeof schema>;
export type Config = Readonly<ReturnType<typeof shape>>;

const SECRETS = [
  'DATABASE_URL',
  'REDIS_URL',
  'SESSION_SECRET',
  'API_TOKEN',
  'TELEGRAM_BOT_TOKEN',
  'TELEGRAM_WEBHOOK_SECRET',
  'OWNER_PASSWORD',
];

/**
 * Reads and checks the whole environment once. Empty values count as not given; a secret may be given as `NAME_FILE`.
 * Throws `ConfigError` with every fault.
 */
export function loadConfig(environment: Environment = process.env): Config {
  return Object.freeze(shape(readEnvironment(schema, environment, SECRETS, missing)));
}

/** What a command of an engineer's needs: the database, and the studio's zone and language. No secret is demanded. */
export type CommandConfig = Pick<Config, 'databaseUrl' | 'locale' | 'timeZone'>;

/** For commands that serve nobody, e.g. in a container that knows the database's address alone. Throws `ConfigError`. */
export function loadCommandConfig(environment: Environment = process.env): CommandConfig {
  return shape(readEnvironment(schema, environment, SECRETS, () => []));
}

/** What production must not do without: no secret has a default there. */
function missing(given: Environment): string[] {
  if (given.NODE_ENV !== 'production') return [];
  const required = ['SESSION_SECRET', 'API_TOKEN', 'PUBLIC_URL', 'REDIS_URL'] as const;
  return required.filter((name) => given[name] === undefined).map((name) => `${name} is required in production`);
}

function shape(variables: Variables) {
  const production = variables.NODE_ENV === 'production';
  const url = `http://${variables.HOST}:${variables.PORT}`;
  return {
    production,
    host: variables.HOST,
    port: variables.PORT,
    publicUrl: variables.PUBLIC_URL ?? url,
    databaseUrl: variables.DATABASE_URL,
    redisUrl: variables.REDIS_URL ?? null,
    sessionSecret: variables.SESSION_SECRET ?? null,
    apiToken: variables.API_TOKEN?.[0] ?? null,
    /** Those that are still good while programs go over to the first. */
    formerApiTokens: variables.API_TOKEN?.slice(1) ?? [],
    telegramToken: variables.TELEGRAM_BOT_TOKEN ?? null,
    telegramApiUrl: variables.TELEGRAM_API_URL,
    botMode: variables.BOT_MODE,
    webhookSecret: variables.TELEGRAM_WEBHOOK_SECRET ?? null,
    owner:
      variables.OWNER_EMAIL && variables.OWNER_PASSWORD
        ? { email: variables.OWNER_EMAIL, password: variables.OWNER_PASSWORD }
        : null,
    demoData: variables.DEMO_DATA ?? null,
    commit: variables.SOURCE_COMMIT?.slice(0, 12) ?? null,
    studioName: variables.STUDIO_NAME,
    timeZone: variables.STUDIO_TIMEZONE,
    locale: variables.STUDIO_LOCALE,
    currency: variables.STUDIO_CURRENCY,
    logLevel: variables.LOG_LEVEL,
  };
}

/**
 * AdminJS picks its bundles by `NODE_ENV` as it is imported: the development ones are 26 MB and are built at the first
 * request, ours are built by `npm run build`. Called after the configuration was read and before the panel is imported.
 */
export function usePrebuiltPanel(): void {
  process.env.NODE_ENV = 'production';
  process.env.ADMIN_JS_SKIP_BUNDLE = 'true';
  process.env.ADMIN_JS_TMP_DIR ??= 'dist-admin';
}
