import { useNotice, type ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { RefundChange } from '../../src/payments/refunds.service.js';
import { Field } from './field.js';
import { recordPath } from './links.js';
import { MovedPeriods } from './moved-periods.js';
import { Page, ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { usePreview } from './use-preview.js';
import { useSubmit } from './use-submit.js';

/** Gives money back for a membership: what is proposed and every period that moves are shown before anything is saved. */
export default function RefundForm({ record }: ActionProps) {
  const { t, day, money } = usePanel();
  const navigate = useNavigate();
  const addNotice = useNotice();
  const [refundDate, setRefundDate] = useState('');
  const [amount, setAmount] = useState('');
  const [note, setNote] = useState('');
  const { isBusy, problem, submit } = useSubmit();
  const target = { resourceId: 'Payment', recordId: record?.id ?? '', actionName: 'refund' };
  const request = { refundDate, amount: amount.trim().replace(',', '.') };
  const preview = usePreview<RefundChange>(request, (input) => postAction(target, { mode: 'preview', ...input }));
  const errors = { ...preview.problem?.fields, ...problem?.fields };
  const shownProblem = problem ?? preview.problem;
  const card = recordPath('Client', String(record?.params.clientId ?? ''));
  const save = () =>
    submit(
      () => postAction(target, { mode: 'save', ...request, note }),
      () => {
        addNotice({ message: t('refund.done'), type: 'success' });
        navigate(card);
      },
    );
  return (
    <Page title={t('refund.title')} narrow back={{ to: card, label: record?.title || t('back') }}>
      <form
        className="studio-section"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="studio-columns">
          <Field id="refundDate" label={t('refund.date')} error={errors.refundDate}>
            <input
              id="refundDate"
              type="date"
              value={refundDate || (preview.result?.refundDate ?? '')}
              onChange={({ target: { value } }) => setRefundDate(value)}
            />
          </Field>
          <Field
            id="amount"
            label={t('refund.amount')}
            error={errors.amount}
            hint={preview.result ? t('refund.proposed', { amount: money(preview.result.proposed) }) : undefined}
          >
            <input
              id="amount"
              inputMode="decimal"
              placeholder={preview.result?.proposed}
              value={amount}
              onChange={({ target: { value } }) => setAmount(value)}
            />
          </Field>
        </div>
        <Field id="note" label={t('refund.note')} error={errors.note}>
          <input id="note" value={note} maxLength={500} onChange={({ target: { value } }) => setNote(value)} />
        </Field>
        {preview.result ? (
          <div className={preview.isLoading ? 'studio-preview is-loading' : 'studio-preview'} aria-live="polite">
            <strong>
              {t('refund.summary', {
                amount: money(preview.result.amount),
                paid: money(preview.result.paid),
                day: day(preview.result.refundDate),
              })}
            </strong>
            <MovedPeriods periods={preview.result.payments} />
          </div>
        ) : null}
        <ProblemBox problem={shownProblem && Object.keys(shownProblem.fields).length === 0 ? shownProblem : null} />
        <div className="studio-actions">
          <button className="studio-button studio-button-main" type="submit" disabled={isBusy || !preview.result}>
            {t('refund.button')}
          </button>
        </div>
      </form>
    </Page>
  );
}
