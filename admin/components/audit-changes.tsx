import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import type { FieldChange } from '../../src/audit/audit-names.queries.js';
import { isTold, useFieldWords } from './changed-fields.js';
import { LabelledValue } from './labelled-value.js';
import { usePanel } from './use-panel.js';

/** In a row of the log; the entry's own page shows the rest. */
const FIELDS_IN_A_ROW = 4;
/** A sum as it is stored. */
const SUM = /^-?\d+\.\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

function parse(json: unknown): FieldChange[] {
  return typeof json === 'string' ? (JSON.parse(json) as FieldChange[]) : [];
}

/** Of a new record nobody wants to read what it has not. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === false;
}

/** Field by field: what it was → what it has become. */
export default function AuditChanges(props: BasePropertyProps) {
  const { t, instant, money } = usePanel();
  const { shown, nameOf } = useFieldWords(String(props.record?.params.entity));
  const words = (field: string, value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'history.yes' : 'history.no');
    if (typeof value === 'string' && INSTANT.test(value)) return instant(value);
    return typeof value === 'string' && SUM.test(value) ? money(value) : shown(field, value);
  };
  const told = parse(props.record?.params[props.property.path]).filter(
    ({ field, from, to }) =>
      isTold(field) &&
      !(isEmpty(from) && isEmpty(to)) &&
      // What has no words is for programs; the entry's own page tells it all the same.
      (props.where !== 'list' || nameOf(field) !== field),
  );
  const fields = props.where === 'list' ? told.slice(0, FIELDS_IN_A_ROW) : told;
  const rest = told.length - fields.length;
  return (
    <LabelledValue {...props} wraps>
      {told.length === 0 ? '—' : null}
      <dl className="studio-changes">
        {fields.map((change) => (
          <div key={change.field}>
            <dt>{nameOf(change.field)}</dt>
            <dd>
              {'from' in change && 'to' in change
                ? `${words(change.field, change.from)} → ${words(change.field, change.to)}`
                : words(change.field, 'to' in change ? change.to : change.from)}
            </dd>
          </div>
        ))}
      </dl>
      {rest > 0 ? <small className="studio-muted">{t('audit.more', { count: rest })}</small> : null}
    </LabelledValue>
  );
}
