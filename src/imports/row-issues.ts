import { hasError, issue, type ImportIssue, type IssueCode } from './import-issues.js';
import type { ParsedRow } from './row.rules.js';

/** What has been said about each row, by the row's own cells and by comparing it with the others. */
export class RowIssues {
  private readonly byRow: Map<number, ImportIssue[]>;

  constructor(rows: readonly ParsedRow[]) {
    this.byRow = new Map(rows.map((row) => [row.number, [...row.issues]]));
  }

  /** Saying the same again has no effect: planning a client may take several rounds. */
  add(row: ParsedRow, code: IssueCode, params: ImportIssue['params'] = {}): void {
    const said = this.byRow.get(row.number);
    const added = issue(code, params);
    if (said && !said.some((one) => JSON.stringify(one) === JSON.stringify(added))) said.push(added);
  }

  of(row: ParsedRow): readonly ImportIssue[] {
    return this.byRow.get(row.number) ?? [];
  }

  isRefused(row: ParsedRow): boolean {
    return hasError(this.of(row));
  }
}
