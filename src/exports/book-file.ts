import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { escapedCell, escapedWorkbookCell } from '../imports/cell-escape.js';
import { BOOK_FIELDS, columnTitle, type BookField } from '../imports/columns.js';
import type { Language } from '../lib/wording.js';
import type { ExportedRow } from './book-rows.js';

/** The name is told by parts. The debt follows from the price and what was received. */
const LEFT_OUT: readonly BookField[] = ['fullName', 'debt'];
const FIELDS = BOOK_FIELDS.filter((field) => !LEFT_OUT.includes(field));
const SHEET = { ru: 'Клиенты', en: 'Clients' } as const;
/** By which Excel knows UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

type Rows = AsyncIterable<readonly ExportedRow[]>;

/** A CSV that Excel opens by a double click, written row by row. */
export async function writeCsv(file: string, rows: Rows, language: Language): Promise<void> {
  await pipeline(async function* () {
    yield `${BYTE_ORDER_MARK}${csvLine(FIELDS.map((field) => columnTitle(field, language)))}`;
    for await (const some of rows) {
      yield some.map((row) => csvLine(FIELDS.map((field) => escapedCell(row[field] ?? '')))).join('');
    }
  }, createWriteStream(file));
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';')}\r\n`;
}

/** A workbook of one sheet. Every cell is text: a phone stays what it is, and a date the day it says. */
export async function writeXlsx(file: string, rows: Rows, language: Language): Promise<void> {
  const header = FIELDS.map((field) => ({ value: columnTitle(field, language), fontWeight: 'bold' as const }));
  const data = [];
  for await (const some of rows) {
    for (const row of some) data.push(FIELDS.map((field) => cellOf(row[field])));
  }
  const sheet = { sheet: SHEET[language], data: [header, ...data], stickyRowsCount: 1 };
  // With the first book: no process needs it to start.
  const { default: writeWorkbook } = await import('write-excel-file/node');
  await writeFile(file, await writeWorkbook([sheet]).toBuffer());
}

function cellOf(text: string | undefined) {
  return text === undefined ? null : { value: escapedWorkbookCell(text), type: String };
}
