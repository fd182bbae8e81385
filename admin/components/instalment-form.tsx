import type { ActionProps } from 'adminjs';
import React from 'react';
import type { InstalmentAnswer } from '../../src/payments/instalments.service.js';
import { isAllowed } from '../access.js';
import { clientOf } from './client-of.js';
import { useDraftState, useFormKey, withDraft } from './draft-form.js';
import { Field } from './field.js';
import { MethodChoice, type Method } from './method-choice.js';
import { Page } from './page.js';
import { PreviewForm } from './preview-form.js';
import { usePanel } from './use-panel.js';
import { usePreviewedAction } from './use-previewed-action.js';

/** Records money that comes after the sale: all that is owed, unless less is typed. */
function InstalmentForm({ record }: ActionProps) {
  const { t, money, user } = usePanel();
  const debt = String(record?.params.owedAmount ?? '');
  const [amount, setAmount] = useDraftState('amount', debt);
  const [method, setMethod] = useDraftState<Method>('method', 'cash');
  const [date, setDate] = useDraftState('date', '');
  const [note, setNote] = useDraftState('note', '');
  const idempotencyKey = useFormKey();
  const client = clientOf(record);
  const action = usePreviewedAction<InstalmentAnswer>({
    resourceId: 'Payment',
    recordId: record?.id ?? '',
    actionName: 'pay',
    request: { amount: amount.trim().replace(',', '.'), date },
    done: t('instalment.done'),
    home: client.to,
  });
  const { errors } = action;
  return (
    <Page title={t('instalment.title')} narrow back={client}>
      <PreviewForm
        action={action}
        button={t('instalment.button')}
        onSave={() => action.save({ method, note, idempotencyKey })}
        outcome={({ owed }) => (
          <strong>{Number(owed) > 0 ? t('instalment.left', { amount: money(owed) }) : t('instalment.settled')}</strong>
        )}
      >
        <p className="studio-lead">{t('instalment.debt', { amount: money(debt), period: record?.title })}</p>
        <div className="studio-columns">
          <Field id="amount" label={t('instalment.amount')} error={errors.amount}>
            <input
              id="amount"
              inputMode="decimal"
              autoComplete="off"
              value={amount}
              onChange={({ target }) => setAmount(target.value)}
            />
          </Field>
          {/* Whoever corrects may also enter what came on an earlier day. */}
          {user && isAllowed(user.role, 'Payment', 'change') ? (
            <Field id="date" label={t('instalment.date')} error={errors.date} hint={t('instalment.dateHint')}>
              <input id="date" type="date" value={date} onChange={({ target }) => setDate(target.value)} />
            </Field>
          ) : null}
        </div>
        <MethodChoice value={method} onChange={setMethod} />
        <Field id="note" label={t('renew.note')} error={errors.note}>
          <input id="note" value={note} maxLength={500} onChange={({ target }) => setNote(target.value)} />
        </Field>
      </PreviewForm>
    </Page>
  );
}

export default withDraft(InstalmentForm);
