import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { planInWords } from '../../src/plans/plan-wording.js';
import { LabelledValue } from './labelled-value.js';
import { planOf } from './plan-record.js';
import { usePanel } from './use-panel.js';

/** What is sold: "8 visits · 30 days". */
export default function PlanTerms(props: BasePropertyProps) {
  const { language } = usePanel();
  return <LabelledValue {...props}>{planInWords(planOf(props.record), language)}</LabelledValue>;
}
