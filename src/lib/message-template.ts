import { escapeHtml } from './telegram-html.js';

/** `{firstName}`, `{firstName|friend}`, with what stands before it. */
const PLACEHOLDER = /(, | )?\{([a-zA-Z]+)(?:\|([^{}]*))?\}/g;

/**
 * A text in Telegram's HTML with the values of its placeholders, which are escaped. Of an empty value `{name|word}` gives
 * the word; without one it also takes a directly preceding ", " or " " away: "Hello, {firstName}!" becomes "Hello!".
 * Placeholders that `values` does not name stay as they are.
 */
export function fillTemplate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(PLACEHOLDER, (whole, before: string | undefined, name: string, word: string | undefined) => {
    if (!Object.hasOwn(values, name)) return whole;
    const value = values[name]?.trim() ?? '';
    if (value === '' && word === undefined) return '';
    return (before ?? '') + (value === '' ? (word ?? '') : escapeHtml(value));
  });
}

/** The names of a text's placeholders, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, , name = '']) => name))];
}
