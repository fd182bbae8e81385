import { CleanPropertyComponent, type EditPropertyProps } from 'adminjs';
import React, { useEffect } from 'react';

/** A checkbox that a new record comes with checked: what it shows is what is saved. */
export default function CheckedAtFirst(props: EditPropertyProps) {
  const { property, record, onChange } = props;
  const isNew = record.params[property.path] === undefined;
  useEffect(() => {
    if (isNew) onChange(property.path, true);
  }, [isNew]);
  return <CleanPropertyComponent {...props} />;
}
