/** Our own words for why a message was called off (src/deliveries/delivery.rules.ts). */
const OWN_REASONS = [
  'broadcast_cancelled',
  'client_archived',
  'client_blocked',
  'client_gone',
  'chat_changed',
  'opted_out',
] as const;

/** Telegram's answers to a message that itself is at fault. */
const CONTENT_REFUSED = /parse entities|too long|text is empty|PHOTO|IMAGE|wrong file|BUTTON|URL/;

export type DeliveryFailure =
  (typeof OWN_REASONS)[number] | 'blocked' | 'gone' | 'content' | 'refused' | 'unknown' | 'retry';

/**
 * Why a message did not arrive, as a key of `panel.failure`; null where there is nothing to explain. `error` is what the
 * worker noted: a reason of ours or the words of Telegram.
 */
export function failureOf(status: string, error: string | null | undefined): DeliveryFailure | null {
  const own = OWN_REASONS.find((reason) => reason === error);
  if (own) return own;
  switch (status) {
    case 'blocked':
    case 'gone':
    case 'unknown':
      return status;
    case 'failed':
      return CONTENT_REFUSED.test(error ?? '') ? 'content' : 'refused';
    case 'pending':
    case 'claimed':
    case 'sending':
      return error ? 'retry' : null;
    default:
      return null;
  }
}
