import { parseArgs } from 'node:util';
import { schedule } from 'node-cron';
import { loadCommandConfig, type CommandConfig } from '../config.js';
import { DONE, FAILED } from '../imports/command-run.js';
import { explain, progressOnTerminal, runBackupCommand } from './command.js';
import { deleteOutdated, findRecent, makeBackup } from './make-backup.js';

interface Options {
  folder: string;
  keepDays: number;
  /** Stay, and make one every day at this time. */
  daily: { text: string; hour: number; minute: number } | null;
  recent: boolean;
}

function readOptions(): Options | 'help' | null {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      to: { type: 'string', default: 'data/backups' },
      keep: { type: 'string', default: '14' },
      daily: { type: 'string' },
      recent: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(values.daily ?? '') ?? [];
  const isUnderstood = /^[1-9]\d{0,3}$/.test(values.keep) && (values.daily === undefined || hour !== undefined);
  if (!isUnderstood || positionals.length > 0) return null;
  const daily = values.daily === undefined ? null : { text: values.daily, hour: Number(hour), minute: Number(minute) };
  return { folder: values.to, keepDays: Number(values.keep), daily, recent: values.recent };
}

type Words = Parameters<typeof explain>[2];

async function run(options: Options, config: CommandConfig, words: Words): Promise<number> {
  if (options.recent) return tellRecent(options, words);
  if (options.daily) return everyDay({ ...options, daily: options.daily }, config, words);
  await once(options, config, words);
  return DONE;
}

function tellRecent({ folder }: Options, words: Words): number {
  const newest = findRecent(folder, new Date());
  process.stdout.write(`${newest === null ? words.stale(folder) : words.fresh(newest)}\n`);
  return newest === null ? FAILED : DONE;
}

async function once({ folder, keepDays }: Options, { databaseUrl }: CommandConfig, words: Words): Promise<void> {
  const now = new Date();
  const { progress, rows } = progressOnTerminal();
  const file = await makeBackup(databaseUrl, folder, now, progress);
  process.stdout.write(`${words.saved(file, rows())}\n`);
  for (const name of deleteOutdated(folder, now, keepDays)) process.stdout.write(`${words.deleted(name)}\n`);
}

/** A day that fails is said and tried again on the next one; whoever watches asks with `--recent`. */
async function everyDay(
  options: Options & { daily: NonNullable<Options['daily']> },
  config: CommandConfig,
  words: Words,
): Promise<number> {
  const attempt = async (): Promise<void> => {
    try {
      await once(options, config, words);
    } catch (error) {
      process.stderr.write(`${explain(error, config, words)}\n`);
    }
  };
  const { text, hour, minute } = options.daily;
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  process.stdout.write(`${words.waiting(text)}\n`);
  if (findRecent(options.folder, new Date()) === null) await attempt();
  const timer = { timezone: config.timeZone, noOverlap: true, name: 'backup' };
  const task = schedule(`${minute} ${hour} * * *`, attempt, timer);
  await told;
  await task.destroy();
  return DONE;
}

runBackupCommand<Options>({ usage: 'backupUsage', config: loadCommandConfig, options: readOptions, run });
