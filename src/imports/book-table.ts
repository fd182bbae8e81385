/** Where a table was read from. */
export type TableSource =
  | { format: 'csv'; encoding: Encoding; delimiter: string }
  | { format: 'xlsx'; sheet: string; otherSheets: readonly string[] };

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251';

/** A file's table as text, whatever the file's format: record 0 is what a spreadsheet calls row 1. */
export interface BookTable {
  source: TableSource;
  records: readonly (readonly string[])[];
}
