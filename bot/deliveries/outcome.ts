import type { FinishedDelivery } from '../../src/contract/deliveries.js';
import { TelegramError, type TelegramFailure } from '../telegram-error.js';

export type Outcome = Pick<FinishedDelivery, 'outcome' | 'messageId' | 'retryAfter' | 'error'>;

const MAX_ERROR_LENGTH = 300;

/**
 * What a failed attempt means for its delivery. Nothing was sent where Telegram refuses; whatever ended in the middle is
 * `unknown`, because a message can't be made to count once. A refused token is no fault of the delivery: it is tried
 * again when the bot has a good one.
 */
const OUTCOMES: Record<TelegramFailure, Outcome['outcome']> = {
  unauthorized: 'retry',
  unreachable: 'retry',
  flood: 'flood',
  blocked: 'blocked',
  gone: 'gone',
  refused: 'failed',
  unclear: 'unknown',
  // No answers to a send; if they ever come, nobody knows what they mean.
  conflict: 'unknown',
  not_modified: 'unknown',
};

export function outcomeOfFailure(error: unknown): Outcome {
  // Not even Telegram's client knows what this was.
  if (!(error instanceof TelegramError)) return { outcome: 'unknown', error: 'unexpected error' };
  const outcome = OUTCOMES[error.failure];
  return {
    outcome,
    error: error.message.slice(0, MAX_ERROR_LENGTH),
    ...(outcome === 'flood' && { retryAfter: Math.min(Math.ceil(error.retryAfterSeconds), 1_000_000) }),
  };
}
