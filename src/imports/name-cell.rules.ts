import { cleanLine, searchForm } from '../lib/person-name.js';
import { issue, type ImportIssue } from './import-issues.js';

export interface NameCell {
  firstName: string;
  lastName: string;
  issues: ImportIssue[];
}

/** Words that begin a surname and stay lower case: `фон Берг`, `van der Meer`. */
const PARTICLES = new Set([
  'фон',
  'ван',
  'вон',
  'де',
  'ди',
  'да',
  'дю',
  'дер',
  'ден',
  'ла',
  'ле',
  'бин',
  'von',
  'van',
  'de',
  'di',
  'da',
  'du',
  'der',
  'den',
  'la',
  'le',
  'bin',
  'al',
]);
/** Words that end a patronymic and stay lower case: `Асан уулу`, `Мамед оглы`. */
const SUFFIXES = new Set(['уулу', 'кызы', 'оглы', 'оглу', 'гызы', 'улы', 'ogly', 'uulu', 'kyzy']);

const LATIN_AND_GREEK = 'AaBCcEeHKMOoPpTXxYyΑΒΕΗΚΜΟΡΤΧΥαορ';
const AS_CYRILLIC = 'АаВСсЕеНКМОоРрТХхУуАВЕНКМОРТХУаор';
const TO_CYRILLIC = new Map([...LATIN_AND_GREEK].map((letter, index) => [letter, AS_CYRILLIC[index] ?? letter]));
const TO_LATIN = new Map([...TO_CYRILLIC].filter(([letter]) => /[a-z]/i.test(letter)).map(([a, b]) => [b, a]));

const MARKUP = /[<>]|^[=+@]|https?:/i;

/**
 * Splits a full name. `Last First` (Russian books) keeps particles with the surname and a patronymic with the first name;
 * a single word is a first name. Markup and formulas are text like any other and stay undivided.
 */
export function parseNameCell(text: string, order: 'last-first' | 'first-last'): NameCell {
  const { name, issues } = tidyName(text);
  if (issues.some(({ code }) => code === 'name_markup' || code === 'name_unreadable')) {
    return { firstName: name, lastName: '', issues };
  }
  const words = name.split(/[\s,]+/).filter(Boolean);
  return { ...splitName(words, name.includes(',') ? 'last-first' : order), issues };
}

/**
 * A name, or a part of one, as it is stored. One typed in a single letter case gets capitals, look-alike letters of
 * another alphabet become those of the word's own. `name_unreadable` for text without a letter.
 */
export function tidyName(text: string): { name: string; issues: ImportIssue[] } {
  const line = cleanLine(text);
  if (!/\p{L}/u.test(line)) return { name: line, issues: [issue('name_unreadable', { text: line })] };
  if (MARKUP.test(line)) return { name: line, issues: [issue('name_markup')] };
  const issues: ImportIssue[] = [];
  const oneAlphabet = line.split(' ').map(unmixAlphabets).join(' ');
  if (oneAlphabet !== line) issues.push(issue('name_letters', { text: line, name: oneAlphabet }));
  const name = isOneCase(oneAlphabet) ? capitalize(oneAlphabet) : oneAlphabet;
  if (name !== oneAlphabet) issues.push(issue('name_case'));
  return { name, issues };
}

function splitName(words: string[], order: 'last-first' | 'first-last'): { firstName: string; lastName: string } {
  const letters = words.filter((word) => /\p{L}/u.test(word)).length;
  if (letters < 2) return { firstName: words.join(' '), lastName: '' };
  const isParticle = (word = ''): boolean => PARTICLES.has(word.toLocaleLowerCase('ru'));
  if (order === 'last-first') {
    const particles = Math.max(
      0,
      words.findIndex((word) => !isParticle(word)),
    );
    return { lastName: words.slice(0, particles + 1).join(' '), firstName: words.slice(particles + 1).join(' ') };
  }
  const firstParticle = words.findIndex((word, index) => index > 0 && isParticle(word));
  const start = firstParticle > 0 ? firstParticle : words.length - 1;
  return { firstName: words.slice(0, start).join(' '), lastName: words.slice(start).join(' ') };
}

/** A word that mixes Cyrillic with Latin or Greek is rewritten in the alphabet that all its letters exist in. */
function unmixAlphabets(word: string): string {
  const letters = [...word];
  const cyrillic = letters.filter((letter) => /\p{Script=Cyrillic}/u.test(letter));
  const foreign = letters.filter((letter) => /\p{Script=Latin}|\p{Script=Greek}/u.test(letter));
  if (cyrillic.length === 0 || foreign.length === 0) return word;
  if (foreign.every((letter) => TO_CYRILLIC.has(letter))) {
    return letters.map((letter) => TO_CYRILLIC.get(letter) ?? letter).join('');
  }
  if (cyrillic.every((letter) => TO_LATIN.has(letter))) {
    return letters.map((letter) => TO_LATIN.get(letter) ?? letter).join('');
  }
  return word;
}

function isOneCase(name: string): boolean {
  const words = name.match(/\p{L}{2,}/gu) ?? [];
  const isUpper = words.every((word) => word === word.toLocaleUpperCase('ru'));
  return words.length > 0 && (isUpper || name === name.toLocaleLowerCase('ru'));
}

/** `О’КОННОР АЙГЕРИМ` → `О’Коннор Айгерим`; after an apostrophe a capital follows a single letter only. */
function capitalize(name: string): string {
  const upper = (text: string): string => text.toLocaleUpperCase('ru');
  return name
    .toLocaleLowerCase('ru')
    .split(' ')
    .map((word) =>
      PARTICLES.has(word) || SUFFIXES.has(word)
        ? word
        : word.replace(/(?<![\p{L}'’])\p{L}/gu, upper).replace(/(?<!\p{L})\p{L}['’]\p{L}/gu, upper),
    )
    .join(' ');
}

/** The words that two spellings of a name are compared by: sorted, without case, `ё`, emoji and punctuation. */
export function nameWords(person: { firstName: string; lastName: string }): string[] {
  const text = searchForm(`${person.lastName} ${person.firstName}`).replace(/[^\p{L}\p{N}]+/gu, ' ');
  return text.split(' ').filter(Boolean).sort();
}

/** Whether two spellings may be of one person: every word of the shorter is in the longer, an initial counts. */
export function compatibleNames(a: readonly string[], b: readonly string[]): boolean {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  if (!shorter.some((word) => word.length > 1)) return false;
  const left = [...longer];
  return shorter.every((word) => {
    const index = left.findIndex(
      (other) =>
        other === word ||
        (word.length === 1 && other.startsWith(word)) ||
        (other.length === 1 && word.startsWith(other)),
    );
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}
