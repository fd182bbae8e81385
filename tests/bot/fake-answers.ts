import type { BroadcastView } from '../../src/contract/broadcasts.js';
import type { FreezeChange, FreezeInput, Membership, PaymentInput } from '../../src/contract/memberships.js';
import { calendarDate, daysInclusive } from '../../src/lib/calendar-date.js';

export function changeOf(
  { startDate, endDate }: Pick<FreezeInput, 'startDate' | 'endDate'>,
  id: number | null,
): FreezeChange {
  const before = { startDate: '2026-03-01', endDate: '2026-04-06' };
  return {
    id,
    days: daysInclusive(calendarDate(startDate), calendarDate(endDate)),
    startDate,
    endDate,
    payments: [{ id: 2, startDate: '2026-03-01', endDate: '2026-04-13', before }],
  };
}

export function draft(id: number, text: string): BroadcastView {
  return {
    id,
    status: 'draft',
    text,
    audience: { kind: 'all', groupId: null, activeOnly: false },
    hasPhoto: false,
    scheduledAt: null,
    startedAt: null,
    finishedAt: null,
    reason: null,
    total: 0,
    sent: 0,
    failed: 0,
    blocked: 0,
    gone: 0,
    unknown: 0,
    skipped: 0,
    pending: 0,
  };
}

export function sold({ amount, method }: PaymentInput): Membership {
  return {
    id: 9,
    planName: 'Месяц',
    durationDays: 30,
    durationMonths: null,
    isTrial: false,
    amount: String(amount),
    paid: String(amount),
    owed: '0.00',
    method: method ?? 'cash',
    saleDate: '2026-03-10',
    startDate: '2026-03-10',
    endDate: '2026-04-08',
    refundDate: null,
    transferDate: null,
    transferredFrom: null,
    transferredTo: null,
    visitLimit: null,
    visitsUsed: 0,
    explanation: [],
  };
}
