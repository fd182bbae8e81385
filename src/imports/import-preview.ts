import type { Language } from '../lib/wording.js';
import { moneyFromCents, moneyToCents } from '../lib/money.js';
import { checkChoices, type ColumnChoice } from './column-choice.js';
import { mapColumns, type BookColumn } from './column-map.js';
import { columnTitle, type BookField } from './columns.js';
import { ImportFileError } from './import-file-error.js';
import { explainIssue, severityOf, type Severity } from './import-issues.js';
import { totalsOf, type ImportPlan, type ImportTotals, type RowOutcome } from './import-plan.rules.js';
import { fieldOfIssue } from './issue-field.js';
import { headerOf, readTables, studioBookFrom, type StudioBook } from './studio-book.js';

const SAMPLES = 3;
const SAMPLE_LETTERS = 40;
const FIRST_ROWS = 8;

/** A column of the file for the eye: what it is read as, and what stands in it. */
export interface ShownColumn extends BookColumn {
  /** From the left, counted from 0; a choice names the column by it. */
  index: number;
  samples: string[];
}

/** A file as it was read. Without a book `problem` says why none could be made of it. */
export interface InspectedFile {
  columns: ShownColumn[];
  book: StudioBook | null;
  problem: ImportFileError | null;
}

/** What is said of a row, in words. */
export interface IssueLine {
  row: number;
  client: string;
  /** The column by its title in the file; null = the row as a whole. */
  column: string | null;
  severity: Severity;
  message: string;
}

/** What an import would make, counted. */
export interface PlannedTotals extends ImportTotals {
  /** Rows that speak of a person of another row: one client is made of them. */
  merged: number;
  revenue: string;
}

/** A row and what becomes of it. */
export interface PlannedLine {
  row: number;
  client: string;
  plan: string | null;
  amount: string | null;
  startDate: string | null;
  endDate: string | null;
  outcome: RowOutcome;
}

/** Reads a file as far as it goes: its columns are told even when the book lacks some, to be chosen by hand. */
export async function inspectFile(
  bytes: Uint8Array,
  language: Language,
  choices: readonly ColumnChoice[],
): Promise<InspectedFile> {
  let columns: ShownColumn[] = [];
  try {
    const tables = await readTables(bytes);
    const { header, body } = headerOf(tables, choices);
    columns = shownColumns(header, body, choices);
    checkChoices(header, choices, language);
    return { columns, book: studioBookFrom(tables, language, choices), problem: null };
  } catch (error) {
    if (error instanceof ImportFileError) return { columns, book: null, problem: error };
    throw error;
  }
}

/** Everything that is to be looked at: errors and warnings; of a refused row the errors alone, as nothing else of it comes true. */
export function issueLines({ columns }: StudioBook, { rows }: ImportPlan, language: Language): IssueLine[] {
  const titles = new Map(columns.list.map(({ field, title }) => [field, title]));
  const titleOf = (field: BookField): string => titles.get(field) || columnTitle(field, language);
  return rows.flatMap(({ row, outcome, issues }) =>
    issues.flatMap((one) => {
      const severity = severityOf(one);
      if (severity === 'note' || (severity === 'warning' && outcome === 'refused')) return [];
      const field = fieldOfIssue(one);
      const message = explainIssue(one, language);
      return [{ row: row.number, client: row.label, column: field && titleOf(field), severity, message }];
    }),
  );
}

export function plannedTotals(plan: ImportPlan): PlannedTotals {
  const payments = plan.clients.flatMap(({ chain }) => chain.payments);
  const cents = payments.reduce((sum, { membership }) => sum + moneyToCents(membership.amount), 0);
  const merged = plan.clients.reduce((sum, { rows }) => sum + rows.length - 1, 0);
  return { ...totalsOf(plan), merged, revenue: moneyFromCents(cents) };
}

/** The first rows as they were understood: a wrong column shows at once. */
export function firstLines({ rows }: ImportPlan): PlannedLine[] {
  return rows.slice(0, FIRST_ROWS).map(({ row, outcome, period }) => ({
    row: row.number,
    client: row.label,
    plan: row.membership?.plan ?? null,
    amount: row.membership?.amount ?? null,
    startDate: period?.startDate ?? null,
    endDate: period?.endDate ?? null,
    outcome,
  }));
}

function shownColumns(
  header: readonly string[],
  body: readonly (readonly string[])[],
  choices: readonly ColumnChoice[],
): ShownColumn[] {
  const { list } = mapColumns(header, choices);
  const columns = list.map((column, index) => ({ ...column, index, samples: samplesOf(body, index) }));
  // A column without a header is one only where something stands in it.
  return columns.filter(({ title, field, samples }) => title !== '' || field !== null || samples.length > 0);
}

/** The first values that differ. */
function samplesOf(body: readonly (readonly string[])[], index: number): string[] {
  const samples = new Set<string>();
  for (const record of body) {
    const text = record[index]?.trim();
    if (text) samples.add(text.length > SAMPLE_LETTERS ? `${text.slice(0, SAMPLE_LETTERS)}…` : text);
    if (samples.size === SAMPLES) break;
  }
  return [...samples];
}
