import { parse } from 'csv-parse/sync';
import writeWorkbook, { type Cell, type Row } from 'write-excel-file/node';
import { packWorkbook } from '../../src/imports/workbook-archive.js';

/** A workbook as a spreadsheet saves it, by its sheets; dates are midnight UTC, as the format has no zones. */
export function workbook(sheets: Readonly<Record<string, readonly Row[]>>): Promise<Buffer> {
  const list = Object.entries(sheets).map(([sheet, data]) => ({ sheet, data: [...data], dateFormat: 'dd.mm.yyyy' }));
  return writeWorkbook(list).toBuffer();
}

/** The cells of a CSV with `;` typed into a spreadsheet: what is a date, a number or a phone there becomes one. */
export function typed(csv: Buffer): Row[] {
  return parse(csv, { delimiter: ';' }).map((record) => record.map(typedCell));
}

function typedCell(text: string): Cell {
  const [, day, month, year] = /^(\d\d)\.(\d\d)\.(\d{4})$/.exec(text) ?? [];
  if (year) {
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    // A day that does not exist stays the text it is.
    return date.getUTCDate() === Number(day) ? date : text;
  }
  if (/^-?[1-9]\d*([.,]\d+)?$/.test(text)) return Number(text.replace(',', '.'));
  return text || null;
}

const NAMESPACES =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/**
 * A workbook by the XML of its sheets' rows (null: a chart) and of its properties: what other programs write, and what
 * is broken. Style 1 is a date.
 */
export function rawWorkbook(sheets: readonly (string | null)[], properties = ''): Buffer {
  const named = sheets.map((_, index) => `<sheet name="Лист${index + 1}" sheetId="${index + 1}" r:id="r${index}"/>`);
  const relations = sheets.map((rows, index) => {
    const kind = rows === null ? 'chartsheet' : 'worksheet';
    return `<Relationship Id="r${index}" Type="${RELATION}/${kind}" Target="worksheets/sheet${index}.xml"/>`;
  });
  const parts = {
    'xl/workbook.xml': `<workbook ${NAMESPACES}>${properties}<sheets>${named.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet ${NAMESPACES}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map((rows, index) => {
        const data = rows === null ? '' : `<sheetData>${rows}</sheetData>`;
        return [`xl/worksheets/sheet${index}.xml`, `<worksheet ${NAMESPACES}>${data}</worksheet>`];
      }),
    ),
  };
  return packWorkbook(new Map(Object.entries(parts).map(([path, xml]) => [path, Buffer.from(xml)])));
}

/** A row of inline texts from column A on. */
export function textRow(number: number, texts: readonly string[]): string {
  const cells = texts.map(
    (text, index) => `<c r="${String.fromCharCode(65 + index)}${number}" t="inlineStr"><is><t>${text}</t></is></c>`,
  );
  return `<row r="${number}">${cells.join('')}</row>`;
}
