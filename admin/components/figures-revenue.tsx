import React from 'react';
import { Link } from 'react-router-dom';
import type { RevenueFigures as Figures, Share } from '../../src/statistics/figures.queries.js';
import { rowsPath } from './figures-address.js';
import { Definition, Definitions } from './figures-definition.js';
import { centsOf, shareOf, useFigureFormats } from './figures-numbers.js';
import type { Range } from './figures-range.js';
import { listPath } from './links.js';
import { Section } from './page.js';

interface PartsProps {
  figure: 'byPlan' | 'byMethod' | 'byCoach';
  parts: readonly Share[];
  /** What is counted beside the money. */
  counted: string;
  nameOf: (part: Share) => string;
  pathOf: (part: Share) => string;
}

/** The parts of a sum, the largest first, each with its share in words and as a bar. */
function Parts({ figure, parts, counted, nameOf, pathOf }: PartsProps) {
  const { t, number, cents, percent } = useFigureFormats();
  const sum = parts.reduce((total, { revenue }) => total + centsOf(revenue), 0);
  return (
    <Section
      title={
        <>
          {t(`figures.name.${figure}`)} <Definition of={figure} />
        </>
      }
    >
      {parts.length === 0 ? <p className="studio-muted">{t('figures.noMoney')}</p> : null}
      {parts.length > 0 ? (
        <div className="figures-scroll" tabIndex={0} role="region" aria-label={t(`figures.name.${figure}`)}>
          <table className="studio-table figures-parts" data-figure={figure}>
            <thead>
              <tr>
                <th scope="col">{t(`figures.part.${figure}`)}</th>
                <th scope="col">{counted}</th>
                <th scope="col">{t(figure === 'byCoach' ? 'figures.worth' : 'figures.name.revenue')}</th>
                <th scope="col">{t('figures.share')}</th>
              </tr>
            </thead>
            <tbody>
              {parts.map((part) => {
                const share = shareOf(centsOf(part.revenue), sum);
                return (
                  <tr key={String(part.id)}>
                    <th scope="row">{nameOf(part)}</th>
                    <td>{number(part.count)}</td>
                    <td>
                      <Link to={pathOf(part)}>{cents(centsOf(part.revenue))}</Link>
                    </td>
                    <td>
                      <meter aria-hidden="true" min={0} max={1} value={Math.max(0, share ?? 0)} /> {percent(share)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('figures.sum')}</th>
                <td>{number(parts.reduce((total, { count }) => total + count, 0))}</td>
                <td>{cents(sum)}</td>
                <td />
              </tr>
            </tfoot>
          </table>
        </div>
      ) : null}
    </Section>
  );
}

/** Where the money came from: three divisions of it. */
export function RevenueFigures({ revenue, range }: { revenue: Figures; range: Range }) {
  const { t } = useFigureFormats();
  const { asOf, today, from, to } = range;
  return (
    <>
      <Parts
        figure="byPlan"
        parts={revenue.byPlan}
        counted={t('figures.name.payments')}
        nameOf={({ name }) => name ?? t('figures.noPlan')}
        pathOf={({ id }) => rowsPath(asOf, today, { of: 'revenue', from, to, planId: id === null ? null : Number(id) })}
      />
      <Parts
        figure="byMethod"
        parts={revenue.byMethod}
        counted={t('figures.name.payments')}
        nameOf={({ id }) => t(`method.${String(id)}`)}
        pathOf={({ id }) => rowsPath(asOf, today, { of: 'revenue', from, to, method: String(id) })}
      />
      <Parts
        figure="byCoach"
        parts={revenue.byCoach}
        counted={t('figures.name.visits')}
        nameOf={({ name }) => name ?? t('figures.noSession')}
        pathOf={({ id }) =>
          id === null
            ? listPath('Training', { 'date~~from': from, 'date~~to': to })
            : listPath('GroupTraining', { coachId: String(id), 'date~~from': from, 'date~~to': to })
        }
      />
      <Definitions of={['revenue', 'byPlan', 'byMethod', 'byCoach']} />
    </>
  );
}
