import { CsvError, parse } from 'csv-parse/sync';
import type { BookTable } from './book-table.js';
import { decodeFile } from './file-text.js';
import { ImportFileError } from './import-file-error.js';

const DELIMITERS = [';', ',', '\t', '|'] as const;
const SAMPLE_LINES = 20;

/** Reads a CSV file. Throws `ImportFileError` for what is no text or no table. */
export function readCsv(bytes: Uint8Array): BookTable {
  const { text, encoding } = decodeFile(bytes);
  const { records, delimiter } = splitTable(restoreCharacters(text));
  return { source: { format: 'csv', encoding, delimiter }, records };
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
  const firstLines = text.split(/\r?\n/, SAMPLE_LINES).map((line) => line.replace(/"[^"]*"/g, ''));
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
