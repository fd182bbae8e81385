/**
 * What is about to be sent: something from the outbox that goes to many (`bulk`), any other message of the outbox
 * (`notice`), or the answer to what a person just did (`answer`).
 */
export type SendKind = 'answer' | 'notice' | 'bulk';

export interface PlaceRequest {
  chatId: string;
  kind: SendKind;
}

/** Whom a rule holds back: everything, what is `bulk`, or what goes to the same chat. */
export type HeldBy = 'all' | 'bulk' | 'chat';

/** A place to send from, or how long it makes sense to wait before asking again, and by which rule. */
export type Acquired = { id: string } | { waitMs: number; by: HeldBy };

/**
 * A ceiling on messages in every sliding second, right by construction: a send occupies a place from before its request
 * leaves until a second after its answer came, and may leave only while a place is free. Whatever the network's delay,
 * two messages that share a place arrive more than a second apart.
 */
export interface RateWindow {
  /** Takes a place under all rules at once, or none. Never throws. */
  acquire(request: PlaceRequest): Promise<Acquired>;
  /** The answer came, or the wait for it was given up: the place is free a second from now. Never throws. */
  release(id: string): Promise<void>;
  /** Nothing was sent after all: the place is free at once. Never throws. */
  giveBack(id: string): Promise<void>;
  /** How many of the kind `bulk` a second, as the server says. */
  setBulkPerSecond(count: number): void;
}

export interface RateLimits {
  perSecond: number;
  bulkPerSecond: number;
  /** Lifts every rule: for benchmarks alone. */
  off?: boolean;
}

/** Telegram's ceilings with a margin: 30 a second, https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
export const TELEGRAM_LIMITS: RateLimits = { perSecond: 29, bulkPerSecond: 25 };

/** How long a place stays taken after its message's answer. */
export const WINDOW_MS = 1000;
/** Answers in one chat come in bursts: so many, but no more than one a second over this longer window. */
export const CHAT_BURST = 3;
export const CHAT_BURST_MS = CHAT_BURST * WINDOW_MS;
/** A place whose holder has died is free after this; longer than to begin and send a message may take. */
export const LEASE_MS = 35_000;
