import type { ActionProps } from 'adminjs';
import React from 'react';
import type { ClosureEffect } from '../../src/closures/closure-effect.js';
import { ClosureEffectBox } from './closure-effect.js';
import { recordPath } from './links.js';
import { Page } from './page.js';
import { PreviewForm } from './preview-form.js';
import { usePanel } from './use-panel.js';
import { usePreviewedAction } from './use-previewed-action.js';

const NOTHING_TO_FILL_IN = {};

/** Opens closed days again, showing whose memberships move back before anything is saved. */
export default function ClosureUndo({ record }: ActionProps) {
  const { t, days } = usePanel();
  const recordId = record?.id ?? '';
  const home = recordPath('Closure', recordId);
  const { startDate = '', endDate = '' } = (record?.params ?? {}) as { startDate?: string; endDate?: string };
  const action = usePreviewedAction<ClosureEffect>({
    resourceId: 'Closure',
    recordId,
    actionName: 'undo',
    request: NOTHING_TO_FILL_IN,
    done: t('closure.undone'),
    home,
  });
  const name = record?.title ?? '';
  return (
    <Page title={t('closure.undoTitle')} narrow back={{ to: home, label: name }}>
      <PreviewForm
        action={action}
        button={action.isBusy ? t('closure.saving') : t('closure.undo')}
        onSave={() => action.save()}
        outcome={(effect) => <ClosureEffectBox effect={effect} summary="takesBack" />}
      >
        <p className="studio-lead">{t('closure.undoText', { days: days(startDate, endDate), name })}</p>
      </PreviewForm>
    </Page>
  );
}
