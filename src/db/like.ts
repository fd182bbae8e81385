/** A text as a part of a pattern of LIKE: `%` and `_` are letters in it, not wildcards. Needs `ESCAPE '!'`. */
export function escapeLike(text: string): string {
  return text.replace(/[!%_]/g, '!$&');
}
