import type { ActionProps } from 'adminjs';
import React from 'react';
import type { MovedPeriod } from '../../src/contract/memberships.js';
import { clientOf } from './client-of.js';
import { MovedPeriods } from './moved-periods.js';
import { Page } from './page.js';
import { PreviewForm } from './preview-form.js';
import { usePanel } from './use-panel.js';
import { usePreviewedAction } from './use-previewed-action.js';

const NOTHING_TO_FILL_IN = {};

/** "Do you really want to …" with every period that would move. Its words are `panel.confirm.<Resource>.<action>`. */
export default function ConfirmMoves({ resource, record, action }: ActionProps) {
  const { t } = usePanel();
  const words = `confirm.${resource.id}.${action.name}`;
  const recordId = record?.id ?? '';
  const client = clientOf(record);
  const previewed = usePreviewedAction<{ payments: MovedPeriod[] }>({
    resourceId: resource.id,
    recordId,
    actionName: action.name,
    request: NOTHING_TO_FILL_IN,
    done: t(`${words}.done`),
    // The card offers to take a removal back: the removed record has no page any more.
    home: action.name === 'remove' ? `${client.to}?removed=${recordId}` : client.to,
  });
  return (
    <Page title={t(`${words}.title`)} narrow back={client}>
      <PreviewForm
        action={previewed}
        button={t(`${words}.button`)}
        onSave={() => previewed.save()}
        outcome={({ payments }) => <MovedPeriods periods={payments} />}
      >
        <p className="studio-lead">{t(`${words}.text`, { name: record?.title })}</p>
      </PreviewForm>
    </Page>
  );
}
