import React from 'react';
import { Choice } from './field.js';
import { usePanel } from './use-panel.js';

const METHODS = ['cash', 'card', 'transfer', 'other'] as const;
export type Method = (typeof METHODS)[number];

/** How it was paid. */
export function MethodChoice({ value, onChange }: { value: Method; onChange: (method: Method) => void }) {
  const { t } = usePanel();
  return (
    <Choice
      legend={t('renew.method')}
      name="method"
      value={value}
      options={METHODS.map((method) => ({ value: method, label: t(`method.${method}`) }))}
      onChange={onChange}
    />
  );
}
