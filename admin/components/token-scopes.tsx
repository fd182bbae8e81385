import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { LabelledValue } from './labelled-value.js';
import { usePanel } from './use-panel.js';

/** What a token may do, in words. */
export default function TokenScopes(props: BasePropertyProps) {
  const { t } = usePanel();
  const scopes = String(props.record?.params[props.property.path] ?? '').split(',');
  return <LabelledValue {...props}>{scopes.map((scope) => t(`token.scopes.${scope}`)).join(', ')}</LabelledValue>;
}
