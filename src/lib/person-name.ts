// Format characters that hide in pasted names: zero-width, direction marks and overrides, byte order mark, soft hyphen.
const INVISIBLE = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;
// Joiners are kept only where they mean something: inside one emoji and inside a Persian word.
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}\uFE0F?)\u200D|\u200D(?!\p{Extended_Pictographic})|(?<!\p{Script=Arabic})\u200C|\u200C(?!\p{Script=Arabic})/gu;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

/** One line of typed text as it is stored: NFC, no control or invisible characters, single spaces, trimmed. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ');
}

/** The same for text that may have several lines. */
export function cleanText(text: string): string {
  const visible = text.normalize('NFC').replace(INVISIBLE, '').replace(CONTROL, '');
  return visible.replace(STRAY_JOINER, '').trim();
}

/** What names are searched by: lower case in any script, `ё` as `е`, because SQLite's LIKE knows only ASCII. */
export function searchForm(text: string): string {
  return cleanLine(text).toLocaleLowerCase('ru').replaceAll('ё', 'е');
}

/** `Last First`, or what there is of it. */
export function fullName(person: { firstName: string; lastName: string }): string {
  return [person.lastName, person.firstName].filter(Boolean).join(' ');
}
