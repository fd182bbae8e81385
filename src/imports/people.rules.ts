import type { CalendarDate } from '../lib/calendar-date.js';
import { fullName, searchForm } from '../lib/person-name.js';
import type { BookField } from './columns.js';
import { compatibleNames, nameWords } from './name-cell.rules.js';
import type { RowIssues } from './row-issues.js';
import type { ParsedRow, RowPerson } from './row.rules.js';
import type { SnapshotClient, StudioSnapshot } from './studio-snapshot.js';

/** One person of the book: the rows that speak of them, and the client they already are. */
export interface BookPerson {
  existing: SnapshotClient | null;
  rows: ParsedRow[];
}

/**
 * Tells which rows speak of the same person. The same row imported before is the same client, whatever was renamed
 * since; then the same Telegram or the same phone (or, without either, e-mail) with a compatible name. A phone shared by
 * different names is two people: a parent and a child. Says so on the row.
 */
export function groupPeople(rows: readonly ParsedRow[], studio: StudioSnapshot, issues: RowIssues): BookPerson[] {
  const directory = new Directory(studio);
  for (const row of rows) directory.place(row, issues);
  return directory.people();
}

interface Entry extends BookPerson {
  names: (readonly string[])[];
}

class Directory {
  private readonly entries: Entry[] = [];
  private readonly byContact = new Map<string, Entry[]>();
  private readonly byKey = new Map<string, Entry>();
  private readonly coachTelegramIds: Set<string | null>;

  constructor(studio: StudioSnapshot) {
    this.coachTelegramIds = new Set(studio.coaches.map(({ telegramId }) => telegramId));
    for (const client of studio.clients) {
      const entry: Entry = { existing: client, rows: [], names: [nameWords(client)] };
      this.entries.push(entry);
      this.index(entry, client);
      for (const { idempotencyKey } of [...client.payments, ...client.freezes]) {
        if (idempotencyKey) this.byKey.set(idempotencyKey, entry);
      }
    }
  }

  people(): BookPerson[] {
    return this.entries.filter(({ rows }) => rows.length > 0);
  }

  place(row: ParsedRow, issues: RowIssues): void {
    const { person } = row;
    if (person.telegramId !== null && this.coachTelegramIds.has(person.telegramId)) {
      issues.add(row, 'telegram_of_coach', { text: person.telegramId });
      person.telegramId = null;
    }
    let entry = this.findImported(row) ?? this.findByTelegram(row, issues) ?? this.findByPhone(row, issues);
    if (!entry) {
      entry = { existing: null, rows: [], names: [] };
      this.entries.push(entry);
    }
    entry.rows.push(row);
    entry.names.push(person.words);
    this.index(entry, person);
    if (entry.existing?.isArchived) issues.add(row, 'client_archived');
  }

  private findImported({ paymentKey, freezeKey }: ParsedRow): Entry | undefined {
    return this.byKey.get(paymentKey ?? '') ?? this.byKey.get(freezeKey ?? '');
  }

  private findByTelegram(row: ParsedRow, issues: RowIssues): Entry | undefined {
    const { person } = row;
    for (const contact of telegramContacts(person)) {
      const owner = this.byContact.get(contact)?.[0];
      if (!owner) continue;
      if (isNamed(owner, person.words)) return owner;
      const text = person.telegramId ?? `@${person.telegramUsername ?? ''}`;
      issues.add(row, 'telegram_shared', { text, ...place(owner) });
      person.telegramId = null;
      person.telegramUsername = null;
    }
    return undefined;
  }

  private findByPhone(row: ParsedRow, issues: RowIssues): Entry | undefined {
    const { phone, email, words } = row.person;
    const contact = phone ?? (email && `mail ${email}`);
    const sharing = contact ? (this.byContact.get(contact) ?? []) : [];
    const same = sharing.find((entry) => isNamed(entry, words));
    if (!same && sharing[0] && phone) issues.add(row, 'phone_shared', place(sharing[0]));
    return same;
  }

  private index(entry: Entry, person: Pick<RowPerson, 'phone' | 'telegramId' | 'telegramUsername' | 'email'>): void {
    const contacts = [person.phone, person.email && `mail ${person.email}`, ...telegramContacts(person)];
    for (const contact of contacts) {
      if (!contact) continue;
      const known = this.byContact.get(contact) ?? [];
      if (!known.includes(entry)) this.byContact.set(contact, [...known, entry]);
    }
  }
}

function telegramContacts(person: Pick<RowPerson, 'telegramId' | 'telegramUsername'>): string[] {
  const contacts: string[] = [];
  if (person.telegramId) contacts.push(`id ${person.telegramId}`);
  if (person.telegramUsername) contacts.push(`@${person.telegramUsername.toLowerCase()}`);
  return contacts;
}

function isNamed(entry: Entry, words: readonly string[]): boolean {
  return entry.names.some((name) => compatibleNames(name, words));
}

function place(entry: Entry): { name: string; row: number } {
  const [row] = entry.rows;
  const name = entry.existing ? fullName(entry.existing) : (row?.label ?? '');
  return { name, row: row?.number ?? 0 };
}

/** A client's fields as the book tells them. */
export interface PersonFields {
  firstName: string;
  lastName: string;
  phone: string | null;
  telegramId: string | null;
  telegramUsername: string | null;
  email: string | null;
  birthDate: CalendarDate | null;
  region: string | null;
  group: string | null;
  note: string | null;
}

const COMPARED: readonly (readonly [keyof PersonFields & keyof RowPerson, BookField])[] = [
  ['phone', 'phone'],
  ['telegramId', 'telegram'],
  ['telegramUsername', 'telegram'],
  ['email', 'email'],
  ['birthDate', 'birthDate'],
  ['region', 'region'],
];

const MAX_NOTE_LENGTH = 1000;

/** One set of fields out of several rows: the stored value, else the first one told; a differing one is said on its row. */
export function mergePerson({ existing, rows }: BookPerson, issues: RowIssues): PersonFields {
  const merged: PersonFields = {
    ...nameOf(existing ?? fullestName(rows)),
    phone: existing?.phone ?? null,
    telegramId: existing?.telegramId ?? null,
    telegramUsername: existing?.telegramUsername ?? null,
    email: existing?.email ?? null,
    birthDate: existing?.birthDate ?? null,
    region: existing?.region ?? null,
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

function nameOf({ firstName, lastName }: Pick<PersonFields, 'firstName' | 'lastName'>) {
  return { firstName, lastName };
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
