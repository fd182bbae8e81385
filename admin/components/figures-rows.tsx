import React from 'react';
import { Link, useNavigate } from 'react-router-dom';
import type { Figure } from '../../src/statistics/figure-definitions.js';
import type { FigureRow, RowKind } from '../../src/statistics/figure-rows.queries.js';
import { DASHBOARD_PAGE } from '../paths.js';
import type { FiguresAddress } from './figures-address.js';
import { Definition } from './figures-definition.js';
import { centsOf, useFigureFormats } from './figures-numbers.js';
import type { Range } from './figures-range.js';
import { pagePath, recordPath } from './links.js';
import { Section } from './page.js';
import { PhoneLink } from './phone-link.js';

export interface RowsAnswer {
  total: number;
  page: number;
  pages: number;
  items: FigureRow[];
}

const FIGURE_OF: Record<RowKind, Figure> = {
  active: 'active',
  frozen: 'frozen',
  expiring: 'expiring',
  owing: 'owed',
  misses: 'misses',
  newClients: 'newClients',
  revenue: 'revenue',
  renewed: 'renewal',
  notRenewed: 'renewal',
  lost: 'churn',
  cohort: 'retention',
};

interface RowsProps {
  rows: RowsAnswer;
  range: Range;
  address: FiguresAddress;
}

/** How these rows' own columns are called; a column that no row has is left out. */
function useColumns(of: RowKind, items: readonly FigureRow[]) {
  const { t, day, cents } = useFigureFormats();
  const all = [
    { name: t(`figures.rowDate.${of}`), has: 'date', text: ({ date }: FigureRow) => day(date) },
    { name: t('figures.nextSale'), has: 'nextDate', text: ({ nextDate }: FigureRow) => day(nextDate) },
    {
      name: t('figures.kind'),
      has: 'kind',
      text: ({ kind, method }: FigureRow) => `${t(`figures.movement.${kind ?? 'sale'}`)}, ${t(`method.${method}`)}`,
    },
    {
      name: t('figures.amount'),
      has: 'amount',
      text: ({ amount }: FigureRow) => (amount === null ? '—' : cents(centsOf(amount))),
    },
  ] as const;
  return all.filter(({ has }) => items.some((row) => row[has] !== null));
}

function Pages({ rows, address }: Pick<RowsProps, 'rows' | 'address'>) {
  const { t, number } = useFigureFormats();
  const navigate = useNavigate();
  if (rows.pages <= 1) return null;
  const go = (page: number): void => {
    const next = new URLSearchParams(address);
    next.set('page', String(page));
    navigate(`${pagePath(DASHBOARD_PAGE)}?${next.toString()}`);
  };
  return (
    <nav className="figures-pages" aria-label={t('figures.pages')}>
      <button className="studio-button" type="button" disabled={rows.page <= 1} onClick={() => go(rows.page - 1)}>
        {t('figures.before')}
      </button>
      <span>{t('figures.pageOf', { page: number(rows.page), pages: number(rows.pages) })}</span>
      <button
        className="studio-button"
        type="button"
        disabled={rows.page >= rows.pages}
        onClick={() => go(rows.page + 1)}
      >
        {t('figures.after')}
      </button>
    </nav>
  );
}

/** Who and what a number is made of. */
export function FigureRows({ rows, range, address }: RowsProps) {
  const { t, number, days, day } = useFigureFormats();
  const asked = address.get('of') as RowKind | null;
  const of: RowKind = asked && asked in FIGURE_OF ? asked : 'active';
  const columns = useColumns(of, rows.items);
  const renewalDays = Number(address.get('days') ?? 0);
  const isInTime = renewalDays === 0 && (of === 'renewed' || of === 'notRenewed');
  const title = isInTime ? t(`figures.rows.${of}InTime`) : t(`figures.rows.${of}`, { count: renewalDays });
  const isOnDay = of === 'active' || of === 'frozen' || of === 'expiring' || of === 'owing';
  return (
    <Section
      title={
        <>
          {title} <Definition of={FIGURE_OF[of]} />
        </>
      }
      aside={<span className="studio-muted">{t('figures.rowsInAll', { count: number(rows.total) })}</span>}
    >
      <p className="studio-muted">
        {isOnDay ? t('figures.onDay', { day: day(range.to) }) : days(range.from, range.to)}
      </p>
      {rows.total === 0 ? <p className="studio-muted">{t('figures.noRows')}</p> : null}
      {rows.items.length > 0 ? (
        <div className="figures-scroll" tabIndex={0} role="region" aria-label={title}>
          <table className="studio-table" data-rows={of}>
            <thead>
              <tr>
                <th scope="col">{t('figures.client')}</th>
                <th scope="col">{t('card.phone')}</th>
                {columns.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
                {of === 'misses' ? <th scope="col">{t('figures.session')}</th> : null}
              </tr>
            </thead>
            <tbody>
              {rows.items.map((row, place) => (
                <tr key={place}>
                  <th scope="row">
                    <Link to={recordPath('Client', row.clientId)}>{row.name}</Link>
                  </th>
                  <td>{row.phone ? <PhoneLink phone={row.phone} /> : '—'}</td>
                  {columns.map(({ name, text }) => (
                    <td key={name}>{text(row)}</td>
                  ))}
                  {row.sessionId === null ? null : (
                    <td>
                      <Link to={recordPath('GroupTraining', row.sessionId)}>{t('figures.open')}</Link>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <Pages rows={rows} address={address} />
    </Section>
  );
}
