import type { RecordJSON, ResourceJSON } from 'adminjs';
import React, { memo, type MouseEvent } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import type { ListShape } from '../lists/list-shape.js';
import { sortedBy } from './list-address.js';
import { ListCell } from './list-cell.js';
import type { Chosen } from './list-chosen.js';
import { useListWords } from './list-words.js';
import { recordPath } from './links.js';
import type { List } from './use-list.js';
import { usePanel } from './use-panel.js';
import { useRecordTitle } from './use-record-title.js';

export interface RowsProps {
  resource: ResourceJSON;
  shape: ListShape;
  list: List;
  records: readonly RecordJSON[];
  /** Null where nothing can be done to several at once. */
  chosen: Chosen | null;
}

/** A click on what does something by itself does not open the row. */
const OWN_CLICK = 'a, button, input, label';

export function mayOpen(record: RecordJSON): boolean {
  return record.recordActions.some(({ name }) => name === 'show');
}

/** A list on a desk. */
export function ListTable({ resource, shape, list, records, chosen }: RowsProps) {
  const { t } = usePanel();
  const ids = records.map(({ id }) => String(id));
  const isAllOn = chosen !== null && records.length > 0 && records.every((record) => isChosen(chosen, record));
  return (
    <div className="studio-desk studio-list-wide">
      <table className="studio-list">
        <thead>
          <tr>
            {chosen ? (
              <th scope="col" className="studio-list-tick">
                <input
                  type="checkbox"
                  aria-label={t('lists.choosePage')}
                  checked={isAllOn}
                  onChange={({ target }) => chosen.toggle(ids, target.checked)}
                />
              </th>
            ) : null}
            {resource.listProperties.map((property) => (
              <Heading key={property.propertyPath} resource={resource} list={list} path={property.propertyPath} />
            ))}
            <th scope="col">
              <span className="studio-hidden">{t('lists.open')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <TableRow
              key={record.id}
              resource={resource}
              record={record}
              isChosen={chosen && isChosen(chosen, record)}
              toggle={chosen?.toggle}
            />
          ))}
        </tbody>
        <Totals resource={resource} shape={shape} list={list} hasTicks={chosen !== null} />
      </table>
    </div>
  );
}

function Heading({ resource, list, path }: { resource: ResourceJSON; list: List; path: string }) {
  const { label } = useListWords(resource);
  const { address } = list;
  const property = resource.listProperties.find(({ propertyPath }) => propertyPath === path);
  if (!property?.isSortable) return <th scope="col">{label(path)}</th>;
  const isSorted = address.sortBy === path;
  const order = isSorted ? (address.direction === 'desc' ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" aria-sort={order}>
      <button type="button" onClick={() => list.go(sortedBy(address, path))}>
        {label(path)} <span aria-hidden="true">{isSorted ? (address.direction === 'desc' ? '↓' : '↑') : '↕'}</span>
      </button>
    </th>
  );
}

export function isChosen({ isAll, ids }: Chosen, { id }: RecordJSON): boolean {
  return isAll || ids.has(String(id));
}

interface TableRowProps {
  resource: ResourceJSON;
  record: RecordJSON;
  /** Null where nothing can be done to several at once. */
  isChosen: boolean | null;
  toggle: Chosen['toggle'] | undefined;
}

/** Drawn anew only where something of the row has changed. */
const TableRow = memo(function TableRow({ resource, record, isChosen, toggle }: TableRowProps) {
  const { t } = usePanel();
  const navigate = useNavigate();
  const name = useRecordTitle(resource)(record);
  const id = String(record.id);
  const opens = mayOpen(record);
  const open = ({ target }: MouseEvent): void => {
    // Marking a text with the mouse ends in a click as well.
    const isMarking = (window.getSelection()?.toString() ?? '') !== '';
    if (opens && !isMarking && !(target as Element).closest(OWN_CLICK)) navigate(recordPath(resource.id, id));
  };
  return (
    <tr className={opens ? 'studio-list-opens' : ''} onClick={open}>
      {isChosen !== null ? (
        <td className="studio-list-tick">
          <input
            type="checkbox"
            aria-label={t('lists.choose', { name })}
            checked={isChosen}
            onChange={({ target }) => toggle?.([id], target.checked)}
          />
        </td>
      ) : null}
      {resource.listProperties.map((property, place) => (
        <td key={property.propertyPath}>
          {place === 0 && opens && !property.reference ? (
            <Link className="studio-list-title" to={recordPath(resource.id, id)}>
              <ListCell property={property} record={record} resource={resource} />
            </Link>
          ) : (
            <ListCell property={property} record={record} resource={resource} />
          )}
        </td>
      ))}
      <td className="studio-list-open">
        {opens ? (
          <Link to={recordPath(resource.id, id)} aria-label={t('lists.openRecord', { name })}>
            ›
          </Link>
        ) : null}
      </td>
    </tr>
  );
});

interface TotalsProps {
  resource: ResourceJSON;
  shape: ListShape;
  list: List;
  hasTicks: boolean;
}

/** Sums of all that is filtered, not of the page alone. */
function Totals({ resource, shape, list, hasTicks }: TotalsProps) {
  const { t, money } = usePanel();
  const totals = list.summary.data?.totals;
  if (!totals || shape.totals.length === 0) return null;
  const columns = resource.listProperties.map(({ propertyPath }) => propertyPath);
  const first = columns.findIndex((path) => shape.totals.includes(path));
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={first + (hasTicks ? 1 : 0)}>
          {t('lists.total')}
        </th>
        {columns.slice(first).map((path) => (
          <td key={path}>
            {totals[path] === undefined ? null : <span className="studio-cell">{money(totals[path])}</span>}
          </td>
        ))}
        <td />
      </tr>
    </tfoot>
  );
}
