import { useTranslation, type FilterPropertyProps } from 'adminjs';
import React from 'react';

const SEPARATOR = '~~';

/** Two native date fields; both days belong to the range. */
export default function DayFilter({ property, filter, onChange }: FilterPropertyProps) {
  const { translateProperty } = useTranslation();
  return (
    <fieldset className="studio-day-filter">
      <legend>{translateProperty(property.label, property.resourceId)}</legend>
      {(['from', 'to'] as const).map((bound) => {
        const name = `${property.path}${SEPARATOR}${bound}`;
        const values = filter as Record<string, string | undefined>;
        return (
          <label key={bound}>
            {translateProperty(bound)}
            <input
              type="date"
              name={name}
              value={values[name] ?? ''}
              onChange={(event) => onChange(name, event.target.value)}
            />
          </label>
        );
      })}
    </fieldset>
  );
}
