import type { ShowPropertyProps } from 'adminjs';
import React, { type ComponentType } from 'react';
import { LabelledValue } from './labelled-value.js';

type ShowValueProps = ShowPropertyProps & { OriginalComponent: ComponentType<ShowPropertyProps> };

/** A value of AdminJS's own kinds on a record's page; nothing is a dash, as it is of our kinds. */
export default function ShowValue({ OriginalComponent, ...props }: ShowValueProps) {
  const value: unknown = props.record.params[props.property.path];
  const isEmpty = value === undefined || value === null || value === '';
  return isEmpty ? (
    <LabelledValue {...props} where="show">
      —
    </LabelledValue>
  ) : (
    <OriginalComponent {...props} />
  );
}
