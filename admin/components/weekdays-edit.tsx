import { useTranslation, type EditPropertyProps } from 'adminjs';
import React from 'react';
import { usePanel } from './use-panel.js';
import { parseWeekdays, WEEKDAYS, weekdayName } from './weekdays.js';

/** Seven buttons; the value stays the text that is stored, e.g. `"1,3,5"`. */
export default function WeekdaysEdit({ property, record, onChange }: EditPropertyProps) {
  const { language } = usePanel();
  const { translateProperty } = useTranslation();
  const chosen = parseWeekdays(record.params[property.path]);
  const toggle = (day: number) => {
    const days = chosen.includes(day) ? chosen.filter((other) => other !== day) : [...chosen, day];
    onChange(property.path, days.sort((a, b) => a - b).join(','));
  };
  return (
    <fieldset className="studio-choice studio-choice-many">
      <legend>{translateProperty(property.label, property.resourceId)}</legend>
      <div>
        {WEEKDAYS.map((day) => (
          <label key={day} className={chosen.includes(day) ? 'is-chosen' : ''}>
            <input type="checkbox" checked={chosen.includes(day)} onChange={() => toggle(day)} />
            {weekdayName(day, language)}
          </label>
        ))}
      </div>
      {record.errors[property.path] ? (
        <p className="studio-field-error" role="alert">
          {record.errors[property.path]?.message}
        </p>
      ) : null}
    </fieldset>
  );
}
