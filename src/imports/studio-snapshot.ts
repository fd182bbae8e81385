import type { CalendarDate } from '../lib/calendar-date.js';
import type { Money } from '../lib/money.js';
import type { StoredVisit } from '../payments/chain.queries.js';
import type { ChainClosure, ChainPayment } from '../payments/chain.rules.js';
import type { FreezePolicy } from '../plans/freeze-policy.js';
import type { DayRange } from './row-freeze.rules.js';

/** What the studio already has and a book may speak of again: the facts that an import is planned against. */
export interface StudioSnapshot {
  clients: readonly SnapshotClient[];
  plans: readonly SnapshotPlan[];
  groups: readonly SnapshotGroup[];
  coaches: readonly SnapshotCoach[];
  /** Those that concern whoever comes: of the studio and of plans. */
  closures: readonly ChainClosure[];
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
  cardNumber: string | null;
  region: string | null;
  groupId: number | null;
  note: string | null;
  archivedDate: CalendarDate | null;
  payments: readonly SnapshotPayment[];
  freezes: readonly SnapshotFreeze[];
  closures: readonly ChainClosure[];
  visits: readonly StoredVisit[];
}

export interface SnapshotPayment extends ChainPayment {
  amount: Money;
  idempotencyKey: string | null;
}

export interface SnapshotFreeze extends DayRange {
  id: number;
  idempotencyKey: string | null;
}

export interface SnapshotPlan {
  id: number;
  name: string;
  /** With `durationMonths` only an approximate length. */
  durationDays: number;
  durationMonths: number | null;
  price: Money;
  visitLimit: number | null;
  isTrial: boolean;
  freezePolicy: FreezePolicy;
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

export const EMPTY_STUDIO: StudioSnapshot = { clients: [], plans: [], groups: [], coaches: [], closures: [] };
