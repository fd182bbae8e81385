import { ApiClient, type RecordJSON } from 'adminjs';
import { ROOT_PATH } from '../paths.js';
import { addressParams, PAGE_SIZES, readAddress, type ListAddress } from './list-address.js';

type Params = Record<string, string>;

/** A page of a list. */
export interface PageOfRows {
  records: RecordJSON[];
  total: number;
}

/** A person's page size, kept by this browser for each who logs in here. */
function usualSize(staffId: number): number {
  const kept = window.localStorage.getItem(sizeKey(staffId));
  return PAGE_SIZES.find((size) => String(size) === kept) ?? PAGE_SIZES[0];
}

export function keepUsualSize(staffId: number, size: number): void {
  window.localStorage.setItem(sizeKey(staffId), String(size));
}

function sizeKey(staffId: number): string {
  return `studio.pageSize.${staffId}`;
}

/** What is asked of the server for an address. */
export function pageParams(address: ListAddress, staffId: number): Params {
  return { ...addressParams(address), perPage: String(address.perPage || usualSize(staffId)) };
}

const AHEAD_MS = 10_000;
/** What was asked before anything was drawn. */
const ahead = new Map<string, Promise<PageOfRows>>();

/**
 * Asks for the rows that the page's address means, before the page is drawn: that takes the browser about as long as the
 * answer takes to come.
 */
export function readRowsAhead({ pathname, search }: Location, staffId: number): void {
  const [, resourceId] = new RegExp(`^${ROOT_PATH}/resources/([A-Za-z]+)/?$`).exec(pathname) ?? [];
  if (resourceId === undefined) return;
  const params = pageParams(readAddress(search), staffId);
  const rows = readRows(resourceId, params);
  // Whoever takes it hears of the failure.
  rows.catch(() => undefined);
  const key = JSON.stringify([resourceId, params]);
  ahead.set(key, rows);
  // Where another page was drawn after all, what came is soon out of date.
  window.setTimeout(() => ahead.delete(key), AHEAD_MS);
}

/** The rows of a list; those that were asked for ahead only the first time. Throws when there is no answer. */
export async function readRows(resourceId: string, params: Params): Promise<PageOfRows> {
  const key = JSON.stringify([resourceId, params]);
  const known = ahead.get(key);
  ahead.delete(key);
  if (known) return known;
  const { data } = await new ApiClient().resourceAction({ resourceId, actionName: 'list', params });
  const { records, meta, notice } = data as {
    records: RecordJSON[];
    meta?: { total: number };
    notice?: { message: string };
  };
  if (!meta) throw new Error(notice?.message);
  return { records, total: meta.total };
}
