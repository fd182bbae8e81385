import React from 'react';
import type { ImportPreview } from '../import-file.js';
import { Section } from './page.js';
import { usePanel } from './use-panel.js';

interface IssuesProps {
  preview: ImportPreview;
  isBusy: boolean;
  onDownload: () => void;
}

/** Row by row what stands in the way and what should be looked at. */
export function ImportIssues({ preview, isBusy, onDownload }: IssuesProps) {
  const { t } = usePanel();
  const { issues, issueCount, totals } = preview;
  if (issueCount === 0) return <p className="studio-muted">{t('import.noIssues')}</p>;
  return (
    <Section
      title={t('import.issuesTitle', { count: issueCount })}
      aside={
        <button className="studio-link" type="button" disabled={isBusy} onClick={onDownload}>
          {t('import.download')}
        </button>
      }
    >
      {totals && totals.refused > 0 ? (
        <p className="studio-warning studio-import-refused">{t('import.refused', { count: totals.refused })}</p>
      ) : null}
      <div className="studio-scroll studio-scroll-tall" tabIndex={0} role="region" aria-label={t('import.reason')}>
        <table className="studio-table studio-issues">
          <thead>
            <tr>
              <th scope="col">{t('import.row')}</th>
              <th scope="col">{t('import.client')}</th>
              <th scope="col">{t('import.where')}</th>
              <th scope="col">{t('import.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {issues.map(({ row, client, column, severity, message }, index) => (
              <tr key={index} className={`is-${severity}`}>
                <td>{row}</td>
                <td>{client || '—'}</td>
                <td>{column ?? '—'}</td>
                <td>
                  <span className={`studio-badge studio-badge-${severity}`}>{t(`import.severity.${severity}`)}</span>{' '}
                  {message}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {issueCount > issues.length ? (
        <p className="studio-hint">{t('import.shownOf', { shown: issues.length, count: issueCount })}</p>
      ) : null}
    </Section>
  );
}
