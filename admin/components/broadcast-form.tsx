import type { ActionProps } from 'adminjs';
import React from 'react';
import { BroadcastFields } from './broadcast-fields.js';
import type { BroadcastFormData } from './broadcast-data.js';
import { withDraft } from './draft-form.js';
import { listPath, recordPath } from './links.js';
import { LoadFailed, Loading, Page } from './page.js';
import { readAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';

/** Writing a broadcast, or changing one that has not begun. It is sent from its own page. */
function BroadcastForm({ record }: ActionProps) {
  const { t } = usePanel();
  const recordId = record?.id;
  const { data, hasFailed, reload } = useRead(recordId ?? 'new', async () => {
    const target = recordId === undefined ? { actionName: 'form' } : { actionName: 'draft', recordId };
    const { result } = await readAction<BroadcastFormData>({ resourceId: 'Broadcast', ...target });
    return result;
  });
  const back =
    recordId === undefined
      ? { to: listPath('Broadcast'), label: t('broadcast.list') }
      : { to: recordPath('Broadcast', recordId), label: t('back') };
  return (
    <Page title={t(recordId === undefined ? 'broadcast.new' : 'broadcast.change')} back={back}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? <BroadcastFields form={data} /> : null}
    </Page>
  );
}

export default withDraft(BroadcastForm);
