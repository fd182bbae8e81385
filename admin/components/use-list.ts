import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import type { ListSummary } from '../lists/list-shape.js';
import { addressParams, readAddress, withFilters, type ListAddress } from './list-address.js';
import { keepUsualSize, pageParams, readRows, type PageOfRows } from './list-rows.js';
import { rememberList } from './links.js';
import { readAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useRead, type Read } from './use-read.js';

export interface ListRows extends PageOfRows {
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

/** A list as its address says. Turning a page counts nothing anew. */
export function useList(resourceId: string): List {
  const { search } = useLocation();
  const navigate = useNavigate();
  const address = readAddress(search);
  const staffId = usePanel().user?.staffId ?? 0;
  const params = pageParams(address, staffId);
  const filters = addressParams({ ...withFilters(address, {}), sortBy: '', perPage: 0 });
  const [rowsKey, filtersKey] = [JSON.stringify([resourceId, params]), JSON.stringify([resourceId, filters])];
  const known = useRef<{ key: string; total: number } | null>(null);
  const rows = useRead(rowsKey, async () => {
    const before = known.current?.key === filtersKey ? known.current : null;
    const asked = before ? { ...params, knownTotal: String(before.total) } : params;
    const loaded = await readRows(resourceId, asked);
    known.current = { key: filtersKey, total: loaded.total };
    return { ...loaded, key: rowsKey };
  });
  const summary = useRead(filtersKey, async () => {
    return (await readAction<ListSummary>({ resourceId, actionName: 'summary', params: filters })).result;
  });
  const go = (next: ListAddress): void => {
    if (next.perPage > 0) keepUsualSize(staffId, next.perPage);
    navigate({ search: new URLSearchParams(addressParams(next)).toString() });
  };
  useEffect(() => rememberList(resourceId, search), [resourceId, search]);
  const perPage = Number(params.perPage);
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
