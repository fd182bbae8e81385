import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from '../src/errors/domain-error.js';
import type { ColumnChoice } from '../src/imports/column-choice.js';
import { BOOK_FIELDS, columnTitle, type BookField } from '../src/imports/columns.js';
import {
  firstLines,
  inspectFile,
  issueLines,
  plannedTotals,
  type IssueLine,
  type PlannedLine,
  type PlannedTotals,
  type ShownColumn,
} from '../src/imports/import-preview.js';
import { BYTE_ORDER_MARK, csvLine } from './csv-line.js';
import { enImport } from './locale/en-import.js';
import { ruImport } from './locale/ru-import.js';
import { once } from './once.js';
import type { PanelDependencies } from './panel-dependencies.js';
import { actorOf, type PanelUser } from './panel-user.js';

const MAX_COLUMN = 16_383;
const SHOWN_ISSUES = 200;

/** `{"3":"phone","5":""}`: what a person says about columns by their place; nothing leaves one out. */
const choicesSchema = z.record(
  z.string().regex(/^\d{1,5}$/),
  z.union([z.literal(''), z.enum(BOOK_FIELDS as [BookField, ...BookField[]])]),
);

/** A chosen file with what was said about it. */
export interface ChosenFile {
  bytes: Buffer;
  fileName: string;
  choices: ColumnChoice[];
  /** Of the bytes and the choices: what was shown is what is written. */
  seal: string;
}

/** The answer of a dry run. */
export interface ImportPreview {
  seal: string;
  fields: { field: BookField; title: string }[];
  columns: ShownColumn[];
  /** Why the file as a whole can't be read; the columns may still be there to choose from. */
  problem: { code: string; message: string } | null;
  totals: PlannedTotals | null;
  rows: PlannedLine[];
  issues: IssueLine[];
  issueCount: number;
}

/** The answer of a written import. */
export interface ImportDone {
  totals: PlannedTotals;
}

export function chosenFile(bytes: Buffer, fileName: unknown, choices: unknown): ChosenFile {
  const said = choicesSchema.safeParse(parsed(choices));
  if (!said.success) throw new DomainError('malformed');
  const entries = Object.entries(said.data).filter(([index]) => Number(index) <= MAX_COLUMN);
  const seal = createHash('sha256').update(JSON.stringify(entries)).update('\n').update(bytes).digest('hex');
  return {
    bytes,
    fileName: typeof fileName === 'string' && fileName.trim() !== '' ? fileName.trim().slice(-200) : '—',
    choices: entries.map(([index, field]) => ({ column: Number(index), field: field === '' ? null : field })),
    seal,
  };
}

function parsed(choices: unknown): unknown {
  try {
    return JSON.parse(typeof choices === 'string' && choices !== '' ? choices : '{}') as unknown;
  } catch {
    return null;
  }
}

/** What writing the file would do now; writes nothing. */
export async function previewImport(
  { imports }: PanelDependencies,
  file: ChosenFile,
  { language }: PanelUser,
): Promise<ImportPreview> {
  const { columns, book, problem } = await inspectFile(file.bytes, language, file.choices);
  const plan = book && (await imports.preview(book));
  const issues = book && plan ? issueLines(book, plan, language) : [];
  return {
    seal: file.seal,
    fields: BOOK_FIELDS.map((field) => ({ field, title: columnTitle(field, language) })),
    columns,
    problem: problem && { code: problem.code, message: problem.reason(language) },
    totals: plan && plannedTotals(plan),
    rows: plan ? firstLines(plan) : [],
    issues: issues.slice(0, SHOWN_ISSUES),
    issueCount: issues.length,
  };
}

/** Every error and warning as a CSV. */
export async function issuesCsv(
  { imports }: PanelDependencies,
  file: ChosenFile,
  { language }: PanelUser,
): Promise<string> {
  const { book } = await inspectFile(file.bytes, language, file.choices);
  if (!book) throw new DomainError('malformed');
  const { columns, severity } = language === 'ru' ? ruImport.issueFile : enImport.issueFile;
  const lines = issueLines(book, await imports.preview(book), language).map((one) =>
    csvLine([String(one.row), one.client, one.column ?? '', severity[one.severity], one.message]),
  );
  return BYTE_ORDER_MARK + csvLine(Object.values(columns)) + lines.join('');
}

/**
 * Writes the good rows of the file that was shown under `seal`, once for one opened wizard. Throws `changed_meanwhile` for
 * another file or other columns, `malformed` for a file that can't be read.
 */
export async function commitImport(
  { imports, store }: PanelDependencies,
  file: ChosenFile,
  { seal, key }: { seal: unknown; key: unknown },
  user: PanelUser,
): Promise<ImportDone> {
  if (seal !== file.seal) throw new DomainError('changed_meanwhile');
  return once(store, `import:${user.staffId}`, key, async () => {
    const { book } = await inspectFile(file.bytes, user.language, file.choices);
    if (!book) throw new DomainError('malformed');
    // What an import writes is told by its actor from what people do with it afterwards, which stands against undoing.
    const actor = { ...actorOf(user), kind: 'import' as const };
    const { plan } = await imports.apply(book, actor, { fileName: file.fileName, skipRefused: true });
    return { totals: plannedTotals(plan) };
  });
}
