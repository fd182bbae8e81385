import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { parseCalendarDate } from '../../src/lib/calendar-date.js';
import { DEFAULT_PRESET, GROUPINGS, PRESETS, usualGrouping } from '../../src/statistics/range.rules.js';
import { figuresPath, type FiguresAddress } from './figures-address.js';
import { Definition } from './figures-definition.js';
import { usePanel } from './use-panel.js';

export interface Range {
  today: string;
  asOf: string;
  from: string;
  to: string;
}

interface RangeProps {
  address: FiguresAddress;
  range: Range;
}

/** Two days of one's own choice: asked for as soon as both are days. */
function CustomRange({ address, range }: RangeProps) {
  const { t } = usePanel();
  const navigate = useNavigate();
  const [from, setFrom] = useState(range.from);
  const [to, setTo] = useState(range.to);
  const isWhole = parseCalendarDate(from) !== null && parseCalendarDate(to) !== null;
  return (
    <form
      className="figures-days"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) navigate(figuresPath(address, { range: null, from, to }));
      }}
    >
      <label>
        {t('figures.from')}
        <input type="date" value={from} max={range.asOf} onChange={({ target }) => setFrom(target.value)} required />
      </label>
      <label>
        {t('figures.to')}
        <input type="date" value={to} max={range.asOf} onChange={({ target }) => setTo(target.value)} required />
      </label>
      <button className="studio-button" type="submit">
        {t('figures.show')}
      </button>
    </form>
  );
}

/** Another day to look at everything from. Asked for at once: there is only one field. */
function AsOf({ address, range }: RangeProps) {
  const { t } = usePanel();
  const navigate = useNavigate();
  return (
    <label className="figures-as-of">
      <span>
        {t('figures.name.asOf')} <Definition of="asOf" />
      </span>
      <input
        type="date"
        value={range.asOf}
        max={range.today}
        onChange={({ target }) => {
          const day = parseCalendarDate(target.value);
          // Days of one's own choice may lie after the day that is asked as of: then the usual period before it is shown.
          const isTooEarly = day !== null && (address.get('to') ?? '') > day;
          if (day !== null) {
            navigate(
              figuresPath(address, {
                asOf: day >= range.today ? null : day,
                ...(isTooEarly ? { from: null, to: null } : {}),
              }),
            );
          }
        }}
      />
    </label>
  );
}

/** Which days are asked about. All of it stands in the address, for coming back and for sending on. */
export function RangeBar({ address, range }: RangeProps) {
  const { t } = usePanel();
  const navigate = useNavigate();
  const isCustom = address.has('from');
  const chosen = isCustom ? null : (address.get('range') ?? DEFAULT_PRESET);
  return (
    <div className="figures-bar">
      <div className="figures-presets" role="group" aria-label={t('figures.period')}>
        {PRESETS.map((preset) => (
          <button
            key={preset}
            type="button"
            aria-pressed={preset === chosen}
            onClick={() => navigate(figuresPath(address, { range: preset, from: null, to: null, by: null }))}
          >
            {t(`figures.preset.${preset}`)}
          </button>
        ))}
      </div>
      <div className="figures-custom">
        <CustomRange key={`${range.from} ${range.to}`} address={address} range={range} />
        <AsOf address={address} range={range} />
        <button className="studio-button" type="button" onClick={() => window.print()}>
          {t('figures.print')}
        </button>
      </div>
    </div>
  );
}

/** By days, weeks or months. */
export function GroupingChoice({ address, range }: RangeProps) {
  const { t } = usePanel();
  const navigate = useNavigate();
  const from = parseCalendarDate(range.from);
  const to = parseCalendarDate(range.to);
  const usual = from && to ? usualGrouping(from, to) : 'day';
  return (
    <label className="figures-grouping">
      {t('figures.by')}
      <select
        value={address.get('by') ?? usual}
        onChange={({ target }) => navigate(figuresPath(address, { by: target.value === usual ? null : target.value }))}
      >
        {GROUPINGS.map((by) => (
          <option key={by} value={by}>
            {t(`figures.grouping.${by}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
