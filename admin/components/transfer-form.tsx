import type { ActionProps } from 'adminjs';
import React from 'react';
import type { TransferChange } from '../../src/payments/transfers.service.js';
import { pluralDays, pluralVisits } from '../../src/lib/wording.js';
import { ClientChoice, type ChosenClient } from './client-choice.js';
import { clientOf } from './client-of.js';
import { useDraftState, withDraft } from './draft-form.js';
import { Field } from './field.js';
import { MovedPeriods } from './moved-periods.js';
import { Page } from './page.js';
import { PreviewForm } from './preview-form.js';
import { usePanel } from './use-panel.js';
import { usePreviewedAction } from './use-previewed-action.js';

/** What the taker gets, what stays with the giver. */
function Outcome({ change, giver, taker }: { change: TransferChange; giver: string; taker: string }) {
  const { t, days, money, language } = usePanel();
  const { startDate, endDate, durationDays, visitLimit } = change.taken;
  const rest = [pluralDays(durationDays, language), visitLimit === null ? '' : pluralVisits(visitLimit, language)];
  return (
    <>
      <span className="studio-muted">{t('transfer.gets', { name: taker })}</span>
      <strong>{days(startDate, endDate)}</strong>
      <span>{rest.filter(Boolean).join(' · ')}</span>
      {Number(change.owed) > 0 ? (
        <span className="studio-owing">{t('transfer.debtStays', { amount: money(change.owed) })}</span>
      ) : null}
      <span className="studio-muted">{t('transfer.keeps', { name: giver })}</span>
      <MovedPeriods periods={change.payments} />
    </>
  );
}

/** Hands the rest of a membership to another client, showing both sides before anything is saved. */
function TransferForm({ record }: ActionProps) {
  const { t } = usePanel();
  const [taker, setTaker] = useDraftState<ChosenClient | null>('taker', null);
  const [transferDate, setTransferDate] = useDraftState('transferDate', '');
  const [note, setNote] = useDraftState('note', '');
  const giver = clientOf(record);
  const action = usePreviewedAction<TransferChange>({
    resourceId: 'Payment',
    recordId: record?.id ?? '',
    actionName: 'transfer',
    request: taker && { clientId: taker.id, transferDate },
    done: t('transfer.done', { name: taker?.name }),
    home: giver.to,
  });
  const { errors, preview } = action;
  return (
    <Page title={t('transfer.title')} narrow back={giver}>
      <PreviewForm
        action={taker ? action : { ...action, preview: NOTHING_CHOSEN }}
        button={t('transfer.button')}
        onSave={() => action.save({ note })}
        outcome={(change) => <Outcome change={change} giver={giver.label} taker={taker?.name ?? ''} />}
      >
        <ClientChoice
          label={t('transfer.to')}
          exceptId={String(record?.params.clientId ?? '')}
          chosen={taker}
          error={errors.clientId}
          onChange={setTaker}
        />
        <div className="studio-columns">
          <Field
            id="transferDate"
            label={t('transfer.date')}
            error={errors.transferDate ?? errors.startDate}
            hint={t('transfer.dateHint')}
          >
            <input
              id="transferDate"
              type="date"
              value={transferDate || (preview.result?.transferDate ?? '')}
              onChange={({ target }) => setTransferDate(target.value)}
            />
          </Field>
          <Field id="note" label={t('renew.note')} error={errors.note}>
            <input id="note" value={note} maxLength={500} onChange={({ target }) => setNote(target.value)} />
          </Field>
        </div>
      </PreviewForm>
    </Page>
  );
}

/** Nothing is shown of the client that was chosen before. */
const NOTHING_CHOSEN = { result: null, problem: null, isLoading: true };

export default withDraft(TransferForm);
