/** Telegram knows only these named characters: https://core.telegram.org/bots/api#html-style */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** `length`: of what people see, in UTF-16 units, without the spaces around it; `fault`: the tag or character at fault. */
export type CheckedHtml = { length: number } | { fault: string };

/** The attributes that a tag may have. */
const TAGS: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  ...Object.fromEntries(
    ['b', 'strong', 'i', 'em', 'u', 'ins', 's', 'strike', 'del', 'tg-spoiler', 'pre'].map((name) => [name, {}]),
  ),
  a: { href: /^(https?:\/\/|tg:\/\/|mailto:)[^\s<>]+$/i },
  span: { class: /^tg-spoiler$/ },
  'tg-emoji': { 'emoji-id': /^\d{1,20}$/ },
  code: { class: /^language-\S+$/ },
  blockquote: { expandable: /^$/ },
};
/** And the one that it must have. */
const NEEDED: Readonly<Record<string, string>> = { a: 'href', span: 'class', 'tg-emoji': 'emoji-id' };

const TOKEN = /<(?:[^<>"']|"[^"]*"|'[^']*')*>?|&(?:#(\d{1,8})|#x([0-9a-f]{1,8})|(?:lt|gt|amp|quot));?|[^<&]+|&/gi;
const TAG = /^<(\/?)([a-z-]+)((?:\s+[a-z-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[\w.-]+))?)*)\s*>$/i;
const ATTRIBUTE = /([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?/gi;
const LONGEST_FAULT = 40;

/**
 * Whether Telegram would take the text in its HTML style. Stricter where Telegram silently drops something: unknown
 * attributes, links without a usable address. A lone `&` is a letter, as it is there.
 */
export function checkTelegramHtml(text: string): CheckedHtml {
  const open: string[] = [];
  let seen = '';
  for (const [token, decimal, hex] of text.matchAll(TOKEN)) {
    if (token.startsWith('<')) {
      const fault = followTag(token, open);
      if (fault !== null) return { fault };
    } else if (token.length > 1 && token.startsWith('&')) {
      const character = characterOf(decimal, hex);
      if (character === null) return { fault: token };
      seen += character;
    } else seen += token;
  }
  const unclosed = open.at(-1);
  return unclosed === undefined ? { length: seen.trim().length } : { fault: `<${unclosed}>` };
}

/** Opens or closes the tag; gives what is wrong with it, or null. */
function followTag(token: string, open: string[]): string | null {
  const [, slash, name = '', attributes = ''] = TAG.exec(token) ?? [];
  const tag = name.toLowerCase();
  const shown = token.slice(0, LONGEST_FAULT);
  if (slash === undefined || !Object.hasOwn(TAGS, tag)) return shown;
  if (slash === '/') return attributes === '' && open.pop() === tag ? null : shown;
  open.push(tag);
  return areAllowed(tag, attributes) ? null : shown;
}

function areAllowed(tag: string, attributes: string): boolean {
  const given = [...attributes.matchAll(ATTRIBUTE)].map(
    ([, name = '', ...values]) => [name.toLowerCase(), values.find((value) => value !== undefined) ?? ''] as const,
  );
  const needed = NEEDED[tag];
  if (needed !== undefined && !given.some(([name]) => name === needed)) return false;
  return given.every(([name, value]) => TAGS[tag]?.[name]?.test(value) ?? false);
}

/** Of a named one any: they are one letter long each. Null = no character at all. */
function characterOf(decimal: string | undefined, hex: string | undefined): string | null {
  if (decimal === undefined && hex === undefined) return '&';
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : null;
}
