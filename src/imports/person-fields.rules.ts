import type { CalendarDate } from '../lib/calendar-date.js';
import { searchForm } from '../lib/person-name.js';
import type { BookField } from './columns.js';
import type { BookPerson } from './people.rules.js';
import type { RowIssues } from './row-issues.js';
import type { RowPerson } from './row-person.rules.js';
import type { ParsedRow } from './row.rules.js';

/** A client's fields as the book tells them. */
export interface PersonFields {
  firstName: string;
  lastName: string;
  phone: string | null;
  telegramId: string | null;
  telegramUsername: string | null;
  email: string | null;
  birthDate: CalendarDate | null;
  cardNumber: string | null;
  region: string | null;
  group: string | null;
  note: string | null;
  archivedDate: CalendarDate | null;
}

const COMPARED: readonly (readonly [keyof PersonFields & keyof RowPerson, BookField])[] = [
  ['phone', 'phone'],
  ['telegramId', 'telegram'],
  ['telegramUsername', 'telegram'],
  ['email', 'email'],
  ['birthDate', 'birthDate'],
  ['cardNumber', 'cardNumber'],
  ['region', 'region'],
  ['archivedDate', 'archivedDate'],
];

/** What the studio's own record has of them; of groups and notes the book tells more than the record. */
type StoredFields = Omit<PersonFields, 'group' | 'note'>;

const NOTHING_STORED = {
  phone: null,
  telegramId: null,
  telegramUsername: null,
  email: null,
  birthDate: null,
  cardNumber: null,
  region: null,
  archivedDate: null,
};

const MAX_NOTE_LENGTH = 1000;

/** One set of fields out of several rows: the stored value, else the first one told; a differing one is said on its row. */
export function mergePerson({ existing, rows }: BookPerson, issues: RowIssues): PersonFields {
  const merged: PersonFields = {
    ...storedFields(existing ?? { ...NOTHING_STORED, ...fullestName(rows) }),
    group: groupOf(rows, issues),
    note: joinedNotes(rows),
  };
  for (const row of rows) {
    for (const [field, column] of COMPARED) {
      const told = row.person[field];
      const kept = merged[field];
      if (told === null || searchForm(kept ?? '') === searchForm(told)) continue;
      if (kept === null) Object.assign(merged, { [field]: told });
      else issues.add(row, 'field_differs', { field: column, kept, text: told });
    }
  }
  return merged;
}

function storedFields(client: StoredFields): StoredFields {
  const { firstName, lastName, phone, telegramId, telegramUsername, email, ...rest } = client;
  const { birthDate, cardNumber, region, archivedDate } = rest;
  const contacts = { phone, telegramId, telegramUsername, email };
  return { firstName, lastName, ...contacts, birthDate, cardNumber, region, archivedDate };
}

/** Of several spellings the one with most words, then the one with the fewest signs that are no letters. */
function fullestName(rows: readonly ParsedRow[]): { firstName: string; lastName: string } {
  const signs = ({ label }: ParsedRow): number => label.replace(/[\p{L}\s]/gu, '').length;
  const best = rows.reduce((kept, row) => {
    const more = row.person.words.length - kept.person.words.length;
    return more > 0 || (more === 0 && signs(row) < signs(kept)) ? row : kept;
  });
  return { firstName: best.person.firstName, lastName: best.person.lastName };
}

/** The group of the latest membership, else of the last row that names one. */
function groupOf(rows: readonly ParsedRow[], issues: RowIssues): string | null {
  const named = rows.filter(({ person }) => person.group !== null);
  const latest = named.reduce<ParsedRow | null>((kept, row) => {
    const [start, keptStart] = [row.membership?.startDate ?? '', kept?.membership?.startDate ?? ''];
    return start >= keptStart ? row : kept;
  }, null);
  const group = latest?.person.group ?? null;
  for (const row of named) {
    const text = row.person.group ?? '';
    // A membership of another group was a move; a row without one only contradicts.
    if (row.membership === null && group !== null && searchForm(text) !== searchForm(group)) {
      issues.add(row, 'field_differs', { field: 'group', kept: group, text });
    }
  }
  return group;
}

function joinedNotes(rows: readonly ParsedRow[]): string | null {
  const notes = new Set(rows.flatMap(({ person }) => person.note ?? []));
  return notes.size > 0 ? [...notes].join('; ').slice(0, MAX_NOTE_LENGTH) : null;
}
