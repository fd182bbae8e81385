import { tooManyRequests } from './api-error.js';
import type { Pace } from './pace.js';

const OVERALL_PER_SECOND = 30;
const CHAT_BURST = 3;
const FORGET_AFTER_MS = 60_000;

interface Bucket {
  tokens: number;
  filledAt: number;
}

/**
 * Telegram's published ceilings: 30 messages in any second overall and 1 per second in a chat after a short burst.
 * https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. Off until enforced.
 */
export class Limits {
  private enforced = false;
  private recent: number[] = [];
  private readonly chats = new Map<string, Bucket>();

  constructor(private readonly pace: Pick<Pace, 'elapsed'>) {}

  enforce(enforced: boolean): void {
    this.enforced = enforced;
  }

  /** Counts a message to a chat. Throws 429 with the seconds to wait when it is too much. */
  admit(chatId: string): void {
    if (!this.enforced) return;
    const now = this.pace.elapsed();
    this.recent = this.recent.filter((at) => at > now - 1000);
    if (this.recent.length >= OVERALL_PER_SECOND) throw tooManyRequests(1);
    const bucket = this.refill(chatId, now);
    if (bucket.tokens < 1) throw tooManyRequests(Math.ceil(1 - bucket.tokens));
    bucket.tokens -= 1;
    this.recent.push(now);
  }

  private refill(chatId: string, now: number): Bucket {
    if (this.chats.size > 10_000) this.forgetIdle(now);
    const bucket = this.chats.get(chatId) ?? { tokens: CHAT_BURST, filledAt: now };
    bucket.tokens = Math.min(CHAT_BURST, bucket.tokens + (now - bucket.filledAt) / 1000);
    bucket.filledAt = now;
    this.chats.set(chatId, bucket);
    return bucket;
  }

  private forgetIdle(now: number): void {
    for (const [chatId, { filledAt }] of this.chats) {
      if (filledAt < now - FORGET_AFTER_MS) this.chats.delete(chatId);
    }
  }
}
