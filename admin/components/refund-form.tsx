import type { ActionProps } from 'adminjs';
import React from 'react';
import type { RefundChange } from '../../src/payments/refunds.service.js';
import { useDraftState, withDraft } from './draft-form.js';
import { Field } from './field.js';
import { recordPath } from './links.js';
import { MovedPeriods } from './moved-periods.js';
import { Page } from './page.js';
import { PreviewForm } from './preview-form.js';
import { usePanel } from './use-panel.js';
import { usePreviewedAction } from './use-previewed-action.js';

/** Gives money back for a membership: what is proposed and every period that moves are shown before anything is saved. */
function RefundForm({ record }: ActionProps) {
  const { t, day, money } = usePanel();
  const [refundDate, setRefundDate] = useDraftState('refundDate', '');
  const [amount, setAmount] = useDraftState('amount', '');
  const [note, setNote] = useDraftState('note', '');
  const home = recordPath('Client', String(record?.params.clientId ?? ''));
  const action = usePreviewedAction<RefundChange>({
    resourceId: 'Payment',
    recordId: record?.id ?? '',
    actionName: 'refund',
    request: { refundDate, amount: amount.trim().replace(',', '.') },
    done: t('refund.done'),
    home,
  });
  const { errors } = action;
  const proposal = action.preview.result;
  return (
    <Page title={t('refund.title')} narrow back={{ to: home, label: record?.title || t('back') }}>
      <PreviewForm
        action={action}
        button={t('refund.button')}
        onSave={() => action.save({ note })}
        outcome={(change) => (
          <>
            <strong>
              {t('refund.summary', {
                amount: money(change.amount),
                paid: money(change.paid),
                day: day(change.refundDate),
              })}
            </strong>
            <MovedPeriods periods={change.payments} />
          </>
        )}
      >
        <div className="studio-columns">
          <Field id="refundDate" label={t('refund.date')} error={errors.refundDate}>
            <input
              id="refundDate"
              type="date"
              value={refundDate || (proposal?.refundDate ?? '')}
              onChange={({ target }) => setRefundDate(target.value)}
            />
          </Field>
          <Field
            id="amount"
            label={t('refund.amount')}
            error={errors.amount}
            hint={proposal ? t('refund.proposed', { amount: money(proposal.proposed) }) : undefined}
          >
            <input
              id="amount"
              inputMode="decimal"
              placeholder={proposal?.proposed}
              value={amount}
              onChange={({ target }) => setAmount(target.value)}
            />
          </Field>
        </div>
        <Field id="note" label={t('refund.note')} error={errors.note}>
          <input id="note" value={note} maxLength={500} onChange={({ target }) => setNote(target.value)} />
        </Field>
      </PreviewForm>
    </Page>
  );
}

export default withDraft(RefundForm);
