import { existsSync, renameSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ConfigError, loadConfig, type Config } from '../config.js';
import { BAD_USAGE, databaseFile, DONE, FAILED, runCommand, withDatabase } from '../imports/command-run.js';
import { redactText } from '../lib/redact.js';
import { writeCsv, writeXlsx } from './book-file.js';
import type { ExportedRow } from './book-rows.js';
import { studioRows } from './studio-rows.queries.js';

const USAGE = {
  ru: `Выгрузка клиентов, абонементов и заморозок в файл, который npm run import читает обратно.

  npm run export -- ФАЙЛ.xlsx         или ФАЙЛ.csv
        --force                       заменить файл, если он уже есть
`,
  en: `Exports clients, memberships and freezes to a file that npm run import reads back.

  npm run export -- FILE.xlsx         or FILE.csv
        --force                       replace the file if there is one
`,
};

const WORDS = {
  ru: {
    exists: (file: string) => `файл уже есть: ${file}. Заменить его: --force`,
    noDatabase: (file: string) => `базы данных ещё нет: ${file}`,
    done: (rows: number, file: string) => `Готово: строк ${rows}, файл ${file}`,
    unwritable: (file: string, reason: string) => `файл не записывается: ${file} (${reason})`,
  },
  en: {
    exists: (file: string) => `the file is already there: ${file}. To replace it: --force`,
    noDatabase: (file: string) => `there is no database yet: ${file}`,
    done: (rows: number, file: string) => `Done: ${rows} rows in ${file}`,
    unwritable: (file: string, reason: string) => `the file cannot be written: ${file} (${reason})`,
  },
};

const WRITERS = { csv: writeCsv, xlsx: writeXlsx } as const;

interface Options {
  file: string;
  format: keyof typeof WRITERS;
  force: boolean;
}

function readOptions(): Options | 'help' | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { force: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
    });
    if (values.help) return 'help';
    const [file, ...others] = positionals;
    const [, format] = /\.(csv|xlsx)$/i.exec(file ?? '') ?? [];
    if (file === undefined || format === undefined || others.length > 0) return null;
    return { file, format: format.toLowerCase() as Options['format'], force: values.force };
  } catch {
    return null;
  }
}

/** `npm run export -- FILE`: everything the import can bring back. */
async function main(): Promise<number> {
  const options = readOptions();
  const config = loadConfig();
  if (options === 'help') process.stdout.write(USAGE[config.locale]);
  else if (options === null) process.stderr.write(USAGE[config.locale]);
  else return exportTo(options, config);
  return options === null ? BAD_USAGE : DONE;
}

async function exportTo({ file, format, force }: Options, { databaseUrl, locale }: Config): Promise<number> {
  const words = WORDS[locale];
  const embedded = databaseFile(databaseUrl);
  if (embedded !== null && !existsSync(embedded)) return fail(words.noDatabase(embedded));
  if (existsSync(file) && !force) return fail(words.exists(file));
  // A file that is there is whole: it appears, or is replaced, when all is written.
  const unfinished = `${file}.part`;
  let rows = 0;
  try {
    await withDatabase(databaseUrl, async ({ manager }) => {
      const counted = counting(studioRows(manager, locale), (some) => {
        rows += some;
        if (process.stderr.isTTY) process.stderr.write(`\r${rows} …`);
      });
      await WRITERS[format](unfinished, counted, locale);
    });
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    if (error instanceof Error && 'syscall' in error && 'code' in error) {
      return fail(words.unwritable(file, String(error.code)));
    }
    throw error;
  }
  process.stdout.write(`${words.done(rows, file)}\n`);
  return DONE;
}

async function* counting(
  batches: AsyncIterable<ExportedRow[]>,
  count: (rows: number) => void,
): AsyncGenerator<ExportedRow[]> {
  for await (const batch of batches) {
    count(batch.length);
    yield batch;
  }
}

function fail(message: string): number {
  process.stderr.write(`${message}\n`);
  return FAILED;
}

runCommand(main, (error) => {
  const reason = error instanceof Error ? error.message : String(error);
  return error instanceof ConfigError ? reason : `export failed: ${redactText(reason)}`;
});
