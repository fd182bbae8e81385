import type { CommandConfig } from '../config.js';
import { ConfigError } from '../lib/environment.js';
import { redactText } from '../lib/redact.js';
import { BAD_USAGE, DONE, FAILED, runCommand } from '../imports/command-run.js';
import { BackupError } from './backup-error.js';
import { COMMAND_WORDS } from './command-words.js';
import type { Progress } from './snapshot.js';

type Words = (typeof COMMAND_WORDS)['en'];

interface Command<Options> {
  usage: 'backupUsage' | 'restoreUsage' | 'moveUsage';
  /** Throws `ConfigError`. */
  config: () => CommandConfig;
  /** `help`, or null for what it does not understand. May throw for the same. */
  options: () => Options | 'help' | null;
  run: (options: Options, config: CommandConfig, words: Words) => Promise<number>;
}

/** One command from its arguments to its exit code; what is refused is said in the studio's language. */
export function runBackupCommand<Options>({ usage, config: read, options, run }: Command<Options>): void {
  const main = async (): Promise<number> => {
    const config = read();
    const words = COMMAND_WORDS[config.locale];
    const given = readOr(options);
    if (given === null || given === 'help') {
      (given === 'help' ? process.stdout : process.stderr).write(words[usage]);
      return given === 'help' ? DONE : BAD_USAGE;
    }
    try {
      return await run(given, config, words);
    } catch (error) {
      process.stderr.write(`\n${explain(error, config, words)}\n`);
      return FAILED;
    }
  };
  runCommand(main, (error) => (error instanceof ConfigError ? error.message : redactText(String(error))));
}

function readOr<Options>(read: () => Options | 'help' | null): Options | 'help' | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** One line without a stack: an owner reads it. */
export function explain(error: unknown, { locale }: CommandConfig, words: Words): string {
  if (error instanceof BackupError) return error.inWords(locale);
  return words.failed(redactText(error instanceof Error ? error.message : String(error)));
}

/** Shows on a terminal how far it has come, and adds up the rows. */
export function progressOnTerminal(): { progress: Progress; rows: () => number } {
  const perTable = new Map<string, number>();
  return {
    progress: (table, rows) => {
      perTable.set(table, rows);
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${table}: ${rows}`);
    },
    rows: () => {
      if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
      return [...perTable.values()].reduce((sum, rows) => sum + rows, 0);
    },
  };
}
