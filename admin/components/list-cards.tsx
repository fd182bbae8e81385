import type { RecordJSON, ResourceJSON } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { ListCell } from './list-cell.js';
import { recordPath } from './links.js';
import { isChosen, mayOpen, type RowsProps } from './list-table.js';
import { filterShapeOf, propertyOf, useListWords } from './list-words.js';
import { usePanel } from './use-panel.js';
import { useRecordTitle } from './use-record-title.js';

/** A list on a phone: one card for each record, the sums above them. */
export function ListCards({ resource, shape, list, records, chosen }: RowsProps) {
  const { t, money } = usePanel();
  const { label } = useListWords(resource);
  const titleOf = useRecordTitle(resource);
  const totals = list.summary.data?.totals;
  return (
    <>
      {totals && shape.totals.length > 0 ? (
        <dl className="studio-card-totals">
          {shape.totals.map((path) => (
            <div key={path}>
              <dt>
                {t('lists.total')}, {label(path)}
              </dt>
              <dd>{money(totals[path])}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      <ul className="studio-cards">
        {records.map((record) => (
          <li key={record.id}>
            <Card resource={resource} record={record} paths={shape.card} />
            {chosen ? (
              <label className="studio-card-tick">
                <input
                  type="checkbox"
                  aria-label={t('lists.choose', { name: titleOf(record) })}
                  checked={isChosen(chosen, record)}
                  onChange={({ target }) => chosen.toggle([String(record.id)], target.checked)}
                />
              </label>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

interface CardProps {
  resource: ResourceJSON;
  record: RecordJSON;
  paths: readonly string[] | undefined;
}

/** Headed by the first column, which says of whom or what the record is. */
function Card({ resource, record, paths }: CardProps) {
  const [, ...others] = resource.listProperties;
  const heading = useHeading(resource)(record);
  const shown = paths ? paths.flatMap((path) => propertyOf(resource, path) ?? []) : others;
  const filled = shown.filter(({ propertyPath }) => {
    const value: unknown = record.params[propertyPath];
    return (value !== undefined && value !== null && value !== '') || !(propertyPath in record.params);
  });
  return (
    <div className="studio-card-body">
      {mayOpen(record) ? (
        <Link to={recordPath(resource.id, record.id)}>
          <strong>{heading}</strong>
        </Link>
      ) : (
        <strong>{heading}</strong>
      )}
      <div className="studio-card-facts">
        {filled.map((property) => (
          <ListCell key={property.propertyPath} property={property} record={record} resource={resource} />
        ))}
      </div>
    </div>
  );
}

/** The first column in words. */
function useHeading(resource: ResourceJSON): (record: RecordJSON) => string {
  const { day, instant } = usePanel();
  const { choice } = useListWords(resource);
  const [first] = resource.listProperties;
  return (record) => {
    if (!first) return record.title;
    const path = first.propertyPath;
    if (first.reference) return record.populated[path]?.title ?? record.title;
    const value = String(record.params[path] ?? '');
    if (first.type === 'datetime') return instant(value);
    const { kind } = filterShapeOf(first);
    if (kind === 'day') return day(value);
    return kind === 'choice' ? choice(path, value) : value || record.title;
  };
}
