import React, { type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { Problem } from '../domain-refusal.js';
import { asLeft } from './links.js';
import { usePanel } from './use-panel.js';

interface PageProps {
  title: ReactNode;
  /** Where the person came from. */
  back?: { to: string; label: string };
  narrow?: boolean;
  children: ReactNode;
}

/** A page of ours: the way back, a heading, the content. */
export function Page({ title, back, narrow, children }: PageProps) {
  return (
    <main className={narrow ? 'studio-page studio-page-narrow' : 'studio-page'}>
      {back ? (
        <Link className="studio-back" to={asLeft(back.to)}>
          ← {back.label}
        </Link>
      ) : null}
      <h1 className="studio-title">{title}</h1>
      {children}
    </main>
  );
}

export function Section({ title, children, aside }: { title?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="studio-section">
      {title ? (
        <header className="studio-section-head">
          <h2>{title}</h2>
          {aside}
        </header>
      ) : null}
      {children}
    </section>
  );
}

/** Announced as soon as it appears. */
export function ProblemBox({ problem }: { problem: Problem | null }) {
  if (!problem) return null;
  return (
    <div className="studio-problem" role="alert">
      {problem.message}
    </div>
  );
}

export function Loading() {
  const { t } = usePanel();
  return (
    <p className="studio-muted" role="status">
      {t('loading')}
    </p>
  );
}

export function LoadFailed({ onRetry }: { onRetry: () => void }) {
  const { t } = usePanel();
  return (
    <div className="studio-problem" role="alert">
      {t('failed')}{' '}
      <button type="button" className="studio-link" onClick={onRetry}>
        {t('retry')}
      </button>
    </div>
  );
}
