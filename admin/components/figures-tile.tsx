import React from 'react';
import { Link } from 'react-router-dom';
import type { Figure } from '../../src/statistics/figure-definitions.js';
import { Definition } from './figures-definition.js';
import { useFigureFormats } from './figures-numbers.js';

interface ChangeProps {
  value: number;
  /** Null = it is not known what it was. */
  before: number | null;
  /** How the number and the difference are written. */
  format: (value: number) => string;
}

/** More or less than before: in words and a sign, never by colour alone. */
export function Change({ value, before, format }: ChangeProps) {
  const { t, percent } = useFigureFormats();
  if (before === null) return <span className="figures-change">{t('figures.noPrevious')}</span>;
  const difference = value - before;
  const was = format(before);
  if (difference === 0) return <span className="figures-change">{t('figures.same', { was })}</span>;
  const by = format(Math.abs(difference));
  const key = difference > 0 ? 'figures.more' : 'figures.less';
  const share = before > 0 ? ` (${difference > 0 ? '+' : '−'}${percent(Math.abs(difference) / before)})` : '';
  return (
    <span className="figures-change">
      <span aria-hidden="true">{difference > 0 ? '▲' : '▼'}</span> {t(key, { by })}
      {share}, {t('figures.was', { was })}
    </span>
  );
}

interface TileProps extends Partial<Omit<ChangeProps, 'format'>> {
  figure: Figure;
  /** What is shown instead of the number. */
  text?: string;
  note?: React.ReactNode;
  to: string | null;
  format?: (value: number) => string;
}

/** A number with its name, its definition, what it was before, and the way to the rows behind it. */
export function Tile({ figure, value = 0, text, before, note, to, format }: TileProps) {
  const { t, number } = useFigureFormats();
  const write = format ?? number;
  const shown = text ?? write(value);
  return (
    <div className="figures-tile" data-figure={figure}>
      <span className="figures-name">
        {t(`figures.name.${figure}`)} <Definition of={figure} />
      </span>
      <strong>
        {to === null ? (
          shown
        ) : (
          <Link to={to} aria-label={`${t(`figures.name.${figure}`)}: ${shown}`}>
            {shown}
          </Link>
        )}
      </strong>
      {before === undefined ? null : <Change value={value} before={before} format={write} />}
      {note ? <span className="figures-change">{note}</span> : null}
    </div>
  );
}
