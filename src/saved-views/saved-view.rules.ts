import { z } from 'zod';
import { cleanLine } from '../lib/person-name.js';

/** Of one person in one list: more could not be found again. */
export const MOST_VIEWS = 30;

const MOST_LETTERS = 2000;
const KEPT = /^(?:filters\.[\w~.]{1,80}|sortBy|direction)$/;

/**
 * What of a list's address makes a view: its filters and its order, always in the same order of names. Which page one was
 * on and how long pages are is left out.
 */
export function viewQuery(query: string): string {
  const kept = [...new URLSearchParams(query)].filter(([name, value]) => KEPT.test(name) && value !== '');
  return new URLSearchParams(kept.sort(([a], [b]) => (a < b ? -1 : 1))).toString();
}

export const savedViewSchema = z.object({
  name: z.string().transform(cleanLine).pipe(z.string().min(1).max(60)),
  query: z.string().max(MOST_LETTERS).transform(viewQuery),
  isShared: z.boolean().default(false),
});
