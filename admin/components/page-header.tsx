import { actionHref, useTranslation, type ActionJSON, type RecordJSON, type ResourceJSON } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { asLeft, listPath } from './links.js';
import { useRecordTitle } from './use-record-title.js';

interface HeaderProps {
  resource: ResourceJSON;
  action: ActionJSON;
  record?: RecordJSON;
  /** How many records a list has. */
  count?: string;
}

/** What is offered beside the heading, last a new record. A form that is being filled in leads only to its record. */
function offeredActions({ resource, action, record }: HeaderProps): ActionJSON[] {
  if (action.name === 'edit') return record?.recordActions.filter(({ name }) => name === 'show') ?? [];
  if (record) return record.recordActions.filter(({ name }) => name !== action.name);
  if (action.name !== 'list') return [];
  const others = resource.resourceActions.filter(({ name }) => name !== 'list');
  return others.sort((one, other) => Number(one.name === 'new') - Number(other.name === 'new'));
}

/** On top of a list, of a record and of its form: the way back, what it is called, and then what can be done. */
export function PageHeader(props: HeaderProps) {
  const { resource, action, record, count } = props;
  const { translateAction, translateLabel } = useTranslation();
  const titleOf = useRecordTitle(resource);
  const isList = action.name === 'list';
  const params = { resourceId: resource.id, ...(record ? { recordId: record.id } : {}) };
  const buttons = offeredActions(props).flatMap((offered) => {
    const to = actionHref(offered, params);
    return to ? [{ to, name: offered.name, label: translateAction(offered.label, resource.id) }] : [];
  });
  return (
    <>
      {isList || !resource.href ? null : (
        <Link className="studio-back" to={asLeft(listPath(resource.id))}>
          ← {translateLabel(resource.name, resource.id)}
        </Link>
      )}
      <header className="studio-page-head">
        <h1 className="studio-title">
          {record?.title ? titleOf(record) : translateAction(action.label, resource.id)}
          {count ? <span className="studio-count">{count}</span> : null}
        </h1>
        {buttons.length > 0 ? (
          <div className="studio-page-actions">
            {buttons.map(({ to, name, label }) => (
              <Link
                key={name}
                className={name === 'new' ? 'studio-button studio-button-main' : 'studio-button'}
                to={to}
              >
                {label}
              </Link>
            ))}
          </div>
        ) : null}
      </header>
    </>
  );
}
