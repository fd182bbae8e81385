import type { InlineKeyboard } from './keyboards.js';
import type { PressSeal } from './press-seal.js';
import type { OutgoingMessage, Telegram } from './telegram.js';
import { TelegramLayer } from './telegram-layer.js';

/** Seals the buttons of everything that leaves for the person whose chat it is, so that flows write plain presses. */
export class SealingTelegram extends TelegramLayer {
  constructor(
    inner: Telegram,
    private readonly seal: PressSeal,
  ) {
    super(inner);
  }

  override async send(message: OutgoingMessage): Promise<number> {
    return this.inner.send(this.sealed(message));
  }

  override async sendPhoto(message: OutgoingMessage, photo: Uint8Array): ReturnType<Telegram['sendPhoto']> {
    return this.inner.sendPhoto(this.sealed(message), photo);
  }

  override async edit(chatId: number, messageId: number, text: string, keyboard?: InlineKeyboard): Promise<void> {
    return this.inner.edit(chatId, messageId, text, keyboard && this.sealedKeyboard(keyboard, chatId));
  }

  private sealed(message: OutgoingMessage): OutgoingMessage {
    const { keyboard, chatId } = message;
    if (keyboard?.kind !== 'inline') return message;
    return { ...message, keyboard: this.sealedKeyboard(keyboard, chatId) };
  }

  private sealedKeyboard({ kind, rows }: InlineKeyboard, personId: number): InlineKeyboard {
    return {
      kind,
      rows: rows.map((row) =>
        row.map((button) =>
          'data' in button ? { text: button.text, data: this.seal.seal(button.data, personId) } : button,
        ),
      ),
    };
  }
}
