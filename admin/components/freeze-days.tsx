import React from 'react';
import { addDays, daysInclusive, parseCalendarDate } from '../../src/lib/calendar-date.js';
import { Field } from './field.js';
import { usePanel } from './use-panel.js';

/** As typed: any of the three may be half-written. */
export interface FreezePeriod {
  startDate: string;
  days: string;
  endDate: string;
}

/** The last day for a first day and a number of days; as it was while one of them is being typed. */
function endOf(startDate: string, days: string, fallback: string): string {
  const start = parseCalendarDate(startDate);
  return start && /^[1-9]\d{0,3}$/.test(days) ? addDays(start, Number(days) - 1) : fallback;
}

function daysOf(startDate: string, endDate: string, fallback: string): string {
  const [start, end] = [parseCalendarDate(startDate), parseCalendarDate(endDate)];
  return start && end && start <= end ? String(daysInclusive(start, end)) : fallback;
}

/** The period of so many days from a day on. */
export function periodOf(startDate: string, days: string): FreezePeriod {
  return { startDate, days, endDate: endOf(startDate, days, startDate) };
}

interface FreezeDaysProps {
  period: FreezePeriod;
  errors: Record<string, string | undefined>;
  onChange: (period: FreezePeriod) => void;
}

/** First day, number of days, last day: each of the last two follows the other. */
export function FreezeDays({ period, errors, onChange }: FreezeDaysProps) {
  const { t } = usePanel();
  const { startDate, days, endDate } = period;
  const changeStart = (value: string) =>
    onChange({ ...period, startDate: value, endDate: endOf(value, days, endDate) });
  const changeDays = (value: string) => onChange({ ...period, days: value, endDate: endOf(startDate, value, endDate) });
  const changeEnd = (value: string) => onChange({ ...period, endDate: value, days: daysOf(startDate, value, days) });
  return (
    <div className="studio-columns">
      <Field id="startDate" label={t('freeze.startDate')} error={errors.startDate}>
        <input id="startDate" type="date" value={startDate} onChange={(event) => changeStart(event.target.value)} />
      </Field>
      <Field id="days" label={t('freeze.days')}>
        <input id="days" inputMode="numeric" value={days} onChange={(event) => changeDays(event.target.value)} />
      </Field>
      <Field id="endDate" label={t('freeze.endDate')} error={errors.endDate}>
        <input id="endDate" type="date" value={endDate} onChange={(event) => changeEnd(event.target.value)} />
      </Field>
    </div>
  );
}
