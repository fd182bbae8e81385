const WHOLE = /^(\d{1,6})([.,]0+)?\s*(\p{L}[\p{L}. ]*)?$/u;
const YES = /^(да|yes|true|истина|1|x|х|v|\+|✓|✔)$/i;
const NO = /^(нет|no|false|ложь|0)$/i;
const UNLIMITED = /^(без\s*лимита?|безлимит(ный|но)?|не\s*ограничен[оы]?|unlimited|no limit|∞)$/i;

/** A whole number, with the word for what is counted: `30`, `30 дн.`, `8 занятий`; null for anything else. */
export function parseWholeCell(text: string): number | null {
  const digits = WHOLE.exec(text.trim())?.[1];
  return digits === undefined ? null : Number(digits);
}

/** `да`, `yes`, `1`, `x`, `+` or `нет`, `no`, `0`; null for anything else. */
export function parseFlagCell(text: string): boolean | null {
  const word = text.trim();
  if (YES.test(word)) return true;
  return NO.test(word) ? false : null;
}

/** Whether a cell for a limit says that there is none. */
export function isUnlimitedCell(text: string): boolean {
  return UNLIMITED.test(text.trim());
}
