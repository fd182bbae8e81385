import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { LabelledValue } from './labelled-value.js';
import { usePanel } from './use-panel.js';

export default function InstantValue(props: BasePropertyProps) {
  const { instant } = usePanel();
  return (
    <LabelledValue {...props}>{instant(props.record?.params[props.property.path] as string | null)}</LabelledValue>
  );
}
