import { columnLetters, columnsNamed, type ColumnChoice } from './column-choice.js';
import { fieldByHeader, MEMBERSHIP_FIELDS, type BookField } from './columns.js';

const NAME_FIELDS = ['fullName', 'lastName', 'firstName'] as const satisfies BookField[];

/** A column of the file and what it is read as. */
export interface BookColumn {
  /** As a spreadsheet names it: `A` … `Z`, `AA` … */
  letters: string;
  /** As the header has it; empty for a column without one. */
  title: string;
  /** Null = not imported: the header means nothing to us, repeats a field, or a person said so. */
  field: BookField | null;
  /** Whether a person chose it; else it is a guess by the header. */
  isChosen: boolean;
}

export interface ColumnMap {
  /** All columns of the header, from the left. */
  list: readonly BookColumn[];
  /** Where each field stands, counted from 0. */
  indexOf: ReadonlyMap<BookField, number>;
  /** A Latin header ("Name") is followed by "First Last", a Russian one ("ФИО") by "Last First". */
  nameOrder: 'last-first' | 'first-last';
}

/** Reads the columns of a header row: as chosen, else by their names in Russian and English. */
export function mapColumns(header: readonly string[], choices: readonly ColumnChoice[] = []): ColumnMap {
  const chosen = new Map(choices.flatMap(({ column, field }) => columnsNamed(header, column).map((at) => [at, field])));
  const taken = new Set(chosen.values());
  const list = header.map((title, index): BookColumn => {
    const isChosen = chosen.has(index);
    const guess = fieldByHeader(title);
    const field = isChosen ? (chosen.get(index) ?? null) : taken.has(guess) ? null : guess;
    taken.add(field);
    return { letters: columnLetters(index), title: title.trim(), field, isChosen };
  });
  const indexOf = new Map(list.flatMap(({ field }, index) => (field ? [[field, index] as const] : [])));
  const nameTitle = list[indexOf.get('fullName') ?? -1]?.title ?? '';
  return { list, indexOf, nameOrder: /[a-z]/i.test(nameTitle) ? 'first-last' : 'last-first' };
}

/** Whether a row of the file is its header: a column for the name and at least two with a title are recognised. */
export function looksLikeHeader({ list, indexOf }: ColumnMap): boolean {
  const titled = list.filter(({ field, title }) => field !== null && title !== '');
  return NAME_FIELDS.some((field) => indexOf.has(field)) && titled.length >= 2;
}

/**
 * The columns that the import cannot do without: a name, a contact, and with any membership column an amount, a date
 * and an end or a plan. Alternatives are given together.
 */
export function missingColumns({ indexOf }: ColumnMap): (readonly BookField[])[] {
  const alternatives: (readonly BookField[])[] = [NAME_FIELDS, ['phone', 'telegram', 'email']];
  if (MEMBERSHIP_FIELDS.some((field) => indexOf.has(field))) {
    alternatives.push(['amount'], ['saleDate', 'startDate'], ['endDate', 'plan', 'durationDays', 'durationMonths']);
  }
  if (indexOf.has('freezeStart') || indexOf.has('freezeEnd')) alternatives.push(['freezeStart'], ['freezeEnd']);
  return alternatives.filter((fields) => !fields.some((field) => indexOf.has(field)));
}
