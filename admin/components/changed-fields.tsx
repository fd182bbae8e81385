import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { LabelledValue } from './labelled-value.js';

function fieldsOf(json: unknown): [string, unknown][] {
  if (typeof json !== 'string') return [];
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? Object.entries(value) : [];
  } catch {
    return [];
  }
}

function shown(value: unknown): string {
  if (value === null || value === '') return '—';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** One side of an audit entry: field by field. */
export default function ChangedFields(props: BasePropertyProps) {
  const fields = fieldsOf(props.record?.params[props.property.path]);
  return (
    <LabelledValue {...props}>
      {fields.length === 0 ? (
        '—'
      ) : (
        <dl className="studio-changes">
          {fields.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{shown(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </LabelledValue>
  );
}
