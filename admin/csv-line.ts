import { escapedCell } from '../src/imports/cell-escape.js';

/** Spreadsheets read a CSV with it as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** Quoted and with formulas made text: a client's name runs nothing in a spreadsheet. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${escapedCell(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
}
