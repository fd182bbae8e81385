import { searchForm } from '../lib/person-name.js';
import type { Client } from './client.entity.js';
import { MAX_CARD_LENGTH, searchNameOf } from './client.rules.js';

/** Letters that look the same on a printed card, as they would be typed in Cyrillic and in Latin. */
const ALIKE = new Map([...'авекмнорстух'].map((letter, place) => [letter, 'abekmhopctyx'.charAt(place)]));
const RUSSIAN_KEYS = 'йцукенгшщзфывапролдячсмить';
const LATIN_KEYS = 'qwertyuiopasdfghjklzxcvbnm';
const BY_KEY = new Map([...RUSSIAN_KEYS].map((letter, place) => [letter, LATIN_KEYS.charAt(place)]));

/** What a card's number is compared by: neither case nor spaces matter, nor in which script its letters were typed. */
export function cardKeyOf(number: string): string {
  return replaced(compact(number), ALIKE);
}

/** The keys that a typed or scanned text may stand for: a scanner presses the keys of whatever layout is on. */
export function cardKeysOf(text: string): string[] {
  const typed = compact(text);
  if (typed === '' || typed.length > MAX_CARD_LENGTH) return [];
  return [...new Set([replaced(typed, ALIKE), replaced(typed, BY_KEY)])];
}

function compact(text: string): string {
  return searchForm(text).replace(/\s/g, '');
}

function replaced(text: string, letters: ReadonlyMap<string, string>): string {
  return [...text].map((letter) => letters.get(letter) ?? letter).join('');
}

type Known = Pick<Client, 'firstName' | 'lastName'> &
  Partial<Pick<Client, 'cardNumber' | 'birthDate' | 'telegramUsername' | 'archivedAt'>>;

type LookupColumns = Pick<Client, 'searchName' | 'cardKey' | 'birthMonthDay' | 'telegramNameKey'>;

/**
 * The columns that clients are looked up by, which follow from the others: to be written with every change of those. An
 * archived client's card is free for another.
 */
export function lookupColumns({ cardNumber, birthDate, telegramUsername, archivedAt, ...name }: Known): LookupColumns {
  return {
    searchName: searchNameOf(name),
    cardKey: cardNumber && !archivedAt ? cardKeyOf(cardNumber) : null,
    birthMonthDay: birthDate?.slice(5) ?? null,
    telegramNameKey: telegramUsername?.toLowerCase() ?? null,
  };
}
