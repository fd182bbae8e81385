import { ImportFileError } from './import-file-error.js';

/** As far as a table of people can reach; rows that are blank but for their format may go on to the sheet's end. */
const MAX_COLUMN_LETTERS = 2;
const MAX_ROW = 100_000;
const LAST_ROW_OF_A_SHEET = 1_048_576;
/** What a spreadsheet shows for a formula that cannot be calculated. */
const NOT_CALCULATED = '#CALC!';

const EMPTY_CELL = /<((?:\w+:)?)c(?:\s[^<>]*)?(?:\/>|><\/\1c>)/g;
const ROW_NUMBER = /<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["']([^"']*)/g;
const CELL_ADDRESS = /<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([^"']*)/g;
const ERROR_OR_ISO_DATE = /(<(?:\w+:)?c\s[^<>]*?\bt=)"[ed]"/g;
const FORMULA_WITHOUT_VALUE =
  /<((?:\w+:)?)c(\s[^<>]*)><\1f\b[^<>]*?(?:\/>|>[^<]*<\/\1f>)(<\1v\s*\/>|<\1v><\/\1v>)?<\/\1c>/g;

/**
 * A worksheet in the form whose cells the reader of workbooks gives back whole and within bounds:
 * - without cells that hold a format only: up to the last column they would make every row sixteen thousand cells wide;
 * - formulas with an error, or that no program has calculated yet, as the text of an error: the reader leaves such cells
 *   empty, and for an empty end or payment date another one would be assumed;
 * - dates written out (`2026-03-31T00:00:00`) as text: the reader would take them for an instant in the server's zone.
 * Throws `ImportFileError` for a sheet that reaches too far. Format: ECMA-376, part 1, 18.3.1.4 and 18.18.11.
 */
export function readableSheet(xml: string): string {
  const filled = xml.replace(EMPTY_CELL, '');
  checkExtent(filled);
  return filled
    .replace(FORMULA_WITHOUT_VALUE, (cell, prefix: string, attributes: string, emptyValue?: string) =>
      emptyValue && /\bt="str"/.test(attributes)
        ? cell
        : `<${prefix}c${attributes.replace(/\st="\w+"/, '')} t="str"><${prefix}v>${NOT_CALCULATED}</${prefix}v></${prefix}c>`,
    )
    .replace(ERROR_OR_ISO_DATE, '$1"str"');
}

/** The reader fills the table up to its last row and column: an address far away in a small file would take all memory. */
function checkExtent(xml: string): void {
  for (const [, row] of xml.matchAll(ROW_NUMBER)) {
    if (!(Number(row) <= LAST_ROW_OF_A_SHEET)) throw new ImportFileError('workbook_broken');
  }
  for (const [, cell = ''] of xml.matchAll(CELL_ADDRESS)) {
    const [, column, row] = /^([A-Z]{1,3})(\d{1,7})$/.exec(cell) ?? [];
    if (column === undefined) throw new ImportFileError('workbook_broken');
    if (column.length > MAX_COLUMN_LETTERS) throw new ImportFileError('sheet_too_wide', { cell });
    if (Number(row) > MAX_ROW) throw new ImportFileError('too_many_rows', { max: MAX_ROW });
  }
}
