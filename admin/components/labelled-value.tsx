import { useTranslation, type BasePropertyProps } from 'adminjs';
import React, { type ReactNode } from 'react';

interface LabelledValueProps extends BasePropertyProps {
  children: ReactNode;
  /** In a list: may go on to a next line. A date or a sum stays whole. */
  wraps?: boolean;
}

/**
 * On a record's page a value stands below its name; in a list the column says it, and on a phone a small label. There the
 * first value of a row is the heading of its card and needs none.
 */
export function LabelledValue({ where, resource, property, wraps = false, children }: LabelledValueProps) {
  const { translateProperty } = useTranslation();
  const label = translateProperty(property.label, property.resourceId);
  if (where === 'list') {
    const isHeading = resource.listProperties[0]?.propertyPath === property.propertyPath;
    const classes = ['studio-cell', ...(wraps ? ['studio-cell-text'] : []), ...(isHeading ? ['studio-cell-head'] : [])];
    return (
      <span className={classes.join(' ')}>
        {isHeading ? null : <span className="studio-cell-label">{label}: </span>}
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
