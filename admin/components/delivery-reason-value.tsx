import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { failureOf } from './delivery-failure.js';
import { DeliveryReason } from './delivery-reason.js';
import { LabelledValue } from './labelled-value.js';

export default function DeliveryReasonValue(props: BasePropertyProps) {
  const { status = '', error = null } = (props.record?.params ?? {}) as { status?: string; error?: string | null };
  return (
    <LabelledValue {...props}>
      {failureOf(status, error) === null ? '—' : <DeliveryReason status={status} error={error} />}
    </LabelledValue>
  );
}
