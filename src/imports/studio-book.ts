import { cleanText } from '../lib/person-name.js';
import type { Language } from '../lib/wording.js';
import type { BookTable, TableSource } from './book-table.js';
import { checkChoices, type ColumnChoice } from './column-choice.js';
import { looksLikeHeader, mapColumns, missingColumns, type ColumnMap } from './column-map.js';
import { unescapedCell } from './cell-escape.js';
import { columnTitle, type BookField } from './columns.js';
import { readCsv } from './csv-table.js';
import { fileKind } from './file-kind.js';
import { ImportFileError } from './import-file-error.js';
import { readWorkbook } from './workbook.js';

const HEADER_WITHIN_ROWS = 20;
const MAX_ROWS = 50_000;
/** What spreadsheets show, and save to CSV, for a formula without a result. */
const FORMULA_ERROR =
  /^(#(REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|N\/A|SPILL!|CALC!|ССЫЛКА!|ЗНАЧ!|ДЕЛ\/0!|ИМЯ\?|ЧИСЛО!|ПУСТО!|Н\/Д|#+)|(Err|Ошибка):\d{3})$/;

/** What people put into a cell that has nothing to say. */
const DASHES = /^[-–—]+$/;

/** One row of the book: what stands under each recognised column, cleaned of invisible characters. */
export interface BookRow {
  /** As a spreadsheet counts: the file's first row is 1. */
  number: number;
  cells: Partial<Record<BookField, string>>;
  /** What stands under recognised columns in place of a formula's result; not among `cells`. */
  brokenCells: readonly { field: BookField; text: string }[];
  /** Cells to the right of the last header. */
  extraCells: readonly string[];
}

/** A studio's book as a table of known columns. */
export interface StudioBook {
  source: TableSource;
  columns: ColumnMap;
  rows: readonly BookRow[];
}

/**
 * Reads a .csv or .xlsx file, told apart by their content. Throws `ImportFileError` when it is neither, and as
 * `studioBookFrom` does.
 */
export async function readStudioBook(
  bytes: Uint8Array,
  language: Language,
  choices: readonly ColumnChoice[] = [],
): Promise<StudioBook> {
  return studioBookFrom(await readTables(bytes), language, choices);
}

/** The tables of a file: the sheets of a workbook, or the only one of a CSV. Throws `ImportFileError` when it is neither. */
export async function readTables(bytes: Uint8Array): Promise<BookTable[]> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return fileKind(file) === 'workbook' ? await readWorkbook(file) : [readCsv(file)];
}

/**
 * The book that the tables of a file hold: one of its sheets. `choices` go before the guess of what each column holds.
 * Throws `ImportFileError` when columns are missing that the import cannot do without or that a choice names.
 */
export function studioBookFrom(
  tables: readonly BookTable[],
  language: Language,
  choices: readonly ColumnChoice[] = [],
): StudioBook {
  const { source, records, headerIndex } = chooseTable(tables, choices);
  const header = records[headerIndex] ?? [];
  checkChoices(header, choices, language);
  const columns = mapColumns(header, choices);
  checkColumns(columns, language);
  const numbered = records.map((record, index) => ({ record, number: index + 1 }));
  const body = numbered.slice(headerIndex + 1).filter(({ record }) => !isBlank(record));
  if (body.length === 0) throw new ImportFileError('no_rows');
  if (body.length > MAX_ROWS) throw new ImportFileError('too_many_rows', { max: MAX_ROWS });
  // A column without a header is one only where something stands in it.
  const list = columns.list.filter(
    ({ title, field }, index) => title || field || body.some(({ record }) => record[index]?.trim()),
  );
  return { source, columns: { ...columns, list }, rows: body.map((row) => toRow(row, header, columns)) };
}

/** The sheet that would be read, and the row that is taken for its header. Throws `ImportFileError` when there is none. */
export function headerOf(
  tables: readonly BookTable[],
  choices: readonly ColumnChoice[] = [],
): { header: readonly string[]; body: readonly (readonly string[])[] } {
  const { records, headerIndex } = chooseTable(tables, choices);
  return { header: records[headerIndex] ?? [], body: records.slice(headerIndex + 1).filter((row) => !isBlank(row)) };
}

/** The first sheet with a header that lacks nothing, else the first with any: a price list may come before the clients. */
function chooseTable(
  tables: readonly BookTable[],
  choices: readonly ColumnChoice[],
): BookTable & { headerIndex: number } {
  const filled = tables.filter(({ records }) => !records.every(isBlank));
  const found = filled.flatMap((table) => {
    const rows = table.records.slice(0, HEADER_WITHIN_ROWS).map((record) => mapColumns(record, choices));
    const headerIndex = rows.findIndex(looksLikeHeader);
    const columns = rows[headerIndex];
    return columns ? [{ ...table, headerIndex, isComplete: missingColumns(columns).length === 0 }] : [];
  });
  const chosen = found.find(({ isComplete }) => isComplete) ?? found[0];
  if (chosen) return chosen;
  const [only, ...others] = filled;
  if (!only) throw new ImportFileError('file_empty');
  if (others.length > 0) throw new ImportFileError('no_sheet_with_header', { sheets: sheetNames(filled) });
  // No header is recognised: the first row is taken for it, to name what it lacks.
  return { ...only, headerIndex: only.records.findIndex((record) => !isBlank(record)) };
}

function sheetNames(tables: readonly BookTable[]): string {
  return tables.flatMap(({ source }) => (source.format === 'xlsx' ? [`«${source.sheet}»`] : [])).join(', ');
}

function checkColumns(columns: ColumnMap, language: Language): void {
  const missing = missingColumns(columns);
  if (missing.length === 0) return;
  throw new ImportFileError('columns_missing', {
    missing: missing.map((fields) => fields.map((field) => `«${columnTitle(field, language)}»`).join(' / ')).join(', '),
    found: columns.list.flatMap(({ title }) => (title ? [`«${title}»`] : [])).join(', '),
  });
}

function isBlank(record: readonly string[]): boolean {
  return record.every((cell) => cell.trim() === '');
}

function toRow(
  { record, number }: { record: readonly string[]; number: number },
  header: readonly string[],
  columns: ColumnMap,
): BookRow {
  const cells: BookRow['cells'] = {};
  const brokenCells: { field: BookField; text: string }[] = [];
  for (const [field, column] of columns.indexOf) {
    const text = cleanText(unescapedCell(record[column] ?? ''));
    if (DASHES.test(text)) continue;
    if (FORMULA_ERROR.test(text)) brokenCells.push({ field, text });
    else if (text !== '') cells[field] = text;
  }
  const extraCells = record.slice(header.length).filter((cell) => cell.trim() !== '');
  return { number, cells, brokenCells, extraCells };
}
