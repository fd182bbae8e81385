import type { DeliveryClass, DeliveryPayload, FinishedDelivery } from '../contract/deliveries.js';
import type { TelegramState } from '../clients/client.entity.js';
import type { BroadcastStatus } from '../contract/broadcasts.js';
import type { DeliveryStatus } from './delivery.entity.js';

/** Lower goes first. */
export const PRIORITIES: Readonly<Record<DeliveryClass, number>> = {
  interactive: 0,
  invitation: 2,
  reminder: 5,
  bulk: 9,
};

/** From the claim to the begin, and from the begin to the report; longer than the sender's own limits. */
export const CLAIM_LEASE_MS = 60_000;
export const SENDING_LEASE_MS = 45_000;
/** After so long a message of which nobody knows whether it arrived is sent once more, if its class is. */
export const RESEND_AFTER_MS = 10 * 60_000;

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 60_000;
/** Telegram counts whole seconds: asked exactly in time it may refuse once more. */
const FLOOD_MARGIN_MS = 1000;

/** The method of the Bot API that sends it. */
export function methodOf({ photoOf }: Pick<DeliveryPayload, 'photoOf'>): 'sendMessage' | 'sendPhoto' {
  return photoOf === undefined ? 'sendMessage' : 'sendPhoto';
}

/** Before the next attempt: 1, 2, 4 … 60 seconds after so many. */
export function backOffMs(attempts: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, attempts - 1));
}

/** When the wait that Telegram asked for is over. */
export function floodEnd(now: Date, retryAfterSeconds: number): Date {
  return new Date(now.getTime() + retryAfterSeconds * 1000 + FLOOD_MARGIN_MS);
}

/** Whether a message of the class is sent once more when nobody knows; of the others staff or the person decide. */
export function isResent(deliveryClass: DeliveryClass): boolean {
  return deliveryClass === 'invitation' || deliveryClass === 'reminder';
}

/** A row as a step finds it. */
export interface LeasedDelivery {
  status: DeliveryStatus;
  leaseToken: string | null;
  leaseUntil: Date | null;
  attempts: number;
  deliveryClass: DeliveryClass;
  chatId: string;
  expiresAt: Date | null;
  resentAt: Date | null;
}

/** What has changed since the row was written. */
export interface BeginFacts {
  /** Null = of no broadcast. */
  broadcastStatus: BroadcastStatus | null;
  /** Null = to nobody of the clients. */
  client: {
    telegramId: string | null;
    telegramState: TelegramState;
    isArchived: boolean;
    hasOptedOut: boolean;
  } | null;
  isBulkPaused: boolean;
}

/** `begun`: it is being sent under this very lease already; `drop`: not the worker's any more; `wait`: back to pending. */
export type BeginDecision = 'begin' | 'begun' | 'drop' | 'wait' | 'expire' | { cancel: string };

/** Whether a claimed message may be sent now. */
export function decideBegin(row: LeasedDelivery, leaseToken: string, now: Date, facts: BeginFacts): BeginDecision {
  const { broadcastStatus, client, isBulkPaused } = facts;
  if (row.leaseToken !== leaseToken || row.leaseUntil === null || row.leaseUntil <= now) return 'drop';
  if (row.status === 'sending') return 'begun';
  if (row.status !== 'claimed') return 'drop';
  if (broadcastStatus === 'cancelled') return { cancel: 'broadcast_cancelled' };
  if (row.expiresAt !== null && row.expiresAt <= now) return 'expire';
  const reason = client && whyNotTo(client, row);
  if (reason) return { cancel: reason };
  if (row.deliveryClass !== 'bulk') return 'begin';
  return isBulkPaused || (broadcastStatus !== null && broadcastStatus !== 'running') ? 'wait' : 'begin';
}

/** Why this person is not written to; null = no reason. */
function whyNotTo(client: NonNullable<BeginFacts['client']>, row: LeasedDelivery): string | null {
  if (client.isArchived) return 'client_archived';
  // Unlinked, or linked to another account meanwhile: this chat is no longer theirs.
  if (client.telegramId !== row.chatId) return 'chat_changed';
  if (client.telegramState !== 'ok') return `client_${client.telegramState}`;
  return client.hasOptedOut && row.deliveryClass === 'bulk' ? 'opted_out' : null;
}

/** What a report makes of a row. */
export interface Settlement {
  status: DeliveryStatus;
  /** When a pending one is due again; null = as it was. */
  dueAt: Date | null;
  /** Of an unknown one: when it is sent once more, if it is. */
  leaseUntil: Date | null;
  /** Whether a later report of the same attempt still counts. */
  keepsLease: boolean;
  /** Being told to wait is no attempt. */
  attemptsTaken: 0 | -1;
  isSent: boolean;
}

const ENDED = { dueAt: null, leaseUntil: null, keepsLease: true, attemptsTaken: 0, isSent: false } as const;

/**
 * What the report makes of the row; null when it changes nothing: it was reported before, or by somebody who lost the
 * lease. A late report of the same attempt turns `unknown` into what really happened, and keeps what is about to be
 * sent once more from being so.
 */
export function settle(row: LeasedDelivery, report: FinishedDelivery, now: Date): Settlement | null {
  if (row.leaseToken !== report.leaseToken) return null;
  const isOurs = row.status === 'sending' || row.status === 'unknown';
  const isResend = row.status === 'pending' && row.resentAt !== null;
  if (!isOurs && !(isResend && report.outcome === 'sent')) return null;
  switch (report.outcome) {
    case 'sent':
      return { ...ENDED, status: 'sent', isSent: true };
    case 'blocked':
    case 'gone':
    case 'failed':
      return { ...ENDED, status: report.outcome };
    case 'unknown':
      return row.status === 'unknown' ? null : { ...ENDED, status: 'unknown', leaseUntil: resendAt(row, now) };
    case 'retry': {
      const dueAt = new Date(now.getTime() + backOffMs(row.attempts));
      return { ...ENDED, status: 'pending', dueAt, keepsLease: false };
    }
    case 'flood': {
      const dueAt = floodEnd(now, report.retryAfter ?? 1);
      return { ...ENDED, status: 'pending', dueAt, keepsLease: false, attemptsTaken: -1 };
    }
  }
}

function resendAt({ deliveryClass, resentAt }: LeasedDelivery, now: Date): Date | null {
  return isResent(deliveryClass) && resentAt === null ? new Date(now.getTime() + RESEND_AFTER_MS) : null;
}
