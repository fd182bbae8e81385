/** What the address of a list says: what it is narrowed to, in which order, which part of it is shown. */
export interface ListAddress {
  /** By what stands after `filters.`: `status`, `saleDate~~from`, `phone~~empty`. */
  filters: Record<string, string>;
  sortBy: string;
  direction: 'asc' | 'desc' | '';
  page: number;
  /** 0 = as the person had it last. */
  perPage: number;
}

const PREFIX = 'filters.';
export const PAGE_SIZES = [20, 50, 100] as const;

export function readAddress(search: string): ListAddress {
  const params = new URLSearchParams(search);
  const filters: Record<string, string> = {};
  for (const [name, value] of params) {
    if (name.startsWith(PREFIX) && value !== '') filters[name.slice(PREFIX.length)] = value;
  }
  const direction = params.get('direction');
  return {
    filters,
    sortBy: params.get('sortBy') ?? '',
    direction: direction === 'asc' || direction === 'desc' ? direction : '',
    page: Math.max(1, Math.trunc(Number(params.get('page'))) || 1),
    perPage: PAGE_SIZES.find((size) => String(size) === params.get('perPage')) ?? 0,
  };
}

/** The parameters of an address; what is as usual is left out. */
export function addressParams({ filters, sortBy, direction, page, perPage }: ListAddress): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(filters).map(([name, value]) => [`${PREFIX}${name}`, value])),
    ...(sortBy ? { sortBy, direction: direction || 'asc' } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
    ...(perPage > 0 ? { perPage: String(perPage) } : {}),
  };
}

/** The same list with other filters, from its first page; an empty value takes a filter away. */
export function withFilters(address: ListAddress, changed: Record<string, string>): ListAddress {
  const all = { ...address.filters, ...changed };
  const filters = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  return { ...address, filters, page: 1 };
}

/** What a filter is about: `saleDate~~from` → `saleDate`. */
export function filterPath(name: string): string {
  return name.split('~~')[0] ?? name;
}

/** A click on a column's heading: upwards first, then the other way round. */
export function sortedBy(address: ListAddress, column: string): ListAddress {
  const isSame = address.sortBy === column;
  return { ...address, sortBy: column, direction: isSame && address.direction !== 'desc' ? 'desc' : 'asc', page: 1 };
}
