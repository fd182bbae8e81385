/** Excel fills a cell with it when a number is too large to be the date that the cell's format asks for. */
const NO_DATE = '########';
const MAX_YEAR = 9999;
/** Spreadsheets keep so many digits; those after them are noise of binary arithmetic. */
const SIGNIFICANT_DIGITS = 15;

/**
 * What stands in a spreadsheet's cell, as text that the rules for cells of a CSV read the same way: a date as
 * `YYYY-MM-DD`, a time alone as `HH:MM`. The day is the one typed, in no time zone: a cell's date comes as midnight UTC.
 */
export function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value instanceof Date ? dateText(value) : '';
}

function dateText(date: Date): string {
  // A sum of days and hours may lie a hair before midnight.
  const nearest = new Date(Math.round(date.getTime() / 1000) * 1000);
  const year = nearest.getUTCFullYear();
  if (Number.isNaN(year) || year > MAX_YEAR) return NO_DATE;
  const text = nearest.toISOString();
  // Times are parts of a day numbered 0, which is in 1899.
  return year < 1900 ? text.slice(11, 16) : text.slice(0, 10);
}

/**
 * A number of a spreadsheet's file in plain digits: `9.96555123456E11` is a phone, `1950.0500000000002` is 1950.05.
 * Exactly three decimals get a fourth: `578.125` would be taken for 578 thousand, as it is where people type it.
 */
export function numberText(stored: string): string {
  const number = Number(stored);
  if (Number.isNaN(number)) return stored;
  const digits = String(Number.isSafeInteger(number) ? number : Number(number.toPrecision(SIGNIFICANT_DIGITS)));
  return /\.\d{3}$/.test(digits) ? `${digits}0` : digits;
}
