import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { IMPORT_ACTOR } from '../audit/actor.js';
import { ConfigError, loadConfig, type Config } from '../config.js';
import { migrate, openDatabase } from '../db/open-database.js';
import { systemClock } from '../lib/clock.js';
import { redact } from '../lib/logger.js';
import type { Language } from '../lib/wording.js';
import { describeFields, parseColumnChoice } from './column-choice.js';
import { ImportFileError } from './import-file-error.js';
import { totalsOf } from './import-plan.rules.js';
import { jsonReport, textReport } from './import-report.js';
import { createImportContainer } from './import-container.js';
import type { ReportContext } from './report-context.js';
import { readStudioBook, type StudioBook } from './studio-book.js';

const USAGE = {
  ru: `Перенос клиентов и абонементов из файла .xlsx или .csv.

  npm run import -- ФАЙЛ              проверить и показать построчный отчёт, ничего не записывая
  npm run import -- ФАЙЛ --commit     записать все хорошие строки разом или, при сбое, ничего
        --strict                      строка с ошибкой — отказ: код выхода 1, и --commit ничего не запишет
        --json                        отчёт для программ
        --map "Колонка=поле"          что в колонке, если по заголовку угадано неверно; можно повторять.
                                      Колонка — заголовок или буква, без поля колонка не переносится

Поля: ${describeFields('ru')}
`,
  en: `Imports clients and memberships from an .xlsx or .csv file.

  npm run import -- FILE              check and report row by row, writing nothing
  npm run import -- FILE --commit     write all good rows at once or, if anything fails, nothing
        --strict                      a row with an error is a failure: exit code 1, and --commit writes nothing
        --json                        the report for programs
        --map "Column=field"          what a column holds where its header is guessed wrongly; repeatable.
                                      A column is its header or letter; without a field it is not imported

Fields: ${describeFields('en')}
`,
};

interface Options {
  file: string;
  commit: boolean;
  strict: boolean;
  json: boolean;
  map: readonly string[];
}

/** Exit codes: what was asked for was done · a failure, or with --strict rows with errors · the call was not understood. */
const DONE = 0;
const FAILED = 1;
const BAD_USAGE = 2;

function readOptions(): Options | 'help' | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        commit: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        map: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return 'help';
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) return null;
    return { file, commit: values.commit, strict: values.strict, json: values.json, map: values.map };
  } catch {
    return null;
  }
}

async function readBook({ file, map }: Options, language: Language): Promise<StudioBook> {
  const choices = map.map((text) => parseColumnChoice(text, language));
  if (!existsSync(file)) throw new ImportFileError('file_missing', { path: file });
  try {
    return await readStudioBook(readFileSync(file), language, choices);
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'syscall' in error) {
      throw new ImportFileError('file_unreadable', { path: file, reason: String(error.code) });
    }
    throw error;
  }
}

/** A dry run leaves no trace, not even an empty database file. */
function databaseUrlFor({ databaseUrl }: Config, { commit }: Options): string {
  const file = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : null;
  return file !== null && !commit && !existsSync(file) ? 'sqlite::memory:' : databaseUrl;
}

async function importFile(options: Options, config: Config): Promise<number> {
  const book = await readBook(options, config.locale);
  const dataSource = await openDatabase(databaseUrlFor(config, options));
  try {
    await migrate(dataSource);
    const { imports } = createImportContainer(dataSource, systemClock(config.timeZone));
    const fileName = path.relative(process.cwd(), options.file) || options.file;
    const { plan, written } = options.commit
      ? await imports.apply(book, IMPORT_ACTOR, { fileName, skipRefused: !options.strict })
      : { plan: await imports.preview(book), written: false };
    const context: ReportContext = {
      fileName,
      choices: options.map,
      language: config.locale,
      currency: config.currency,
      result: written ? 'written' : options.commit ? 'refused' : 'previewed',
    };
    const report = options.json
      ? `${JSON.stringify(jsonReport(book, plan, context), null, 2)}\n`
      : textReport(book, plan, context);
    process.stdout.write(report);
    return options.strict && totalsOf(plan).refused > 0 ? FAILED : DONE;
  } finally {
    await dataSource.destroy();
  }
}

/** `npm run import -- FILE`: a dry run with a report, `--commit` writes. */
async function main(): Promise<number> {
  const options = readOptions();
  const config = loadConfig();
  if (options === 'help') {
    process.stdout.write(USAGE[config.locale]);
    return DONE;
  }
  if (options === null) {
    process.stderr.write(USAGE[config.locale]);
    return BAD_USAGE;
  }
  try {
    return await importFile(options, config);
  } catch (error) {
    if (!(error instanceof ImportFileError)) throw error;
    const message = error.explain(config.locale);
    if (options.json) process.stdout.write(`${JSON.stringify({ error: { code: error.code, message } }, null, 2)}\n`);
    else process.stderr.write(`${options.file}: ${message}\n`);
    return FAILED;
  }
}

// `| head` closes the pipe: the report's end is lost then, never the import.
process.stdout.on('error', () => undefined);

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(error instanceof ConfigError ? `${reason}\n` : `import failed: ${redact(reason)}\n`);
    process.exitCode = FAILED;
  },
);
