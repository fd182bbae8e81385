import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { LabelledValue } from './labelled-value.js';
import { usePanel } from './use-panel.js';

/** What a closure closes: the whole studio, or the group or plan by its name. */
export default function ClosureWhom(props: BasePropertyProps) {
  const { t } = usePanel();
  const named = props.record?.populated.groupId ?? props.record?.populated.planId;
  return (
    <LabelledValue {...props} wraps>
      {t(`closure.whom.${String(props.record?.params.scope)}`, { name: named?.title })}
    </LabelledValue>
  );
}
