import type { Cell } from './calendar.js';
import { writePress, type List } from './callback-data.js';
import type { InlineButton } from './keyboards.js';

/** A part of a list that a message has room for. */
export interface Page<Item> {
  items: Item[];
  /** Counts from 0. */
  page: number;
  pages: number;
}

/** A page that the list does not have (it has become shorter) gives the nearest one. */
export function pageOf<Item>(items: readonly Item[], page: number, size: number): Page<Item> {
  const pages = Math.max(Math.ceil(items.length / size), 1);
  const shown = Math.min(Math.max(page, 0), pages - 1);
  return { items: items.slice(shown * size, (shown + 1) * size), page: shown, pages };
}

/** « 2 / 5 »; nothing when all fits on one page. `toData` says where a page is. */
export function pagingRow({ page, pages }: Page<unknown>, toData: (page: number) => string): InlineButton[] {
  return pagingCells({ items: [], page, pages }).map(({ text, choice }) => ({
    text,
    data: choice === null ? writePress({ kind: 'blank' }) : toData(Number(choice.slice(1))),
  }));
}

export function listPagingRow(list: List, page: Page<unknown>): InlineButton[] {
  return pagingRow(page, (number) => writePress({ kind: 'page', list, page: number }));
}

/** The same among the choices of a question: a page is chosen as `p1`. */
export function pagingCells({ page, pages }: Page<unknown>): Cell[] {
  if (pages === 1) return [];
  const to = (target: number, text: string): Cell =>
    target < 0 || target >= pages ? { text: '·', choice: null } : { text, choice: `p${target}` };
  return [to(page - 1, '«'), { text: `${page + 1} / ${pages}`, choice: null }, to(page + 1, '»')];
}

/** Reads a choice like `p1` or `c42`; null for another kind. */
export function readNumberChoice(choice: string, letter: string): number | null {
  const digits = choice.startsWith(letter) ? choice.slice(letter.length) : '';
  return /^\d{1,10}$/.test(digits) ? Number(digits) : null;
}

/** Names may be long and buttons are narrow. */
export function clip(text: string, length: number): string {
  const letters = Array.from(text);
  return letters.length > length ? `${letters.slice(0, length - 1).join('')}…` : text;
}
