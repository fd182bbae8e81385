import type { ShowPropertyProps } from 'adminjs';
import React, { type ComponentType } from 'react';
import { LabelledValue } from './labelled-value.js';

type ListValueProps = ShowPropertyProps & { OriginalComponent: ComponentType<ShowPropertyProps> };

/** A value of AdminJS's own kinds in a list: with its name on a phone, and a dash for nothing. */
export default function ListValue({ OriginalComponent, ...props }: ListValueProps) {
  const value: unknown = props.record.params[props.property.path];
  const isEmpty = value === undefined || value === null || value === '';
  return (
    <LabelledValue {...props} where="list" wraps>
      {isEmpty ? '—' : <OriginalComponent {...props} />}
    </LabelledValue>
  );
}
