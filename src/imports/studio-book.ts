import { CsvError, parse } from 'csv-parse/sync';
import { cleanText } from '../lib/person-name.js';
import type { Language } from '../lib/wording.js';
import { columnTitle, looksLikeHeader, mapColumns, missingColumns, type BookField, type ColumnMap } from './columns.js';
import { decodeFile, type Encoding } from './file-text.js';
import { ImportFileError } from './import-file-error.js';

const DELIMITERS = [';', ',', '\t', '|'] as const;
const HEADER_WITHIN_ROWS = 20;
const MAX_ROWS = 50_000;

/** One row of the book: what stands under each recognised column, cleaned of invisible characters. */
export interface BookRow {
  /** As a spreadsheet counts: the file's first row is 1. */
  number: number;
  cells: Partial<Record<BookField, string>>;
  /** Cells to the right of the last header. */
  extraCells: readonly string[];
}

/** A studio's book as a table of known columns. */
export interface StudioBook {
  encoding: Encoding;
  delimiter: string;
  columns: ColumnMap;
  rows: readonly BookRow[];
}

/** Reads a CSV file. Throws `ImportFileError` when it is none, or lacks columns the import cannot do without. */
export function readStudioBook(bytes: Uint8Array, language: Language): StudioBook {
  const { text, encoding } = decodeFile(bytes);
  const { records, delimiter } = splitTable(restoreCharacters(text));
  const headerIndex = findHeader(records);
  const header = records[headerIndex] ?? [];
  const columns = mapColumns(header);
  const missing = missingColumns(columns);
  if (missing.length > 0) {
    throw new ImportFileError('columns_missing', {
      missing: missing
        .map((fields) => fields.map((field) => `«${columnTitle(field, language)}»`).join(' / '))
        .join(', '),
      found: header.map((title) => `«${title.trim()}»`).join(', '),
    });
  }
  const rows = records.flatMap((record, index) =>
    index <= headerIndex || record.every((cell) => cell.trim() === '') ? [] : [toRow(record, index, header, columns)],
  );
  if (rows.length === 0) throw new ImportFileError('no_rows');
  if (rows.length > MAX_ROWS) throw new ImportFileError('too_many_rows', { max: MAX_ROWS });
  return { encoding, delimiter, columns, rows };
}

/**
 * What an old encoding cannot hold programs save as `&#128512;`, whose `;` would be taken for a separator.
 * Only characters beyond ASCII are restored: a quote or a separator must not appear out of nothing.
 */
function restoreCharacters(text: string): string {
  return text.replace(/&#(\d{3,7});/g, (whole, code: string) => {
    const point = Number(code);
    return point > 127 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** Excel writes `;` or `,` by the system's language, so the separator that gives the most columns is the right one. */
function splitTable(text: string): { records: string[][]; delimiter: string } {
  const declared = /^\uFEFF?sep=(.)\r?\n/i.exec(text)?.[1];
  const firstLines = text.split(/\r?\n/, HEADER_WITHIN_ROWS).map((line) => line.replace(/"[^"]*"/g, ''));
  const columnsBy = (delimiter: string): number => Math.max(...firstLines.map((line) => line.split(delimiter).length));
  const delimiter = declared ?? DELIMITERS.reduce((best, next) => (columnsBy(next) > columnsBy(best) ? next : best));
  if (!declared && columnsBy(delimiter) < 2) throw new ImportFileError('not_a_table');
  return { records: parseRecords(text, delimiter), delimiter };
}

function parseRecords(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { bom: true, delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ImportFileError('broken_quotes', { line: Number(error.lines ?? 1) });
  }
}

/** The header may stand below a title; when none is recognised the first row is taken, to name what it lacks. */
function findHeader(records: readonly string[][]): number {
  const index = records.slice(0, HEADER_WITHIN_ROWS).findIndex((record) => looksLikeHeader(mapColumns(record)));
  return Math.max(index, 0);
}

function toRow(record: readonly string[], index: number, header: readonly string[], columns: ColumnMap): BookRow {
  const cells: BookRow['cells'] = {};
  for (const [field, column] of columns.indexOf) {
    const text = cleanText(record[column] ?? '');
    if (text !== '') cells[field] = text;
  }
  const extraCells = record.slice(header.length).filter((cell) => cell.trim() !== '');
  return { number: index + 1, cells, extraCells };
}
