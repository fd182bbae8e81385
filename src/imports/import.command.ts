import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IMPORT_ACTOR } from '../audit/actor.js';
import { ConfigError, loadConfig, type Config } from '../config.js';
import { systemClock } from '../lib/clock.js';
import { redactText } from '../lib/redact.js';
import type { Language } from '../lib/wording.js';
import { parseColumnChoice } from './column-choice.js';
import { BAD_USAGE, databaseFile, DONE, FAILED, runCommand, withDatabase } from './command-run.js';
import { createImportContainer } from './import-container.js';
import { ImportFileError } from './import-file-error.js';
import { readOptions, USAGE, type FileOptions, type UndoOptions } from './import-options.js';
import { totalsOf } from './import-plan.rules.js';
import { jsonReport, textReport } from './import-report.js';
import type { ReportContext } from './report-context.js';
import { readStudioBook, type StudioBook } from './studio-book.js';
import { undoJson, undoReport } from './undo-report.js';

async function readBook({ file, map }: FileOptions, language: Language): Promise<StudioBook> {
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
function databaseUrlFor({ databaseUrl }: Config, { commit }: { commit: boolean }): string {
  const file = databaseFile(databaseUrl);
  return file !== null && !commit && !existsSync(file) ? 'sqlite::memory:' : databaseUrl;
}

async function importFile(options: FileOptions, config: Config): Promise<number> {
  const book = await readBook(options, config.locale);
  return withDatabase(databaseUrlFor(config, options), async (dataSource) => {
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
    print(options.json ? jsonReport(book, plan, context) : textReport(book, plan, context));
    return options.strict && totalsOf(plan).refused > 0 ? FAILED : DONE;
  });
}

async function undoLast({ commit, json }: UndoOptions, config: Config): Promise<number> {
  const { locale: language, timeZone } = config;
  // Where there is no database yet there is nothing to undo either.
  return withDatabase(databaseUrlFor(config, { commit: false }), async (dataSource) => {
    const { undo } = createImportContainer(dataSource, systemClock(timeZone));
    const plan = commit ? await undo.undo(IMPORT_ACTOR) : await undo.preview();
    print(json ? undoJson(plan, language) : undoReport(plan, { language, timeZone }));
    return plan !== null && (plan.blockers.length === 0 || !commit) ? DONE : FAILED;
  });
}

/** Data is for programs. */
function print(report: string | object): void {
  process.stdout.write(typeof report === 'string' ? report : `${JSON.stringify(report, null, 2)}\n`);
}

/** `npm run import -- FILE`: a dry run with a report, `--commit` writes; `--undo` takes the last one back. */
async function main(): Promise<number> {
  const options = readOptions();
  const config = loadConfig();
  if (options === 'help') print(USAGE[config.locale]);
  else if (options === null) process.stderr.write(USAGE[config.locale]);
  else if ('undo' in options) return undoLast(options, config);
  else return importOrExplain(options, config);
  return options === null ? BAD_USAGE : DONE;
}

async function importOrExplain(options: FileOptions, config: Config): Promise<number> {
  try {
    return await importFile(options, config);
  } catch (error) {
    if (!(error instanceof ImportFileError)) throw error;
    const message = error.explain(config.locale);
    if (options.json) print({ error: { code: error.code, message } });
    else process.stderr.write(`${options.file}: ${message}\n`);
    return FAILED;
  }
}

runCommand(main, (error) => {
  const reason = error instanceof Error ? error.message : String(error);
  return error instanceof ConfigError ? reason : `import failed: ${redactText(reason)}`;
});
