import type { ActionProps } from 'adminjs';
import React from 'react';
import type { PaymentChange } from '../../src/payments/payment-changes.service.js';
import { explainPeriod } from '../../src/lib/explanation.js';
import { changesOf, termsOf, type TypedTerms } from './changed-terms.js';
import { useDraftState, withDraft } from './draft-form.js';
import { Choice, Field } from './field.js';
import { recordPath } from './links.js';
import { MethodChoice } from './method-choice.js';
import { MovedPeriods } from './moved-periods.js';
import { Page } from './page.js';
import { PreviewForm } from './preview-form.js';
import { usePanel } from './use-panel.js';
import { usePreviewedAction } from './use-previewed-action.js';

interface FieldsProps {
  terms: TypedTerms;
  errors: Record<string, string | undefined>;
  onChange: (part: Partial<TypedTerms>) => void;
}

/** The membership as it will be. */
function Outcome({ startDate, endDate, explanation, amount, paid, owed, payments }: PaymentChange) {
  const { t, days, money, language } = usePanel();
  return (
    <>
      <strong>{days(startDate, endDate)}</strong>
      <span>{explainPeriod(explanation, language)}</span>
      <span>{t('change.sums', { amount: money(amount), paid: money(paid) })}</span>
      {Number(owed) > 0 ? <span className="studio-owing">{t('renew.owed', { amount: money(owed) })}</span> : null}
      <MovedPeriods periods={payments} />
    </>
  );
}

/** What the period follows from. */
function PeriodFields({ terms, errors, onChange }: FieldsProps) {
  const { t } = usePanel();
  return (
    <>
      <Field id="startDate" label={t('change.startDate')} error={errors.startDate} hint={t('change.startHint')}>
        <input
          id="startDate"
          type="date"
          value={terms.startDate}
          onChange={({ target }) => onChange({ startDate: target.value })}
        />
      </Field>
      <Choice
        legend={t('change.term')}
        name="unit"
        value={terms.unit}
        options={(['days', 'months'] as const).map((unit) => ({ value: unit, label: t(`change.${unit}`) }))}
        onChange={(unit) => onChange({ unit })}
      />
      <div className="studio-columns">
        <Field
          id="duration"
          label={t(`change.${terms.unit}Count`)}
          error={errors.durationDays ?? errors.durationMonths}
        >
          <input
            id="duration"
            inputMode="numeric"
            value={terms.duration}
            onChange={({ target }) => onChange({ duration: target.value })}
          />
        </Field>
        <Field id="visitLimit" label={t('change.visitLimit')} error={errors.visitLimit} hint={t('change.visitHint')}>
          <input
            id="visitLimit"
            inputMode="numeric"
            value={terms.visitLimit}
            onChange={({ target }) => onChange({ visitLimit: target.value })}
          />
        </Field>
      </div>
    </>
  );
}

function MoneyFields({ terms, errors, onChange }: FieldsProps) {
  const { t } = usePanel();
  const sums = [
    { id: 'amount', label: t('renew.amount') },
    { id: 'paid', label: t('change.paid') },
  ] as const;
  return (
    <>
      <div className="studio-columns">
        {sums.map(({ id, label }) => (
          <Field key={id} id={id} label={label} error={errors[id]}>
            <input
              id={id}
              inputMode="decimal"
              autoComplete="off"
              value={terms[id]}
              onChange={({ target }) => onChange({ [id]: target.value })}
            />
          </Field>
        ))}
      </div>
      <MethodChoice value={terms.method} onChange={(method) => onChange({ method })} />
      <Field id="note" label={t('renew.note')} error={errors.note}>
        <input
          id="note"
          value={terms.note}
          maxLength={500}
          onChange={({ target }) => onChange({ note: target.value })}
        />
      </Field>
    </>
  );
}

/** Puts a sale right: its start, its term, its sums. What moves is shown before anything is saved. */
function ChangePaymentForm({ record }: ActionProps) {
  const { t } = usePanel();
  const stored = termsOf(record);
  const [terms, setTerms] = useDraftState('terms', stored);
  const page = recordPath('Payment', record?.id ?? '');
  const action = usePreviewedAction<PaymentChange>({
    resourceId: 'Payment',
    recordId: record?.id ?? '',
    actionName: 'change',
    request: changesOf(stored, terms),
    done: t('change.done'),
    home: page,
  });
  const isUnchanged = action.problem?.code === 'nothing_changed';
  const isClosed = Boolean(record?.params.refundDate ?? record?.params.transferDate);
  const fields = {
    terms,
    errors: action.errors,
    onChange: (part: Partial<TypedTerms>) => setTerms((previous) => ({ ...previous, ...part })),
  };
  return (
    <Page title={t('change.title')} narrow back={{ to: page, label: record?.title || t('back') }}>
      <PreviewForm
        action={isUnchanged ? { ...action, problem: null } : action}
        button={t('change.button')}
        onSave={() => action.save({ version: record?.params.version as number })}
        outcome={(change) => <Outcome {...change} />}
      >
        {isClosed ? <p className="studio-note">{t('change.sumsOnly')}</p> : <PeriodFields {...fields} />}
        <MoneyFields {...fields} />
      </PreviewForm>
    </Page>
  );
}

export default withDraft(ChangePaymentForm);
