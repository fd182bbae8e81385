import React, { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { ROOT_PATH } from '../paths.js';
import { ImportColumns } from './import-columns.js';
import { ImportFileField } from './import-file-field.js';
import { ImportIssues } from './import-issues.js';
import type { ImportFailure } from './import-ask.js';
import { useImport, type ImportState } from './import-state.js';
import { ImportFirstRows, ImportTotals } from './import-totals.js';
import { listPath } from './links.js';
import { Page, Section } from './page.js';
import { usePanel } from './use-panel.js';

const HOME = listPath('ImportBatch');
export const UNDO_PATH = `${ROOT_PATH}/resources/ImportBatch/actions/undo`;

function Failure({ failure, onRetry }: { failure: ImportFailure; onRetry: (() => void) | null }) {
  const { t } = usePanel();
  return (
    <div className="studio-problem" role="alert">
      {failure.message}{' '}
      {failure.isLoggedOut ? (
        <a href={`${ROOT_PATH}/login`} target="_blank" rel="noreferrer">
          {t('import.logIn')}
        </a>
      ) : null}{' '}
      {onRetry ? (
        <button type="button" className="studio-link" onClick={onRetry}>
          {t('retry')}
        </button>
      ) : null}
    </div>
  );
}

function Steps({ step }: { step: 'file' | 'check' | 'done' }) {
  const { t } = usePanel();
  const names = ['file', 'check', 'done'] as const;
  return (
    <ol
      className="studio-steps"
      aria-label={t('import.step', { number: names.indexOf(step) + 1, name: t(`import.steps.${step}`) })}
    >
      {names.map((name) => (
        <li key={name} aria-current={name === step ? 'step' : undefined}>
          {t(`import.steps.${name}`)}
        </li>
      ))}
    </ol>
  );
}

/** The question at the end: how many rows, and what becomes of the others. */
function Commit({ state }: { state: ImportState }) {
  const { t } = usePanel();
  const { preview, busy, commit } = state;
  const { totals } = preview ?? {};
  if (!totals) return null;
  const rows = totals.rows - totals.refused - totals.unchanged;
  if (rows === 0) return <p className="studio-warning">{t('import.nothingNew')}</p>;
  const words = totals.refused > 0 ? 'import.commitRest' : 'import.commit';
  return (
    <Section>
      <p className="studio-hint">{t('import.allOrNothing')}</p>
      <div className="studio-actions">
        <button
          className="studio-button studio-button-main"
          type="button"
          disabled={busy !== null || !state.isChecked}
          onClick={() => void commit()}
        >
          {t(words, { count: rows })}
        </button>
      </div>
      {busy === 'commit' ? (
        <div role="status">
          <progress className="studio-progress" aria-label={t('import.writing')} />
          <p className="studio-muted">{t('import.writing')}</p>
        </div>
      ) : null}
    </Section>
  );
}

function Check({ state }: { state: ImportState }) {
  const { t } = usePanel();
  const { preview, busy, say, download } = state;
  if (!preview) {
    return busy === 'preview' ? (
      <p className="studio-muted" role="status">
        {t('import.reading')}
      </p>
    ) : null;
  }
  return (
    <div className={busy === 'preview' ? 'studio-import is-loading' : 'studio-import'} aria-busy={busy === 'preview'}>
      {preview.problem ? (
        <div className="studio-problem" role="alert">
          <strong>{t('import.problemTitle')}</strong>: {preview.problem.message}
        </div>
      ) : null}
      {preview.totals ? <ImportTotals totals={preview.totals} /> : null}
      <ImportColumns preview={preview} isBusy={busy !== null} onSay={say} />
      {preview.totals ? (
        <>
          <ImportFirstRows rows={preview.rows} />
          <ImportIssues preview={preview} isBusy={busy !== null} onDownload={() => void download()} />
        </>
      ) : null}
      <Commit state={state} />
    </div>
  );
}

function Done({ state }: { state: ImportState }) {
  const { t, money } = usePanel();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { totals } = state.done ?? {};
  if (!totals) return null;
  const { newClients: clients, payments, freezes, revenue, refused } = totals;
  return (
    <section className="studio-section">
      <h2 className="studio-done-title" tabIndex={-1} ref={heading}>
        {t('import.doneTitle')}
      </h2>
      <p className="studio-lead">{t('import.doneText', { clients, payments, revenue: money(revenue), freezes })}</p>
      {refused > 0 ? <p className="studio-warning">{t('import.doneRefused', { count: refused })}</p> : null}
      <div className="studio-actions">
        <Link className="studio-button studio-button-main" to={listPath('Client')}>
          {t('import.toClients')}
        </Link>
        <button className="studio-button" type="button" onClick={state.forget}>
          {t('import.again')}
        </button>
        <Link className="studio-button" to={UNDO_PATH}>
          {t('import.undo')}
        </Link>
      </div>
    </section>
  );
}

/** The browser asks before it leaves a page on which a chosen file would be lost. */
function useLeaveQuestion(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isOpen]);
}

/** Brings a studio's book in: a file, what its columns hold, what it would make, and only then the writing. */
export default function ImportWizard() {
  const { t } = usePanel();
  const state = useImport();
  const { file, done, busy, failure } = state;
  useLeaveQuestion(file !== null && done === null);
  // A refusal of the writing is repeated by the button that asked for it; a failed check by this one.
  const onRetry = file && busy === null && !done ? state.retry : null;
  return (
    <Page title={t('import.title')} back={{ to: HOME, label: t('import.list') }}>
      <Steps step={done ? 'done' : file ? 'check' : 'file'} />
      {file && !done ? (
        <div className="studio-import-file">
          <strong>{file.name}</strong>
          <button className="studio-link" type="button" disabled={busy === 'commit'} onClick={state.forget}>
            {t('import.other')}
          </button>
        </div>
      ) : null}
      {file ? null : (
        <Section>
          <p className="studio-lead">{t('import.intro')}</p>
          <ImportFileField isBusy={busy !== null} onChoose={(chosen) => void state.choose(chosen)} />
        </Section>
      )}
      {failure ? <Failure failure={failure} onRetry={state.isChecked ? null : onRetry} /> : null}
      {file && !done ? <Check state={state} /> : null}
      {done ? <Done state={state} /> : null}
    </Page>
  );
}
