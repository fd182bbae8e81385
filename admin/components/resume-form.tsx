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

/** What the freeze will be, in a sentence. */
function Outcome({ change, isCancelled }: { change: FreezeChange; isCancelled: boolean }) {
  const { t, day, days } = usePanel();
  const { startDate, endDate } = change;
  if (isCancelled) return t('confirm.LazyDays.cancel.text', { name: days(startDate, endDate) });
  return change.days === 0 ? t('resume.removed') : t('resume.text', { from: day(startDate), to: day(endDate) });
}

/** Ends a running freeze early, or takes away one that has not begun, and shows first what moves. */
export default function ResumeForm({ record, action }: ActionProps) {
  const { t } = usePanel();
  const isCancelled = action.name === 'cancel';
  const words = isCancelled ? 'confirm.LazyDays.cancel' : 'resume';
  const navigate = useNavigate();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  const recordId = record?.id ?? '';
  const target = { resourceId: 'LazyDays', recordId, actionName: action.name };
  const { data, hasFailed, reload } = useRead<ResumePreview>(`${recordId}/${action.name}`, async () => {
    const { result, problem: refused } = await readAction<FreezeChange>(target);
    return { change: result ?? null, problem: refused ?? null };
  });
  const card = recordPath('Client', String(record?.params.clientId ?? ''));
  const save = () =>
    submit(
      () => postAction<FreezeChange>(target),
      () => {
        addNotice({ message: t(`${words}.done`), type: 'success' });
        navigate(card);
      },
    );
  return (
    <Page title={t(`${words}.title`)} narrow back={{ to: card, label: t('back') }}>
      <section className="studio-section">
        {hasFailed ? <LoadFailed onRetry={reload} /> : null}
        {!data && !hasFailed ? <Loading /> : null}
        <ProblemBox problem={problem ?? data?.problem ?? null} />
        {data?.change ? (
          <>
            <p className="studio-lead">
              <Outcome change={data.change} isCancelled={isCancelled} />
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
            {t(`${words}.button`)}
          </button>
          <Link className="studio-button" to={card}>
            {t('back')}
          </Link>
        </div>
      </section>
    </Page>
  );
}
