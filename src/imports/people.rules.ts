import { cardKeyOf } from '../clients/client-lookup.rules.js';
import { fullName } from '../lib/person-name.js';
import { compatibleNames, nameWords } from './name-cell.rules.js';
import type { RowIssues } from './row-issues.js';
import type { RowPerson } from './row-person.rules.js';
import type { ParsedRow } from './row.rules.js';
import type { SnapshotClient, StudioSnapshot } from './studio-snapshot.js';

/** One person of the book: the rows that speak of them, and the client they already are. */
export interface BookPerson {
  existing: SnapshotClient | null;
  rows: ParsedRow[];
}

/**
 * Tells which rows speak of the same person. The same row imported before is the same client, whatever was renamed
 * since; then the same Telegram or the same phone (or, without either, e-mail) with a compatible name. A phone shared by
 * different names is two people: a parent and a child. Says so on the row. In a book whose rows have client numbers one
 * number is one person, and two numbers are two.
 */
export function groupPeople(rows: readonly ParsedRow[], studio: StudioSnapshot, issues: RowIssues): BookPerson[] {
  const directory = new Directory(studio);
  for (const row of rows) directory.place(row, issues);
  return directory.people();
}

type Contacts = Pick<RowPerson, 'phone' | 'telegramId' | 'telegramUsername' | 'email' | 'cardNumber' | 'archivedDate'>;

interface Entry extends BookPerson {
  names: (readonly string[])[];
  /** As the book numbers it; null = no row with a number yet. */
  number: string | null;
}

class Directory {
  private readonly entries: Entry[] = [];
  private readonly byContact = new Map<string, Entry[]>();
  private readonly byKey = new Map<string, Entry>();
  private readonly byNumber = new Map<string, Entry>();
  private readonly coachTelegramIds: Set<string | null>;

  constructor(studio: StudioSnapshot) {
    this.coachTelegramIds = new Set(studio.coaches.map(({ telegramId }) => telegramId));
    for (const client of studio.clients) {
      const entry: Entry = { existing: client, rows: [], names: [nameWords(client)], number: null };
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
    const entry = this.find(row, issues) ?? this.newEntry();
    entry.rows.push(row);
    entry.names.push(person.words);
    if (person.number !== null) this.byNumber.set((entry.number = person.number), entry);
    this.index(entry, person);
    // One who is in the archive by the book too has come from here.
    const isNews = row.membership === null && person.archivedDate === null;
    if (entry.existing?.archivedDate && isNews) issues.add(row, 'client_archived');
  }

  private find(row: ParsedRow, issues: RowIssues): Entry | undefined {
    return (
      this.byNumber.get(row.person.number ?? '') ??
      this.findImported(row) ??
      this.findByTelegram(row, issues) ??
      this.findByCard(row, issues) ??
      this.findByPhone(row, issues)
    );
  }

  private newEntry(): Entry {
    const entry: Entry = { existing: null, rows: [], names: [], number: null };
    this.entries.push(entry);
    return entry;
  }

  private findImported({ paymentKey, freezeKey }: ParsedRow): Entry | undefined {
    return this.byKey.get(paymentKey ?? '') ?? this.byKey.get(freezeKey ?? '');
  }

  private findByTelegram(row: ParsedRow, issues: RowIssues): Entry | undefined {
    const { person } = row;
    for (const contact of telegramContacts(person)) {
      const owner = this.byContact.get(contact)?.[0];
      if (!owner) continue;
      if (isPerson(owner, person)) return owner;
      const text = person.telegramId ?? `@${person.telegramUsername ?? ''}`;
      issues.add(row, 'telegram_shared', { text, ...place(owner) });
      person.telegramId = null;
      person.telegramUsername = null;
    }
    return undefined;
  }

  /** A card is one person's: of another name it is a mistake of the book. */
  private findByCard(row: ParsedRow, issues: RowIssues): Entry | undefined {
    const { person } = row;
    const owner = person.cardNumber === null ? undefined : this.byContact.get(cardContact(person.cardNumber))?.[0];
    if (!owner || isPerson(owner, person)) return owner;
    issues.add(row, 'card_shared', { text: person.cardNumber ?? '', ...place(owner) });
    person.cardNumber = null;
    return undefined;
  }

  private findByPhone(row: ParsedRow, issues: RowIssues): Entry | undefined {
    const { phone, email, number } = row.person;
    const contact = phone ?? (email && `mail ${email}`);
    const sharing = contact ? (this.byContact.get(contact) ?? []) : [];
    const same = sharing.filter((entry) => isPerson(entry, row.person));
    if (same.length === 0 && sharing[0] && phone) issues.add(row, 'phone_shared', place(sharing[0]));
    // Of two records of one name and phone the number tells which: it was the record's own where the book was written.
    return same.find(({ existing }) => String(existing?.id) === number) ?? same[0];
  }

  private index(entry: Entry, person: Contacts): void {
    // The card of somebody in the archive is free for another.
    const card = person.cardNumber && !person.archivedDate && cardContact(person.cardNumber);
    const contacts = [person.phone, person.email && `mail ${person.email}`, card, ...telegramContacts(person)];
    for (const contact of contacts) {
      if (!contact) continue;
      const known = this.byContact.get(contact) ?? [];
      if (!known.includes(entry)) this.byContact.set(contact, [...known, entry]);
    }
  }
}

function cardContact(cardNumber: string): string {
  return `card ${cardKeyOf(cardNumber)}`;
}

function telegramContacts(person: Pick<RowPerson, 'telegramId' | 'telegramUsername'>): string[] {
  const contacts: string[] = [];
  if (person.telegramId) contacts.push(`id ${person.telegramId}`);
  if (person.telegramUsername) contacts.push(`@${person.telegramUsername.toLowerCase()}`);
  return contacts;
}

/** Whether the row may be about the same person, by the name and the number. */
function isPerson(entry: Entry, { number, words }: RowPerson): boolean {
  if (entry.number !== null && number !== null && entry.number !== number) return false;
  const isSameName = (name: readonly string[]): boolean =>
    compatibleNames(name, words) || (number !== null && name.join(' ') === words.join(' '));
  return entry.names.some(isSameName);
}

function place(entry: Entry): { name: string; row: number } {
  const [row] = entry.rows;
  const name = entry.existing ? fullName(entry.existing) : (row?.label ?? '');
  return { name, row: row?.number ?? 0 };
}
