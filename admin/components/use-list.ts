import { ApiClient, type RecordJSON } from 'adminjs';
import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import type { ListSummary } from '../lists/list-shape.js';
import { addressParams, PAGE_SIZES, readAddress, withFilters, type ListAddress } from './list-address.js';
import { rememberList } from './links.js';
import { readAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useRead, type Read } from './use-read.js';

export interface ListRows {
  records: RecordJSON[];
  total: number;
  /** What was asked for when these rows came: while another page is on its way, they are of the page before. */
  key: string;
}

export interface List {
  address: ListAddress;
  perPage: number;
  rows: Read<ListRows>;
  summary: Read<ListSummary>;
  isLoading: boolean;
  go: (address: ListAddress) => void;
  filter: (changed: Record<string, string>) => void;
  /** After something was done to the records. */
  reload: () => void;
}

/** A person's page size, kept by this browser for each who logs in here. */
function useUsualSize(): [number, (size: number) => void] {
  const { user } = usePanel();
  const key = `studio.pageSize.${user?.staffId ?? 0}`;
  const kept = PAGE_SIZES.find((size) => String(size) === window.localStorage.getItem(key));
  return [kept ?? PAGE_SIZES[0], (size) => window.localStorage.setItem(key, String(size))];
}

/** A list as its address says. Turning a page counts nothing anew. */
export function useList(resourceId: string): List {
  const { search } = useLocation();
  const navigate = useNavigate();
  const address = readAddress(search);
  const [usual, keepUsual] = useUsualSize();
  const perPage = address.perPage || usual;
  const params = { ...addressParams(address), perPage: String(perPage) };
  const filters = addressParams({ ...withFilters(address, {}), sortBy: '', perPage: 0 });
  const [rowsKey, filtersKey] = [JSON.stringify([resourceId, params]), JSON.stringify([resourceId, filters])];
  const known = useRef<{ key: string; total: number } | null>(null);
  const rows = useRead(rowsKey, async () => {
    const before = known.current?.key === filtersKey ? known.current : null;
    const asked = before ? { ...params, knownTotal: String(before.total) } : params;
    const loaded = await readPage(resourceId, asked);
    known.current = { key: filtersKey, total: loaded.total };
    return { ...loaded, key: rowsKey };
  });
  const summary = useRead(filtersKey, async () => {
    return (await readAction<ListSummary>({ resourceId, actionName: 'summary', params: filters })).result;
  });
  const go = (next: ListAddress): void => {
    if (next.perPage > 0) keepUsual(next.perPage);
    navigate({ search: new URLSearchParams(addressParams(next)).toString() });
  };
  useEffect(() => rememberList(resourceId, search), [resourceId, search]);
  usePagesThatAre({ rows: rows.data, address, perPage, go });
  return {
    address,
    perPage,
    rows,
    summary,
    isLoading: rows.data?.key !== rowsKey && !rows.hasFailed,
    go,
    filter: (changed) => go(withFilters(address, changed)),
    reload: () => {
      known.current = null;
      rows.reload();
      summary.reload();
    },
  };
}

async function readPage(resourceId: string, params: Record<string, string>): Promise<Omit<ListRows, 'key'>> {
  const { data } = await new ApiClient().resourceAction({ resourceId, actionName: 'list', params });
  const { records, meta, notice } = data as {
    records: RecordJSON[];
    meta?: { total: number };
    notice?: { message: string };
  };
  if (!meta) throw new Error(notice?.message);
  return { records, total: meta.total };
}

/** The last record of the last page may have gone: then the page before is the last. */
function usePagesThatAre({
  rows,
  address,
  perPage,
  go,
}: {
  rows: ListRows | null;
  address: ListAddress;
  perPage: number;
  go: (address: ListAddress) => void;
}): void {
  const last = rows ? Math.max(1, Math.ceil(rows.total / perPage)) : address.page;
  useEffect(() => {
    if (rows && rows.records.length === 0 && address.page > last) go({ ...address, page: last });
  }, [rows]);
}
