import { useNotice, type ActionProps } from 'adminjs';
import React, { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { FreezeChange } from '../../src/contract/memberships.js';
import { Field } from './field.js';
import { newFormKey } from './form-key.js';
import { FreezeDays, periodOf, type FreezePeriod } from './freeze-days.js';
import { recordPath } from './links.js';
import { MovedPeriods } from './moved-periods.js';
import { LoadFailed, Loading, Page, ProblemBox } from './page.js';
import { postAction, readAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { usePreview } from './use-preview.js';
import { useRead } from './use-read.js';
import { useSubmit } from './use-submit.js';

const USUAL_DAYS = 7;

function FreezeFields({ today, clientId, clientName }: { today: string; clientId: string; clientName: string }) {
  const { t } = usePanel();
  const navigate = useNavigate();
  const addNotice = useNotice();
  const [period, setPeriod] = useState<FreezePeriod>(() => periodOf(today, String(USUAL_DAYS)));
  const { startDate, endDate } = period;
  const [reason, setReason] = useState('');
  const idempotencyKey = useMemo(newFormKey, []);
  const { isBusy, problem, submit } = useSubmit();
  const target = { resourceId: 'Client', recordId: clientId, actionName: 'freeze' };
  const preview = usePreview<FreezeChange>({ startDate, endDate }, (input) =>
    postAction(target, { mode: 'preview', ...input }),
  );
  const errors = { ...preview.problem?.fields, ...problem?.fields };
  const shownProblem = problem ?? preview.problem;
  const save = () =>
    submit(
      () => postAction(target, { mode: 'save', startDate, endDate, reason, idempotencyKey }),
      () => {
        addNotice({ message: t('freeze.done', { name: clientName }), type: 'success' });
        navigate(recordPath('Client', clientId));
      },
    );
  return (
    <form
      className="studio-section"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <FreezeDays period={period} errors={errors} onChange={setPeriod} />
      <Field id="reason" label={t('freeze.reason')} error={errors.reason}>
        <input id="reason" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {preview.result ? (
        <div className={preview.isLoading ? 'studio-preview is-loading' : 'studio-preview'} aria-live="polite">
          <span className="studio-muted">{t('freeze.moves')}</span>
          <MovedPeriods periods={preview.result.payments} />
        </div>
      ) : null}
      <ProblemBox problem={shownProblem && Object.keys(shownProblem.fields).length === 0 ? shownProblem : null} />
      <div className="studio-actions">
        <button className="studio-button studio-button-main" type="submit" disabled={isBusy || !preview.result}>
          {t('freeze.button')}
        </button>
      </div>
    </form>
  );
}

/** Freezes days of a client's membership, showing what moves before anything is saved. */
export default function FreezeForm({ record }: ActionProps) {
  const { t } = usePanel();
  const recordId = record?.id ?? '';
  const { data, hasFailed, reload } = useRead(recordId, async () => {
    const { result } = await readAction<{ today: string }>({ resourceId: 'Client', recordId, actionName: 'freeze' });
    return result;
  });
  const name = record?.title ?? '';
  return (
    <Page title={t('freeze.title')} narrow back={{ to: recordPath('Client', recordId), label: name }}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? <FreezeFields today={data.today} clientId={recordId} clientName={name} /> : null}
    </Page>
  );
}
