import type { Language } from '../src/lib/wording.js';
import type { InlineKeyboard } from './keyboards.js';
import type { BotCommand, OutgoingMessage, Poll, Telegram } from './telegram.js';
import type { Update } from './update.js';

/** Passes every call on: a base for what changes some of them on their way. */
export class TelegramLayer implements Telegram {
  constructor(protected readonly inner: Telegram) {}

  getMe(): Promise<{ id: number; username: string }> {
    return this.inner.getMe();
  }

  getUpdates(poll: Poll, signal?: AbortSignal): Promise<Update[]> {
    return this.inner.getUpdates(poll, signal);
  }

  send(message: OutgoingMessage): Promise<number> {
    return this.inner.send(message);
  }

  sendPhoto(message: OutgoingMessage, photo: Uint8Array): ReturnType<Telegram['sendPhoto']> {
    return this.inner.sendPhoto(message, photo);
  }

  edit(chatId: number, messageId: number, text: string, keyboard?: InlineKeyboard): Promise<void> {
    return this.inner.edit(chatId, messageId, text, keyboard);
  }

  removeButtons(chatId: number, messageId: number): Promise<void> {
    return this.inner.removeButtons(chatId, messageId);
  }

  answerPress(pressId: string, note?: string): Promise<void> {
    return this.inner.answerPress(pressId, note);
  }

  download(fileId: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.inner.download(fileId);
  }

  setCommands(commands: readonly BotCommand[], language: Language | null, chatId?: number): Promise<void> {
    return this.inner.setCommands(commands, language, chatId);
  }

  deleteCommands(chatId: number): Promise<void> {
    return this.inner.deleteCommands(chatId);
  }

  setWebhook(url: string, secret: string): Promise<void> {
    return this.inner.setWebhook(url, secret);
  }

  deleteWebhook(): Promise<void> {
    return this.inner.deleteWebhook();
  }
}
