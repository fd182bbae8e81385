import { useTranslation, type BasePropertyProps } from 'adminjs';
import React, { type ReactNode } from 'react';

/** On a record's page a value stands below its name; in a list the column says it, and on a phone a small label. */
export function LabelledValue({ where, property, children }: BasePropertyProps & { children: ReactNode }) {
  const { translateProperty } = useTranslation();
  const label = translateProperty(property.label, property.resourceId);
  if (where === 'list') {
    return (
      <span className="studio-cell">
        <span className="studio-cell-label">{label}: </span>
        {children}
      </span>
    );
  }
  return (
    <div className="studio-value">
      <span className="studio-value-label">{label}</span>
      <div>{children}</div>
    </div>
  );
}
