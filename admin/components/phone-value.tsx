import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { LabelledValue } from './labelled-value.js';
import { PhoneLink } from './phone-link.js';

export default function PhoneValue(props: BasePropertyProps) {
  const phone: unknown = props.record?.params[props.property.path];
  return (
    <LabelledValue {...props}>{typeof phone === 'string' && phone ? <PhoneLink phone={phone} /> : '—'}</LabelledValue>
  );
}
