import type { DataSource } from 'typeorm';
import { migrate, openDatabase } from '../db/open-database.js';

/** Exit codes of the commands: what was asked for was done · a failure · the call was not understood. */
export const DONE = 0;
export const FAILED = 1;
export const BAD_USAGE = 2;

/** The database at its current schema, closed when the work is done. */
export async function withDatabase<T>(url: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = await openDatabase(url);
  try {
    await migrate(dataSource);
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** The file of an embedded database; null = a server's, or in memory. */
export function databaseFile(url: string): string | null {
  const [, file = ''] = /^sqlite:(.*)$/.exec(url) ?? [];
  return file === '' || file === ':memory:' ? null : file;
}

/** Ends the process with the code that `main` gives; `explain` puts what it throws into one line. */
export function runCommand(main: () => Promise<number>, explain: (error: unknown) => string): void {
  // `| head` closes the pipe: the report's end is lost then, never the work.
  process.stdout.on('error', () => undefined);
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${explain(error)}\n`);
      process.exitCode = FAILED;
    },
  );
}
