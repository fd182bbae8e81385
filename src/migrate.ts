import { ConfigError, loadCommandConfig } from './config.js';
import { migrate, openDatabase } from './db/open-database.js';

/** `npm run migrate`: brings the database to the current schema. Safe to repeat and to run from two places at once. */
async function main(): Promise<void> {
  const dataSource = await openDatabase(loadCommandConfig().databaseUrl);
  try {
    const applied = await migrate(dataSource);
    process.stdout.write(applied.length ? `migrated: ${applied.join(', ')}\n` : 'the schema is up to date\n');
  } finally {
    await dataSource.destroy();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : `migration failed: ${String(error)}`}\n`);
  process.exitCode = 1;
});
