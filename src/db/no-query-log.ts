import type { Logger } from 'typeorm';

const ignore = (): undefined => undefined;

/** TypeORM writes to the console by itself; what matters reaches our own log as an error, and queries never do. */
export const NO_QUERY_LOG: Logger = {
  logQuery: ignore,
  logQueryError: ignore,
  logQuerySlow: ignore,
  logSchemaBuild: ignore,
  logMigration: ignore,
  log: ignore,
};
