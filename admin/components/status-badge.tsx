import React from 'react';
import { usePanel } from './use-panel.js';

export function StatusBadge({ status }: { status: string }) {
  const { t } = usePanel();
  return <span className={`studio-badge studio-badge-${status}`}>{t(`status.${status}`)}</span>;
}

/** What a client still has to pay; nothing for one who owes nothing. */
export function OwedBadge({ owed }: { owed: string | null | undefined }) {
  const { t, money } = usePanel();
  return owed ? (
    <span className="studio-badge studio-badge-owing">{t('card.owed', { amount: money(owed) })}</span>
  ) : null;
}
