import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { LabelledValue } from './labelled-value.js';
import { usePanel } from './use-panel.js';

export default function MoneyValue(props: BasePropertyProps) {
  const { money } = usePanel();
  return <LabelledValue {...props}>{money(props.record?.params[props.property.path] as string | null)}</LabelledValue>;
}
