import { useNotice, type ActionProps } from 'adminjs';
import React, { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { explainPeriod, type ExplanationStep } from '../../src/lib/explanation.js';
import { Choice, Field } from './field.js';
import { newFormKey } from './form-key.js';
import { recordPath } from './links.js';
import { LoadFailed, Loading, Page, ProblemBox } from './page.js';
import { postAction, readAction } from './panel-api.js';
import { RenewTerms, request, type RenewalForm, type Terms } from './renew-terms.js';
import { usePanel } from './use-panel.js';
import { usePreview } from './use-preview.js';
import { useRead } from './use-read.js';
import { useSubmit } from './use-submit.js';

const METHODS = ['cash', 'card', 'transfer', 'other'] as const;

interface RenewalPreview {
  startDate: string;
  endDate: string;
  durationDays: number;
  amount: string;
  visitLimit: number | null;
  explanation: ExplanationStep[];
}

/** What would be sold, in words, before it is. */
function PreviewBox({ preview }: { preview: ReturnType<typeof usePreview<RenewalPreview>> }) {
  const { t, days, language } = usePanel();
  if (preview.problem && !Object.keys(preview.problem.fields).length) return <ProblemBox problem={preview.problem} />;
  if (!preview.result) return null;
  const { startDate, endDate, visitLimit, explanation } = preview.result;
  return (
    <div className={preview.isLoading ? 'studio-preview is-loading' : 'studio-preview'} aria-live="polite">
      <span className="studio-muted">{t('renew.period')}</span>
      <strong>{days(startDate, endDate)}</strong>
      <span>{explainPeriod(explanation, language)}</span>
      {visitLimit === null ? null : <span>{t('renew.visits', { count: visitLimit })}</span>}
    </div>
  );
}

function RenewFields({ form, clientId, clientName }: { form: RenewalForm; clientId: string; clientName: string }) {
  const { t } = usePanel();
  const navigate = useNavigate();
  const addNotice = useNotice();
  const usual = form.plans.find(({ name }) => name === form.lastPlanName) ?? form.plans[0];
  const [terms, setTerms] = useState<Terms>({
    planId: usual?.id ?? null,
    durationDays: String(form.defaultDurationDays),
    amount: usual?.price ?? '',
    startDate: '',
  });
  const [method, setMethod] = useState<(typeof METHODS)[number]>('cash');
  const [note, setNote] = useState('');
  // One key per opened form: however often it is sent, one period is sold.
  const idempotencyKey = useMemo(newFormKey, []);
  const { isBusy, problem, submit } = useSubmit();
  const target = { resourceId: 'Client', recordId: clientId, actionName: 'renew' };
  const preview = usePreview<RenewalPreview>(request(terms), (input) =>
    postAction(target, { mode: 'preview', ...input }),
  );
  const errors = { ...preview.problem?.fields, ...problem?.fields };
  const change = (part: Partial<Terms>) => setTerms((previous) => ({ ...previous, ...part }));
  const save = () =>
    submit(
      () => postAction(target, { mode: 'save', ...request(terms), method, note, idempotencyKey }),
      () => {
        addNotice({ message: t('renew.done', { name: clientName }), type: 'success' });
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
      <RenewTerms form={form} terms={terms} errors={errors} onChange={change} />
      <Choice
        legend={t('renew.method')}
        name="method"
        value={method}
        options={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
        onChange={setMethod}
      />
      <Field id="note" label={t('renew.note')} error={errors.note}>
        <input id="note" value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <PreviewBox preview={preview} />
      <ProblemBox problem={problem} />
      <div className="studio-actions">
        <button
          className="studio-button studio-button-main"
          type="submit"
          disabled={isBusy || preview.problem !== null}
        >
          {t('renew.button')}
        </button>
      </div>
    </form>
  );
}

/** Sells the next membership period of a client. */
export default function RenewForm({ record }: ActionProps) {
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
