/** What a page needs to know about a list; travels to the browser as the `custom` of the action `list`. */
export interface ListShape {
  /** The filter that the tabs are values of; the first tab is the list without it. */
  tabs?: { path: string; values: readonly string[] };
  /** The filter that the search box writes. */
  search?: string;
  /** Columns of money whose sums over all that is filtered are shown. */
  totals: readonly string[];
  bulk: readonly BulkShape[];
  /** What a card on a phone shows below its heading; left out: every column. */
  card?: readonly string[];
}

/** What can be done to several chosen records at once. */
export interface BulkShape {
  name: string;
  /** The right to it: `resource` and `action` of `access.ts`. */
  right: { resource: string; action: string };
  /** What has to be told besides the records. */
  asks?: 'group' | 'text';
  /** The tabs on which it makes sense; left out: on all. */
  onTabs?: readonly string[];
}

/** How a column is filtered; travels as `custom.filter` of the property. */
export interface FilterShape {
  kind: FilterKind;
  /** Whether one may ask for those that have none. */
  mayBeEmpty: boolean;
}

export type FilterKind = 'text' | 'number' | 'money' | 'day' | 'choice' | 'reference';

/** What stands around the rows: how many are in each tab, the sums, the names of the records that filters speak of. */
export interface ListSummary {
  counts: Record<string, number> | null;
  totals: Record<string, string> | null;
  names: Record<string, string>;
}

/** The first tab: the list without the filter of the tabs. */
export const ALL_TAB = 'all';

/** No more records are changed by one confirmation. */
export const MOST_AT_ONCE = 500;
/** So many of them in one request, so that their progress is seen and a stop is heard. */
export const BULK_STEP = 25;

export interface BulkOutcome {
  done: number;
  refused: { id: number; name: string; reason: string }[];
}
