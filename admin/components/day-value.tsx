import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { LabelledValue } from './labelled-value.js';
import { usePanel } from './use-panel.js';

export default function DayValue(props: BasePropertyProps) {
  const { day } = usePanel();
  return <LabelledValue {...props}>{day(props.record?.params[props.property.path] as string | null)}</LabelledValue>;
}
