/** One filter as a list is asked for it. */
export interface AskedFilter {
  path: string;
  /** A text, or `{from, to}`, or `{empty}`; anything else fits no row. */
  value: unknown;
}

export interface AskedSort {
  sortBy?: string | undefined;
  direction?: 'asc' | 'desc' | undefined;
}

/** What stands in the address of a list. */
export interface ListQuery {
  filters: AskedFilter[];
  sort: AskedSort;
  page: number;
  perPage: number;
  /** The size of the list, when the page knows it from before. */
  knownTotal: number | null;
}

const PREFIX = 'filters.';
const BOUND = '~~';
const DEFAULT_PER_PAGE = 20;
const MOST_PER_PAGE = 500;
const FARTHEST_PAGE = 10_000_000;

/** Reads `filters.<path>`, `filters.<path>~~from|to|empty`, `sortBy`, `direction`, `page`, `perPage`, `knownTotal`. */
export function readListQuery(query: Readonly<Record<string, unknown>>): ListQuery {
  return {
    filters: readFilters(query),
    sort: {
      sortBy: typeof query.sortBy === 'string' ? query.sortBy : undefined,
      direction: query.direction === 'desc' ? 'desc' : query.direction === 'asc' ? 'asc' : undefined,
    },
    page: wholeOf(query.page, 1, FARTHEST_PAGE) ?? 1,
    perPage: wholeOf(query.perPage, 1, MOST_PER_PAGE) ?? DEFAULT_PER_PAGE,
    knownTotal: wholeOf(query.knownTotal, 0, Number.MAX_SAFE_INTEGER),
  };
}

export function readFilters(query: Readonly<Record<string, unknown>>): AskedFilter[] {
  const found = new Map<string, unknown>();
  for (const [key, value] of Object.entries(query)) {
    if (!key.startsWith(PREFIX)) continue;
    const [path = '', bound, ...rest] = key.slice(PREFIX.length).split(BOUND);
    if (bound === undefined) found.set(path, value);
    else found.set(path, withBound(found.get(path), rest.length === 0 ? bound : '', value));
  }
  return [...found].map(([path, value]) => ({ path, value }));
}

/** A text and bounds at once contradict each other: nothing fits. */
function withBound(known: unknown, bound: string, value: unknown): unknown {
  if (known === undefined) return { [bound]: value };
  return typeof known === 'object' && known !== null ? { ...known, [bound]: value } : null;
}

function wholeOf(value: unknown, min: number, max: number): number | null {
  if (typeof value !== 'string' || !/^-?\d{1,16}$/.test(value)) return null;
  return Math.min(Math.max(Number(value), min), max);
}
