import { searchForm } from '../lib/person-name.js';
import type { Language } from '../lib/wording.js';
import { BOOK_FIELDS, columnTitle, fieldByName, type BookField } from './columns.js';
import { ImportFileError } from './import-file-error.js';

/** What a person says about a column of the file, over the guess by its header. */
export interface ColumnChoice {
  /** The header's text, or the column's letter; a number is its place, counted from 0. */
  column: string | number;
  /** Null = not to be imported. */
  field: BookField | null;
}

/** Reads `Column=field`; nothing after the `=` leaves the column out. Throws `ImportFileError`. */
export function parseColumnChoice(text: string, language: Language): ColumnChoice {
  const [, column = '', name = ''] = /^(.+)=([^=]*)$/s.exec(text) ?? [];
  if (column.trim() === '') throw new ImportFileError('choice_unreadable', { text });
  if (name.trim() === '') return { column, field: null };
  const field = fieldByName(name);
  if (field !== null) return { column, field };
  throw new ImportFileError('field_unknown', { field: name.trim(), fields: describeFields(language) });
}

/** All fields a column can be read as, in words. */
export function describeFields(language: Language): string {
  return BOOK_FIELDS.map((field) => `${field} (${columnTitle(field, language)})`).join(', ');
}

/** `A`, `B`, … `Z`, `AA`, …: how spreadsheets name the columns, counted here from 0. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

/** The columns that a choice names: by the header's text in any letter case, or, where no header has it, by the letter. */
export function columnsNamed(header: readonly string[], name: string | number): number[] {
  if (typeof name === 'number') return header[name] === undefined ? [] : [name];
  const text = searchForm(name);
  const indexes = [...header.keys()];
  const byText = indexes.filter((index) => searchForm(header[index] ?? '') === text);
  return byText.length > 0 ? byText : indexes.filter((index) => columnLetters(index).toLowerCase() === text);
}

/** Throws `ImportFileError` when a choice names no column of this header or several, or contradicts another choice. */
export function checkChoices(header: readonly string[], choices: readonly ColumnChoice[], language: Language): void {
  const made: { index: number; field: BookField | null }[] = [];
  for (const { column, field } of choices) {
    const index = onlyColumn(header, column);
    if (made.some((other) => other.index === index)) {
      throw new ImportFileError('column_chosen_twice', { column: columnName(header, index) });
    }
    const rival = made.find((other) => other.field === field);
    if (field !== null && rival) {
      const columns = listColumns(header, [rival.index, index]);
      throw new ImportFileError('field_chosen_twice', { field: columnTitle(field, language), columns });
    }
    made.push({ index, field });
  }
}

function onlyColumn(header: readonly string[], choice: string | number): number {
  const [index, ...others] = columnsNamed(header, choice);
  const column = String(choice);
  if (index === undefined) {
    throw new ImportFileError('column_unknown', { column: column.trim(), columns: listColumns(header, header.keys()) });
  }
  if (others.length > 0) {
    throw new ImportFileError('column_ambiguous', {
      column: column.trim(),
      columns: listColumns(header, [index, ...others]),
    });
  }
  return index;
}

function listColumns(header: readonly string[], indexes: Iterable<number>): string {
  return [...indexes].map((index) => columnName(header, index)).join(', ');
}

/** A column as messages name it: `B «Телефон»`. */
function columnName(header: readonly string[], index: number): string {
  const title = header[index]?.trim();
  return title ? `${columnLetters(index)} «${title}»` : columnLetters(index);
}
