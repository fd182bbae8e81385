import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { StatusBadge } from './status-badge.js';

export default function ClientStatus({ record, property }: BasePropertyProps) {
  const status: unknown = record?.params[property.path];
  return typeof status === 'string' ? <StatusBadge status={status} /> : null;
}
