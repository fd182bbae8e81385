import React from 'react';
import { failureOf } from './delivery-failure.js';
import { usePanel } from './use-panel.js';

interface DeliveryReasonProps {
  status: string;
  error: string | null;
}

/** Why a message did not arrive, in words; what Telegram said stands in the tooltip. Nothing for one that did. */
export function DeliveryReason({ status, error }: DeliveryReasonProps) {
  const { t } = usePanel();
  const failure = failureOf(status, error);
  if (failure === null) return null;
  return (
    <span className="studio-muted" title={error ?? undefined}>
      {t(`failure.${failure}`)}
    </span>
  );
}
