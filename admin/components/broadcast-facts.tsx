import React from 'react';
import type { BroadcastCardData } from './broadcast-data.js';
import { usePanel } from './use-panel.js';

/** To whom, and when. */
export function AudienceWords({ data }: { data: BroadcastCardData }) {
  const { t, instant } = usePanel();
  const { kind, activeOnly } = data.audience;
  const name = data.groupName ?? '';
  const to = kind === 'group' ? t(activeOnly ? 'broadcast.toActiveOf' : 'broadcast.toGroup', { name }) : null;
  return (
    <>
      <p className="studio-lead">
        {t('broadcast.to')}: {to ?? t(`broadcast.audience.${kind}`)}
      </p>
      {data.status === 'scheduled' ? (
        <p className="studio-note">{t('broadcast.scheduledFor', { at: instant(data.scheduledAt) })}</p>
      ) : null}
    </>
  );
}
