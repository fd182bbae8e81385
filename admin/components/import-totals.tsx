import React from 'react';
import type { ImportPreview } from '../import-file.js';
import { Section } from './page.js';
import { usePanel } from './use-panel.js';

type Totals = NonNullable<ImportPreview['totals']>;

const ALWAYS = ['newClients', 'knownClients', 'payments'] as const;
const WHEN_THERE = ['freezes', 'newPlans', 'newGroups', 'newCoaches'] as const;

/** What the import would make, counted. */
export function ImportTotals({ totals }: { totals: Totals }) {
  const { t, money } = usePanel();
  const counted = [...ALWAYS, ...WHEN_THERE.filter((name) => totals[name] > 0)];
  return (
    <Section title={t('import.totalsTitle')} aside={t('import.rows', { count: totals.rows })}>
      <dl className="studio-import-totals">
        {counted.map((name) => (
          <div key={name}>
            <dt>{t(`import.${name}`)}</dt>
            <dd>{totals[name]}</dd>
          </div>
        ))}
        {totals.payments > 0 ? (
          <div>
            <dt>{t('import.revenue')}</dt>
            <dd>{money(totals.revenue)}</dd>
          </div>
        ) : null}
      </dl>
      {totals.merged > 0 ? <p className="studio-hint">{t('import.merged', { count: totals.merged })}</p> : null}
      {totals.unchanged > 0 ? (
        <p className="studio-hint">{t('import.unchanged', { count: totals.unchanged })}</p>
      ) : null}
    </Section>
  );
}

/** The first rows as they were understood. */
export function ImportFirstRows({ rows }: { rows: ImportPreview['rows'] }) {
  const { t, money, days } = usePanel();
  return (
    <details className="studio-section">
      <summary>{t('import.firstRows')}</summary>
      <div className="studio-scroll" tabIndex={0} role="region" aria-label={t('import.firstRows')}>
        <table className="studio-table">
          <thead>
            <tr>
              {['row', 'client', 'plan', 'period', 'amount'].map((name) => (
                <th key={name} scope="col">
                  {t(`import.${name}`)}
                </th>
              ))}
              <th scope="col" aria-label={t('import.totalsTitle')} />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, client, plan, startDate, endDate, amount, outcome }) => (
              <tr key={row}>
                <td>{row}</td>
                <td>{client}</td>
                <td>{plan ?? ''}</td>
                <td>{startDate && endDate ? days(startDate, endDate) : ''}</td>
                <td>{amount ? money(amount) : ''}</td>
                <td>{t(`import.outcome.${outcome}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
