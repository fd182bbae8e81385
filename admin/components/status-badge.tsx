import React from 'react';
import { usePanel } from './use-panel.js';

export function StatusBadge({ status }: { status: string }) {
  const { t } = usePanel();
  return <span className={`studio-badge studio-badge-${status}`}>{t(`status.${status}`)}</span>;
}
