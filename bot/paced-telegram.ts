import type { RateWindow } from '../src/lib/rate-window.js';
import type { Sleep } from './poller.js';
import type { OutgoingMessage, Telegram } from './telegram.js';
import { TelegramError } from './telegram-error.js';
import { TelegramLayer } from './telegram-layer.js';

/** Answers to what people do, under the ceilings that they share with the outbox. Edits don't count for Telegram. */
export class PacedTelegram extends TelegramLayer {
  constructor(
    inner: Telegram,
    private readonly window: RateWindow,
    private readonly sleep: Sleep,
    private readonly stopping: AbortSignal,
    /** Telegram asks to wait so many seconds: all that is not urgent should. */
    private readonly onFlood: (seconds: number) => void,
  ) {
    super(inner);
  }

  override async send(message: OutgoingMessage): Promise<number> {
    return this.paced(message.chatId, () => this.inner.send(message));
  }

  override async sendPhoto(message: OutgoingMessage, photo: Uint8Array): ReturnType<Telegram['sendPhoto']> {
    return this.paced(message.chatId, () => this.inner.sendPhoto(message, photo));
  }

  private async paced<T>(chatId: number, call: () => Promise<T>): Promise<T> {
    const place = await this.place(String(chatId));
    try {
      return await call();
    } catch (error) {
      if (error instanceof TelegramError && error.failure === 'flood') this.onFlood(error.retryAfterSeconds);
      throw error;
    } finally {
      await this.window.release(place);
    }
  }

  /** Rejects when the bot is stopped meanwhile. */
  private async place(chatId: string): Promise<string> {
    for (;;) {
      const acquired = await this.window.acquire({ chatId, kind: 'answer' });
      if ('id' in acquired) return acquired.id;
      await this.sleep(acquired.waitMs, this.stopping);
    }
  }
}
