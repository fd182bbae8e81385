import { MAX_CARD_LENGTH } from '../clients/client.rules.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { cleanLine } from '../lib/person-name.js';
import { parseEmailCell, parsePhoneCell, parseTelegramCell } from './contact-cells.rules.js';
import { parseDateCell } from './date-cell.rules.js';
import { nameWords, parseNameCell, tidyName } from './name-cell.rules.js';
import type { RowCells } from './row-cells.js';

/** Who a row is about, as far as the row tells. */
export interface RowPerson {
  /** The client's number in the program that the book comes from: rows with one number are one person. */
  number: string | null;
  firstName: string;
  lastName: string;
  /** What spellings of the name are compared by. */
  words: readonly string[];
  phone: string | null;
  telegramId: string | null;
  telegramUsername: string | null;
  email: string | null;
  birthDate: CalendarDate | null;
  cardNumber: string | null;
  region: string | null;
  group: string | null;
  coach: string | null;
  note: string | null;
  /** Archived from this day on; null = not told to be. */
  archivedDate: CalendarDate | null;
}

type FullName = Pick<RowPerson, 'firstName' | 'lastName'>;

const MAX_NAME_LENGTH = 100;
const MAX_WORD_LENGTH = 100;
const MAX_NOTE_LENGTH = 1000;

export function readPerson(cells: RowCells): RowPerson {
  const number = cells.line('clientNumber', MAX_WORD_LENGTH);
  const name = readName(cells, number !== null);
  const phone = cells.take('phone', (text) => parsePhoneCell(text, cells.context.country));
  const telegram = cells.take('telegram', parseTelegramCell);
  const email = cells.take('email', parseEmailCell)?.email ?? null;
  const hasContact = cells.text('phone') || telegram?.telegramId || telegram?.telegramUsername || email !== null;
  if (!hasContact && number === null) cells.say('contact_missing');
  const note = [cells.line('note', MAX_NOTE_LENGTH), phone?.rest].filter(Boolean).join('; ');
  return {
    number,
    ...name,
    words: nameWords(name),
    phone: phone?.phone ?? null,
    telegramId: telegram?.telegramId ?? null,
    telegramUsername: telegram?.telegramUsername ?? null,
    email,
    birthDate: readBirthDate(cells),
    cardNumber: cells.line('cardNumber', MAX_CARD_LENGTH),
    region: cells.line('region', MAX_WORD_LENGTH),
    group: cells.line('group', MAX_WORD_LENGTH),
    coach: cells.line('coach', MAX_WORD_LENGTH),
    note: note || null,
    archivedDate: readArchivedDate(cells),
  };
}

function readName(cells: RowCells, isNumbered: boolean): FullName {
  const full = cells.take('fullName', (text) => parseNameCell(text, cells.context.nameOrder));
  if (full) return checkedName(cells, full);
  // Parts of a name that a program keeps are stored as it keeps them: a number or a nickname may stand for a name.
  const tidy = isNumbered ? (text: string) => ({ name: cleanLine(text), issues: [] }) : tidyName;
  const [first, last] = [cells.take('firstName', tidy), cells.take('lastName', tidy)];
  if (!first && !last) cells.say('name_missing');
  return checkedName(
    cells,
    first ? { firstName: first.name, lastName: last?.name ?? '' } : { firstName: last?.name ?? '', lastName: '' },
  );
}

function checkedName(cells: RowCells, { firstName, lastName }: FullName): FullName {
  if (firstName.length > MAX_NAME_LENGTH || lastName.length > MAX_NAME_LENGTH) {
    cells.say('too_long', { field: 'fullName', max: MAX_NAME_LENGTH });
  }
  return { firstName, lastName };
}

function readBirthDate(cells: RowCells): CalendarDate | null {
  const text = cells.text('birthDate');
  if (text === undefined) return null;
  const { dateOrder, today } = cells.context;
  const date = parseDateCell(text, dateOrder, today);
  if (date !== null && date <= today) return date;
  cells.say('birth_date_unreadable', { text });
  return null;
}

function readArchivedDate(cells: RowCells): CalendarDate | null {
  const date = cells.date('archivedDate');
  if (date !== null && date > cells.context.today) cells.say('date_in_future', { field: 'archivedDate', date });
  return date;
}
