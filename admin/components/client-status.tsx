import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { OwedBadge, StatusBadge } from './status-badge.js';

export default function ClientStatus({ record, property }: BasePropertyProps) {
  const status: unknown = record?.params[property.path];
  if (typeof status !== 'string') return null;
  return (
    <span className="studio-badges">
      <StatusBadge status={status} />
      <OwedBadge owed={record?.params.owed as string | null} />
    </span>
  );
}
