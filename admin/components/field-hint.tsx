import { useTranslation, type PropertyJSON } from 'adminjs';
import React from 'react';

/** What a field means, in plain sight: AdminJS would hide it behind an icon, which no finger can point at. */
export default function FieldHint({ property }: { property: PropertyJSON }) {
  const { tm } = useTranslation();
  if (!property.description) return null;
  return <span className="studio-field-hint">{tm(property.description, property.resourceId)}</span>;
}
