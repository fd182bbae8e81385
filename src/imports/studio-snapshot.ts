import type { CalendarDate } from '../lib/calendar-date.js';
import type { Money } from '../lib/money.js';
import type { ChainPayment } from '../payments/chain.rules.js';
import type { DayRange } from './row.rules.js';

/** What the studio already has and a book may speak of again: the facts that an import is planned against. */
export interface StudioSnapshot {
  clients: readonly SnapshotClient[];
  plans: readonly SnapshotPlan[];
  groups: readonly SnapshotGroup[];
  coaches: readonly SnapshotCoach[];
}

export interface SnapshotClient {
  id: number;
  firstName: string;
  lastName: string;
  phone: string | null;
  telegramId: string | null;
  telegramUsername: string | null;
  email: string | null;
  birthDate: CalendarDate | null;
  region: string | null;
  groupId: number | null;
  note: string | null;
  isArchived: boolean;
  payments: readonly SnapshotPayment[];
  freezes: readonly SnapshotFreeze[];
}

export interface SnapshotPayment extends ChainPayment {
  endDate: CalendarDate;
  idempotencyKey: string | null;
}

export interface SnapshotFreeze extends DayRange {
  id: number;
  idempotencyKey: string | null;
}

export interface SnapshotPlan {
  id: number;
  name: string;
  durationDays: number;
  price: Money;
  visitLimit: number | null;
}

export interface SnapshotGroup {
  id: number;
  name: string;
  isArchived: boolean;
  /** Seats not taken; null = no limit. */
  freeSeats: number | null;
}

export interface SnapshotCoach {
  id: number;
  firstName: string;
  lastName: string;
  telegramId: string | null;
}

export const EMPTY_STUDIO: StudioSnapshot = { clients: [], plans: [], groups: [], coaches: [] };
