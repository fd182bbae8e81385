import { fullName } from '../lib/person-name.js';
import { MEMBERSHIP_FIELDS } from './columns.js';
import { freezeKeyOf, paymentKeyOf } from './fingerprint.js';
import type { ImportIssue } from './import-issues.js';
import { RowCells, type RowContext } from './row-cells.js';
import { readFreeze, type RowFreeze } from './row-freeze.rules.js';
import { readMembership, type RowMembership } from './row-membership.rules.js';
import { readPerson, type RowPerson } from './row-person.rules.js';
import type { BookRow } from './studio-book.js';

export interface ParsedRow {
  number: number;
  /** The name as shown in the report. */
  label: string;
  person: RowPerson;
  membership: RowMembership | null;
  freeze: RowFreeze | null;
  /** By which the row is known again in the next import. */
  paymentKey: string | null;
  freezeKey: string | null;
  issues: ImportIssue[];
}

/**
 * Reads one row: every cell is checked, every fault is told, so that one dry run shows all there is to mend.
 * A row with an error takes part in nothing further; what stands in its readable cells is kept for the report.
 */
export function parseRow(row: BookRow, context: RowContext): ParsedRow {
  const cells = new RowCells(row, context);
  const person = readPerson(cells);
  const hasMembership = MEMBERSHIP_FIELDS.some((field) => row.cells[field] !== undefined);
  const membership = hasMembership ? readMembership(cells) : null;
  const freeze = readFreeze(cells, membership);
  // A remark about money is the payment's.
  if (membership?.note && !context.fields.has('saleNote')) person.note = null;
  return {
    number: row.number,
    label: fullName(person),
    person,
    membership,
    freeze,
    paymentKey: membership && paymentKeyOf(person, membership),
    freezeKey: freeze && freezeKeyOf(person, freeze),
    issues: cells.issues,
  };
}
