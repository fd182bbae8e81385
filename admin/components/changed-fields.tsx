import { useTranslation, type BasePropertyProps } from 'adminjs';
import React from 'react';
import { LabelledValue } from './labelled-value.js';
import { usePanel } from './use-panel.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** What a code of ours looks like; anything else is somebody's text. */
const CODE = /^[a-z]+$/;

function fieldsOf(json: unknown): [string, unknown][] {
  if (typeof json !== 'string') return [];
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? Object.entries(value) : [];
  } catch {
    return [];
  }
}

/** One side of an audit entry: field by field, in the words of the record's own page. */
export default function ChangedFields(props: BasePropertyProps) {
  const { translateProperty, translateLabel } = useTranslation();
  const { day } = usePanel();
  const entity = String(props.record?.params.entity);
  const shown = (name: string, value: unknown): string => {
    if (value === null || value === '') return '—';
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (DAY.test(text)) return day(text);
    return CODE.test(text) ? translateLabel(`${name}.${text}`, entity, { defaultValue: text }) : text;
  };
  const fields = fieldsOf(props.record?.params[props.property.path]);
  return (
    <LabelledValue {...props}>
      {fields.length === 0 ? (
        '—'
      ) : (
        <dl className="studio-changes">
          {fields.map(([name, value]) => (
            <div key={name}>
              <dt>{translateProperty(name, entity, { defaultValue: name })}</dt>
              <dd>{shown(name, value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </LabelledValue>
  );
}
