import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { LabelledValue } from './labelled-value.js';
import { usePanel } from './use-panel.js';
import { parseWeekdays, weekdayName } from './weekdays.js';

export default function WeekdaysValue(props: BasePropertyProps) {
  const { language } = usePanel();
  const days = parseWeekdays(props.record?.params[props.property.path]);
  return <LabelledValue {...props}>{days.map((day) => weekdayName(day, language)).join(', ') || '—'}</LabelledValue>;
}
