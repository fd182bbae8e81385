import type { ActionProps } from 'adminjs';
import React from 'react';
import type { FreezeChange } from '../../src/contract/memberships.js';
import type { FreezeAllowance } from '../../src/lazy-days/freeze-allowance.rules.js';
import { useDraftState, useFormKey, withDraft } from './draft-form.js';
import { Field } from './field.js';
import { Allowance, InvitedSessions } from './freeze-facts.js';
import { FreezeDays, periodOf, type FreezePeriod } from './freeze-days.js';
import { recordPath } from './links.js';
import { MovedPeriods } from './moved-periods.js';
import { LoadFailed, Loading, Page } from './page.js';
import { readAction } from './panel-api.js';
import { PreviewForm } from './preview-form.js';
import { usePanel } from './use-panel.js';
import { usePreviewedAction } from './use-previewed-action.js';
import { useRead } from './use-read.js';

const USUAL_DAYS = 7;

/** The answer of the client's action `freeze` before anything is typed. */
interface FreezeStart {
  today: string;
  allowances: FreezeAllowance[];
}

function FreezeFields({ start, clientId, clientName }: { start: FreezeStart; clientId: string; clientName: string }) {
  const { t } = usePanel();
  const [period, setPeriod] = useDraftState<FreezePeriod>('period', () => periodOf(start.today, String(USUAL_DAYS)));
  const { startDate, endDate } = period;
  const [reason, setReason] = useDraftState('reason', '');
  const isBackdated = startDate !== '' && startDate < start.today;
  const idempotencyKey = useFormKey();
  const action = usePreviewedAction<FreezeChange>({
    resourceId: 'Client',
    recordId: clientId,
    actionName: 'freeze',
    request: { startDate, endDate, reason },
    done: t('freeze.done', { name: clientName }),
    home: recordPath('Client', clientId),
  });
  return (
    <PreviewForm
      action={action}
      button={t('freeze.button')}
      onSave={() => action.save({ idempotencyKey })}
      outcome={({ payments, sessions }) => (
        <>
          <span className="studio-muted">{t('freeze.moves')}</span>
          <MovedPeriods periods={payments} />
          <InvitedSessions sessions={sessions ?? []} />
        </>
      )}
    >
      <Allowance allowances={start.allowances} day={startDate} />
      <FreezeDays period={period} errors={action.errors} onChange={setPeriod} />
      <Field id="reason" label={t(isBackdated ? 'freeze.reasonNeeded' : 'freeze.reason')} error={action.errors.reason}>
        <input id="reason" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </PreviewForm>
  );
}

/** Freezes days of a client's membership, showing what moves before anything is saved. */
function FreezeForm({ record }: ActionProps) {
  const { t } = usePanel();
  const recordId = record?.id ?? '';
  const { data, hasFailed, reload } = useRead(recordId, async () => {
    const { result } = await readAction<FreezeStart>({ resourceId: 'Client', recordId, actionName: 'freeze' });
    return result;
  });
  const name = record?.title ?? '';
  return (
    <Page title={t('freeze.title')} narrow back={{ to: recordPath('Client', recordId), label: name }}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? <FreezeFields start={data} clientId={recordId} clientName={name} /> : null}
    </Page>
  );
}

export default withDraft(FreezeForm);
