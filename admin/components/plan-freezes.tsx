import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { freezePolicyOf } from '../../src/plans/freeze-policy.js';
import { freezePolicyInWords } from '../../src/plans/plan-wording.js';
import { LabelledValue } from './labelled-value.js';
import { planOf } from './plan-record.js';
import { usePanel } from './use-panel.js';

/** How what is sold may be frozen. */
export default function PlanFreezes(props: BasePropertyProps) {
  const { language } = usePanel();
  return (
    <LabelledValue {...props} wraps>
      {freezePolicyInWords(freezePolicyOf(planOf(props.record)), language)}
    </LabelledValue>
  );
}
