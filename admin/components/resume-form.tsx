import { useNotice, type ActionProps } from 'adminjs';
import React from 'react';
import { Link, useNavigate } from 'react-router-dom';
import type { FreezeChange } from '../../src/contract/memberships.js';
import type { Problem } from '../domain-refusal.js';
import { recordPath } from './links.js';
import { MovedPeriods } from './moved-periods.js';
import { LoadFailed, Loading, Page, ProblemBox } from './page.js';
import { postAction, readAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';
import { useSubmit } from './use-submit.js';

interface ResumePreview {
  change: FreezeChange | null;
  problem: Problem | null;
}

/** Ends a running freeze early: today is a training day again. */
export default function ResumeForm({ record }: ActionProps) {
  const { t, day } = usePanel();
  const navigate = useNavigate();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  const recordId = record?.id ?? '';
  const target = { resourceId: 'LazyDays', recordId, actionName: 'resume' };
  const { data, hasFailed, reload } = useRead<ResumePreview>(recordId, async () => {
    const { result, problem: refused } = await readAction<FreezeChange>(target);
    return { change: result ?? null, problem: refused ?? null };
  });
  const card = recordPath('Client', String(record?.params.clientId ?? ''));
  const save = () =>
    submit(
      () => postAction<FreezeChange>(target),
      () => {
        addNotice({ message: t('resume.done'), type: 'success' });
        navigate(card);
      },
    );
  return (
    <Page title={t('resume.title')} narrow back={{ to: card, label: t('back') }}>
      <section className="studio-section">
        {hasFailed ? <LoadFailed onRetry={reload} /> : null}
        {!data && !hasFailed ? <Loading /> : null}
        <ProblemBox problem={problem ?? data?.problem ?? null} />
        {data?.change ? (
          <>
            <p className="studio-lead">
              {data.change.days === 0
                ? t('resume.removed')
                : t('resume.text', { from: day(data.change.startDate), to: day(data.change.endDate) })}
            </p>
            <MovedPeriods periods={data.change.payments} />
          </>
        ) : null}
        <div className="studio-actions">
          <button
            className="studio-button studio-button-main"
            type="button"
            disabled={isBusy || !data?.change}
            onClick={() => void save()}
          >
            {t('resume.button')}
          </button>
          <Link className="studio-button" to={card}>
            {t('back')}
          </Link>
        </div>
      </section>
    </Page>
  );
}
