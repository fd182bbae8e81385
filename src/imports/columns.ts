import { searchForm } from '../lib/person-name.js';
import type { Language } from '../lib/wording.js';
import { COLUMN_WORDS } from './column-words.js';

/** What a column of a studio's book can hold. */
export type BookField = keyof typeof COLUMN_WORDS;

export const BOOK_FIELDS = Object.keys(COLUMN_WORDS) as readonly BookField[];

/** A row tells of a membership when any of these cells is filled. */
export const MEMBERSHIP_FIELDS: readonly BookField[] = [
  'plan',
  'amount',
  'saleDate',
  'startDate',
  'endDate',
  'freezeStart',
  'freezeEnd',
  'method',
];

export const DATE_FIELDS: readonly BookField[] = BOOK_FIELDS.filter((field) => /Date$|^freeze(Start|End)$/.test(field));

const FIELD_OF = new Map<string, BookField>(
  BOOK_FIELDS.flatMap((field) => {
    const { titles, synonyms } = COLUMN_WORDS[field];
    return [...titles, ...synonyms].map((header) => [headerKey(header), field] as const);
  }),
);

/** A header or a field's name as it is compared: neither case nor punctuation matters. */
function headerKey(header: string): string {
  return searchForm(header.replace(/[\p{P}\p{S}_]+/gu, ' '));
}

/** The field that a header stands for, in Russian or English; null for one that means nothing to us. */
export function fieldByHeader(header: string): BookField | null {
  return FIELD_OF.get(headerKey(header)) ?? null;
}

/** The field a person names: by its id in any letter case, or by what a header would say. */
export function fieldByName(name: string): BookField | null {
  const id = name.trim().toLowerCase();
  return BOOK_FIELDS.find((field) => field.toLowerCase() === id) ?? fieldByHeader(name);
}

export function columnTitle(field: BookField, language: Language): string {
  return COLUMN_WORDS[field].titles[language === 'ru' ? 0 : 1];
}
