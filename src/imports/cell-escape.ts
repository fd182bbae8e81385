/** What a spreadsheet that opens a CSV would run as a formula, and what it would show so once the escape is taken off. */
const FORMULA = /^'*[=+\-@\t\r]/;
const ESCAPED = /^'+[=+\-@\t\r]/;

/** A cell of a CSV as it is written: an apostrophe before what would be a formula makes it text. */
export function escapedCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** A cell of a workbook, where text is text whatever it begins with: only what looks escaped is, to be read as it is. */
export function escapedWorkbookCell(text: string): string {
  return ESCAPED.test(text) ? `'${text}` : text;
}

/** The inverse of both. */
export function unescapedCell(text: string): string {
  return ESCAPED.test(text) ? text.slice(1) : text;
}
