import type { ActionProps } from 'adminjs';
import React, { useEffect, useState } from 'react';
import { isAllowed } from '../access.js';
import type { ListShape } from '../lists/list-shape.js';
import { filterPath, withFilters } from './list-address.js';
import { ListBulk, offeredActions } from './list-bulk.js';
import { ListCards } from './list-cards.js';
import { ListChips } from './list-chips.js';
import { useChosen } from './list-chosen.js';
import { ListExportMenu } from './list-export.js';
import { ListFilters } from './list-filters.js';
import { ListPages } from './list-pages.js';
import { ListSearch } from './list-search.js';
import { ListTable } from './list-table.js';
import { ListTabs } from './list-tabs.js';
import { ListViews } from './list-views.js';
import NoRecords from './no-records.js';
import { Loading, LoadFailed } from './page.js';
import { useList } from './use-list.js';
import { useNarrow } from './use-narrow.js';
import { LOCALES, usePanel } from './use-panel.js';

/** How many things the list is narrowed by, besides its tab and its search. */
function askedFilters(filters: Record<string, string>, shape: ListShape): number {
  const paths = Object.keys(filters).map(filterPath);
  return new Set(paths.filter((path) => path !== shape.tabs?.path && path !== shape.search)).size;
}

interface ToolsProps {
  resource: ActionProps['resource'];
  shape: ListShape;
  list: ReturnType<typeof useList>;
  mayExport: boolean;
  filter: { isOpen: boolean; toggle: () => void };
}

/** Above the rows: the search, the way to the filters, views and the file. */
function ListTools({ resource, shape, list, mayExport, filter }: ToolsProps) {
  const { t } = usePanel();
  const { filters } = list.address;
  const asked = askedFilters(filters, shape);
  return (
    <div className="studio-list-tools">
      {shape.search ? (
        <ListSearch
          resource={resource}
          path={shape.search}
          value={filters[shape.search] ?? ''}
          onChange={(text) => list.filter({ [shape.search ?? '']: text })}
        />
      ) : null}
      {resource.filterProperties.length > 0 ? (
        <button
          type="button"
          className="studio-button"
          aria-expanded={filter.isOpen}
          aria-controls="list-filters"
          onClick={filter.toggle}
        >
          {t('lists.filter')} {asked > 0 ? <span className="studio-count">{asked}</span> : null}
        </button>
      ) : null}
      <ListViews resource={resource} list={list} />
      {mayExport ? <ListExportMenu resource={resource} list={list} /> : null}
    </div>
  );
}

/** Every list of the panel: tabs, a search, filters, rows, and what can be done with them. */
export default function ResourceList({ resource, action, setTag }: ActionProps) {
  const { user, language } = usePanel();
  const shape = action.custom as unknown as ListShape;
  const list = useList(resource.id);
  const [isOpen, setIsOpen] = useState(false);
  const isNarrow = useNarrow();
  const chosen = useChosen(JSON.stringify([resource.id, withFilters(list.address, {}).filters]));
  const { data, hasFailed, reload } = list.rows;
  const may = (name: string): boolean => user !== null && isAllowed(user.role, resource.id, name);
  const actions = user && may('bulk') ? offeredActions(shape, list, user.role) : [];
  const ticks = actions.length > 0 ? chosen : null;
  useEffect(() => setTag?.(data ? data.total.toLocaleString(LOCALES[language]) : ''), [data?.total]);
  const rows = data && { resource, shape, list, records: data.records, chosen: ticks };
  return (
    <div className="studio-client-list studio-lists" aria-busy={list.isLoading}>
      <ListTools
        resource={resource}
        shape={shape}
        list={list}
        mayExport={may('export')}
        filter={{ isOpen, toggle: () => setIsOpen(!isOpen) }}
      />
      {shape.tabs ? <ListTabs resource={resource} tabs={shape.tabs} list={list} /> : null}
      {isOpen ? <ListFilters resource={resource} list={list} onClose={() => setIsOpen(false)} /> : null}
      <ListChips resource={resource} shape={shape} list={list} />
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {rows && rows.records.length === 0 && !list.isLoading ? <NoRecords resource={resource} /> : null}
      {rows && rows.records.length > 0 ? (
        <div className={list.isLoading ? 'studio-list-stale' : ''}>
          {isNarrow ? <ListCards {...rows} /> : <ListTable {...rows} />}
          <ListPages list={list} total={data.total} />
        </div>
      ) : null}
      {ticks && data ? (
        <ListBulk resource={resource} actions={actions} list={list} total={data.total} chosen={ticks} />
      ) : null}
    </div>
  );
}
