import { strToU8, Zip, ZipDeflate } from 'fflate';
import { escapedCell, escapedWorkbookCell } from '../imports/cell-escape.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Language } from '../lib/wording.js';
import { textCell, type SheetCell } from './sheet-cell.js';

/** Turns rows into the bytes of a file as they come, so that a long list needs no more memory than a short one. */
export interface SheetWriter {
  begin(titles: readonly string[]): Uint8Array;
  rows(rows: readonly (readonly SheetCell[])[]): Uint8Array;
  end(): Uint8Array;
}

export const SHEET_FORMATS = ['csv', 'xlsx'] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

export function sheetWriter(format: SheetFormat, title: string, language: Language): SheetWriter {
  return format === 'csv' ? csvWriter(language) : xlsxWriter(title);
}

/** By which Excel knows UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A CSV that Excel opens by a double click: there a Russian one has semicolons, and commas in its numbers. */
function csvWriter(language: Language): SheetWriter {
  const [separator, point] = language === 'ru' ? [';', ','] : [',', '.'];
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const cell = (value: SheetCell): string => {
    if (value === null) return '';
    if (value.kind === 'number') return value.value.replace('.', point);
    return value.kind === 'day' ? value.value : quoted(escapedCell(value.value));
  };
  const line = (cells: readonly string[]): string => `${cells.join(separator)}\r\n`;
  return {
    begin: (titles) => strToU8(BYTE_ORDER_MARK + line(titles.map(quoted))),
    rows: (rows) => strToU8(rows.map((row) => line(row.map(cell))).join('')),
    end: () => new Uint8Array(),
  };
}

/** Sheets count days from here: 1 January 1900 was day 1, and 1900 a leap year. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
const MOST_LETTERS = 32_767;
/** XML has no place for control characters and halves of a pair. */
const NOT_XML =
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const [PLAIN, HEADING, DAY, AMOUNT] = [0, 1, 2, 3];

const SHEET = 'xl/worksheets/sheet1.xml';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/**
 * A workbook of one sheet (ECMA-376). Ours and not a library's, because those for Node keep the whole sheet in memory and
 * hold up the process while they pack it.
 */
function xlsxWriter(title: string): SheetWriter {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    ready.push(bytes);
  });
  const taken = (): Uint8Array => Buffer.concat(ready.splice(0));
  const add = (name: string): ZipDeflate => {
    const file = new ZipDeflate(name, { level: 6 });
    zip.add(file);
    return file;
  };
  for (const [name, text] of Object.entries(workbookParts(title))) add(name).push(strToU8(DECLARATION + text), true);
  const sheet = add(SHEET);
  let rowNumber = 0;
  const row = (cells: readonly SheetCell[], style?: number): string => {
    rowNumber += 1;
    const written = cells.map((cell, place) => cellXml(cell, `${columnName(place)}${rowNumber}`, style));
    return `<row r="${rowNumber}">${written.join('')}</row>`;
  };
  return {
    begin: (titles) => {
      const heading = row(titles.map(textCell), HEADING);
      const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
      const view = `<sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>`;
      sheet.push(strToU8(`${DECLARATION}<worksheet xmlns="${MAIN}">${view}${widths(titles)}<sheetData>${heading}`));
      return taken();
    },
    rows: (rows) => {
      sheet.push(strToU8(rows.map((cells) => row(cells)).join('')));
      return taken();
    },
    end: () => {
      sheet.push(strToU8('</sheetData></worksheet>'), true);
      zip.end();
      return taken();
    },
  };
}

function widths(titles: readonly string[]): string {
  const columns = titles.map((title, place) => {
    return `<col min="${place + 1}" max="${place + 1}" width="${Math.max(14, title.length + 2)}" customWidth="1"/>`;
  });
  return `<cols>${columns.join('')}</cols>`;
}

/** 0 → `A`, 26 → `AA`. */
function columnName(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : `${columnName(Math.floor(place / 26) - 1)}${letter}`;
}

function cellXml(cell: SheetCell, address: string, style?: number): string {
  if (cell === null) return '';
  if (cell.kind === 'text') {
    const text = escapeXml(escapedWorkbookCell(cell.value).slice(0, MOST_LETTERS));
    return `<c r="${address}" t="inlineStr" s="${style ?? PLAIN}"><is><t xml:space="preserve">${text}</t></is></c>`;
  }
  if (cell.kind === 'day') return `<c r="${address}" s="${DAY}"><v>${dayNumber(cell.value)}</v></c>`;
  return `<c r="${address}" s="${cell.value.includes('.') ? AMOUNT : PLAIN}"><v>${cell.value}</v></c>`;
}

function dayNumber(day: CalendarDate): number {
  return (Date.parse(`${day}T00:00:00Z`) - DAY_ZERO_MS) / DAY_MS;
}

function escapeXml(text: string): string {
  const plain = text.replace(NOT_XML, '');
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function workbookParts(title: string): Record<string, string> {
  const name = escapeXml(title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31));
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/${SHEET}" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    // Number formats 14 and 4 are a day and a sum in the manner of the reader's own country.
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
}
