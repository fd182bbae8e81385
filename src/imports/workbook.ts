import type { BookTable } from './book-table.js';
import { ImportFileError } from './import-file-error.js';
import { cellText, numberText } from './sheet-cell.rules.js';
import { readableSheet } from './sheet-xml.js';
import { packWorkbook, unpackWorkbook, type WorkbookParts } from './workbook-archive.js';

const MAIN_PART = 'xl/workbook.xml';

/**
 * Reads the sheets of an .xlsx workbook in their order. Throws `ImportFileError` for an archive of another kind, and for
 * a workbook that is broken, encrypted or too large.
 */
export async function readWorkbook(file: Buffer): Promise<BookTable[]> {
  const parts = unpackWorkbook(file);
  if (!parts.has(MAIN_PART)) throw new ImportFileError('not_a_workbook');
  const sheets = await parse(packWorkbook(readableParts(parts)));
  const names = sheets.map(({ sheet }) => sheet);
  return sheets.map(({ sheet, data }) => ({
    source: { format: 'xlsx', sheet, otherSheets: names.filter((name) => name !== sheet) },
    // A sheet that is a chart has no rows.
    records: (data ?? []).map((row) => row.map(cellText)),
  }));
}

function readableParts(parts: WorkbookParts): WorkbookParts {
  return new Map([...parts].map(([path, part]) => [path, readablePart(path, part)]));
}

function readablePart(path: string, part: Buffer): Buffer {
  // The reader knows `1` alone: in the 1904 system of old Macs every date would come out four years early.
  if (path === MAIN_PART) return Buffer.from(part.toString().replace(/\bdate1904="true"/, 'date1904="1"'));
  return part.includes('sheetData>') ? Buffer.from(readableSheet(part.toString())) : part;
}

async function parse(workbook: Buffer) {
  try {
    // With the first book: no process needs it to start.
    const { default: readSheets } = await import('read-excel-file/node');
    return await readSheets(workbook, { parseNumber: numberText });
  } catch {
    // Of a file that breaks the rules of its format the reader throws errors of every kind.
    throw new ImportFileError('workbook_broken');
  }
}
