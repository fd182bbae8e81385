import type { ActionProps } from 'adminjs';
import React from 'react';
import type { RenewalPreview } from '../../src/payments/payments.service.js';
import { explainPeriod } from '../../src/lib/explanation.js';
import { pluralVisits } from '../../src/lib/wording.js';
import { useDraftState, useFormKey, withDraft } from './draft-form.js';
import { Field } from './field.js';
import { recordPath } from './links.js';
import { MethodChoice, type Method } from './method-choice.js';
import { LoadFailed, Loading, Page } from './page.js';
import { readAction } from './panel-api.js';
import { PreviewForm } from './preview-form.js';
import { RenewTerms, request, type RenewalForm, type Terms } from './renew-terms.js';
import { useArrivalFocus } from './use-arrival-focus.js';
import { usePanel } from './use-panel.js';
import { usePreviewedAction } from './use-previewed-action.js';
import { useRead } from './use-read.js';

/** What would be sold, in words, before it is. */
function Outcome({ startDate, endDate, visitLimit, owed, explanation }: RenewalPreview) {
  const { t, days, money, language } = usePanel();
  return (
    <>
      <span className="studio-muted">{t('renew.period')}</span>
      <strong>{days(startDate, endDate)}</strong>
      <span>{explainPeriod(explanation, language)}</span>
      {visitLimit === null ? null : <span>{pluralVisits(visitLimit, language)}</span>}
      {Number(owed) > 0 ? <span className="studio-owing">{t('renew.owed', { amount: money(owed) })}</span> : null}
    </>
  );
}

function RenewFields({ form, clientId, clientName }: { form: RenewalForm; clientId: string; clientName: string }) {
  const { t } = usePanel();
  const usual = form.plans.find(({ name }) => name === form.lastPlanName) ?? form.plans[0];
  const [terms, setTerms] = useDraftState<Terms>('terms', {
    planId: usual?.id ?? null,
    durationDays: String(form.defaultDurationDays),
    amount: usual?.price ?? '',
    paid: null,
    startDate: '',
  });
  const [method, setMethod] = useDraftState<Method>('method', 'cash');
  const [note, setNote] = useDraftState('note', '');
  // One key per opened form: however often it is sent, one period is sold.
  const idempotencyKey = useFormKey();
  useArrivalFocus('form input[name=plan]:checked');
  const action = usePreviewedAction<RenewalPreview>({
    resourceId: 'Client',
    recordId: clientId,
    actionName: 'renew',
    request: request(terms),
    done: t('renew.done', { name: clientName }),
    home: recordPath('Client', clientId),
  });
  const change = (part: Partial<Terms>) => setTerms((previous) => ({ ...previous, ...part }));
  return (
    <PreviewForm
      action={action}
      button={t('renew.button')}
      onSave={() => action.save({ method, note, idempotencyKey })}
      outcome={(preview) => <Outcome {...preview} />}
    >
      <RenewTerms form={form} terms={terms} errors={action.errors} onChange={change} />
      <MethodChoice value={method} onChange={setMethod} />
      <Field id="note" label={t('renew.note')} error={action.errors.note}>
        <input id="note" value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </PreviewForm>
  );
}

/** Sells the next membership period of a client. */
function RenewForm({ record }: ActionProps) {
  const { t } = usePanel();
  const recordId = record?.id ?? '';
  const { data, hasFailed, reload } = useRead(recordId, async () => {
    const { result } = await readAction<RenewalForm>({ resourceId: 'Client', recordId, actionName: 'renew' });
    return result;
  });
  const name = record?.title ?? '';
  return (
    <Page title={t('renew.title')} narrow back={{ to: recordPath('Client', recordId), label: name }}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? <RenewFields form={data} clientId={recordId} clientName={name} /> : null}
    </Page>
  );
}

export default withDraft(RenewForm);
