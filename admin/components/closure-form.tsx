import React from 'react';
import type { ClosureChange, ClosurePreview } from '../../src/closures/closures.service.js';
import { pluralDays } from '../../src/lib/wording.js';
import { ClosureEffectBox } from './closure-effect.js';
import { ClosureTarget, nameOf, type ClosureStart, type Target } from './closure-target.js';
import { useDraftState, useFormKey, withDraft } from './draft-form.js';
import { Field } from './field.js';
import { listPath } from './links.js';
import { LoadFailed, Loading, Page } from './page.js';
import { readAction } from './panel-api.js';
import { PreviewForm } from './preview-form.js';
import { usePanel } from './use-panel.js';
import { usePreviewedAction } from './use-previewed-action.js';
import { useRead } from './use-read.js';

const HOME = listPath('Closure');
const MAX_REASON = 200;

function ClosureFields({ start }: { start: ClosureStart }) {
  const { t, language } = usePanel();
  const { groups, plans, today, tomorrow, mayBackdate } = start;
  const [target, setTarget] = useDraftState<Target>('target', {
    scope: 'studio',
    groupId: groups[0]?.id ?? null,
    planId: plans[0]?.id ?? null,
  });
  const [days, setDays] = useDraftState('days', { startDate: tomorrow, endDate: tomorrow });
  const [reason, setReason] = useDraftState('reason', '');
  const idempotencyKey = useFormKey();
  const action = usePreviewedAction<ClosurePreview, ClosureChange>({
    resourceId: 'Closure',
    actionName: 'new',
    request: { ...target, ...days },
    done: ({ clients, days: given }) =>
      clients === 0
        ? t('closure.doneNobody')
        : t('closure.done', { count: clients, days: pluralDays(given, language) }),
    home: HOME,
  });
  const { errors, isBusy, preview } = action;
  const clients = preview.isLoading ? 0 : (preview.result?.clients ?? 0);
  const close = t(`closure.close.${target.scope}`, { name: nameOf(start, target) });
  const button = clients === 0 ? close : `${close}: ${t('closure.extend', { count: clients })}`;
  // The last closed day never stays before the first one.
  const begin = (startDate: string) =>
    setDays(({ endDate }) => ({ startDate, endDate: endDate < startDate ? startDate : endDate }));
  return (
    <PreviewForm
      action={action}
      button={isBusy ? t('closure.saving') : button}
      isReady={!preview.isLoading}
      onSave={() => action.save({ reason, idempotencyKey })}
      outcome={(effect) => (
        <>
          <ClosureEffectBox effect={effect} summary="gives" />
          {effect.sessions > 0 ? (
            <div className="studio-warning" role="status">
              {t('closure.sessions', { count: effect.sessions })}
            </div>
          ) : null}
        </>
      )}
    >
      <ClosureTarget
        start={start}
        target={target}
        errors={errors}
        onChange={(part) => setTarget((previous) => ({ ...previous, ...part }))}
      />
      <div className="studio-columns">
        <Field id="startDate" label={t('closure.startDate')} error={errors.startDate}>
          <input
            id="startDate"
            type="date"
            min={mayBackdate ? undefined : today}
            value={days.startDate}
            onChange={(event) => begin(event.target.value)}
          />
        </Field>
        <Field id="endDate" label={t('closure.endDate')} error={errors.endDate}>
          <input
            id="endDate"
            type="date"
            min={days.startDate}
            value={days.endDate}
            onChange={(event) => setDays((previous) => ({ ...previous, endDate: event.target.value }))}
          />
        </Field>
      </div>
      <Field id="reason" label={t('closure.reason')} hint={t('closure.reasonHint')} error={errors.reason}>
        <input id="reason" value={reason} maxLength={MAX_REASON} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </PreviewForm>
  );
}

/** Closes the studio, a group or a plan for some days, showing whose memberships move before anything is saved. */
function ClosureForm() {
  const { t } = usePanel();
  const { data, hasFailed, reload } = useRead('closure', async () => {
    const { result } = await readAction<ClosureStart>({ resourceId: 'Closure', actionName: 'new' });
    return result;
  });
  return (
    <Page title={t('closure.title')} narrow back={{ to: HOME, label: t('closure.list') }}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? <ClosureFields start={data} /> : null}
    </Page>
  );
}

export default withDraft(ClosureForm);
