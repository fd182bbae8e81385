import { setImmediate as nextTurn } from 'node:timers/promises';
import type { InlineKeyboard, Keyboard } from '../../bot/keyboards.js';
import type { BotCommand, OutgoingMessage, Poll, Telegram } from '../../bot/telegram.js';
import { TelegramError } from '../../bot/telegram-error.js';
import type { Update } from '../../bot/update.js';
import type { Language } from '../../src/lib/wording.js';

export interface ShownMessage {
  id: number;
  chatId: number;
  text: string;
  keyboard: InlineKeyboard | null;
  photoFileId: string | null;
}

type Failable = 'getMe' | 'getUpdates' | 'send' | 'sendPhoto' | 'edit' | 'answerPress' | 'download';

/** Telegram as far as the bot can tell: chats with their messages and keyboards, unconfirmed updates, faults to order. */
export class FakeTelegram implements Telegram {
  readonly messages: ShownMessage[] = [];
  readonly answers: { pressId: string; note: string | undefined }[] = [];
  readonly commands = new Map<Language | null, readonly BotCommand[]>();
  /** The lists of single chats, whatever the language. */
  readonly chatCommands = new Map<number, readonly BotCommand[]>();
  readonly polls: Poll[] = [];
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  /** What was uploaded, in order. */
  readonly uploads: Uint8Array[] = [];
  webhook: { url: string; secret: string } | null = null;
  replyKeyboard: Keyboard | null = null;
  /** Called before each send and edit: where a test ends the process. */
  beforeShowing: () => void = () => undefined;
  private updates: Update[] = [];
  private readonly faults = new Map<Failable, TelegramError[]>();
  private nextMessageId = 1000;

  /** The next calls of a method fail, one for each error. */
  fail(method: Failable, ...errors: TelegramError[]): void {
    this.faults.set(method, [...(this.faults.get(method) ?? []), ...errors]);
  }

  push(update: Update): void {
    this.updates.push(update);
  }

  pending(): number[] {
    return this.updates.map((update) => update.update_id);
  }

  async getMe(): Promise<{ id: number; username: string }> {
    this.trip('getMe');
    return { id: 77, username: 'Studio_Bot' };
  }

  async getUpdates(poll: Poll, signal?: AbortSignal): Promise<Update[]> {
    this.polls.push(poll);
    // A poll takes a turn of the event loop even when it has an answer, as over a network.
    await nextTurn();
    signal?.throwIfAborted();
    this.trip('getUpdates');
    if (poll.offset > 0) this.updates = this.updates.filter((update) => update.update_id >= poll.offset);
    return this.updates.slice(0, poll.limit);
  }

  async send({ chatId, text, keyboard, photoFileId }: OutgoingMessage): Promise<number> {
    this.beforeShowing();
    this.trip('send');
    const id = this.nextMessageId++;
    const inline = keyboard?.kind === 'inline' ? keyboard : null;
    this.messages.push({ id, chatId, text, keyboard: inline, photoFileId: photoFileId ?? null });
    if (keyboard?.kind === 'reply') this.replyKeyboard = keyboard;
    if (keyboard?.kind === 'remove') this.replyKeyboard = null;
    return id;
  }

  async sendPhoto(message: OutgoingMessage, photo: Uint8Array): ReturnType<Telegram['sendPhoto']> {
    this.trip('sendPhoto');
    this.uploads.push(photo);
    const fileId = `upload-${this.uploads.length}`;
    return { messageId: await this.send({ ...message, photoFileId: fileId }), fileId };
  }

  async edit(_chatId: number, messageId: number, text: string, keyboard?: InlineKeyboard): Promise<void> {
    this.beforeShowing();
    this.trip('edit');
    const message = this.messages.find(({ id }) => id === messageId);
    if (!message || message.photoFileId !== null) throw new TelegramError('refused', 'message to edit not found');
    Object.assign(message, { text, keyboard: keyboard ?? null });
  }

  async removeButtons(_chatId: number, messageId: number): Promise<void> {
    const message = this.messages.find(({ id }) => id === messageId);
    if (message) message.keyboard = null;
  }

  async answerPress(pressId: string, note?: string): Promise<void> {
    this.trip('answerPress');
    this.answers.push({ pressId, note });
  }

  async download(fileId: string): Promise<Uint8Array<ArrayBuffer>> {
    this.trip('download');
    const bytes = this.files.get(fileId);
    if (!bytes) throw new TelegramError('refused', 'file is gone');
    return bytes;
  }

  async setCommands(commands: readonly BotCommand[], language: Language | null, chatId?: number): Promise<void> {
    if (chatId === undefined) this.commands.set(language, commands);
    else this.chatCommands.set(chatId, commands);
  }

  async deleteCommands(chatId: number): Promise<void> {
    this.chatCommands.delete(chatId);
  }

  async setWebhook(url: string, secret: string): Promise<void> {
    this.webhook = { url, secret };
  }

  async deleteWebhook(): Promise<void> {
    this.webhook = null;
  }

  private trip(method: Failable): void {
    const fault = this.faults.get(method)?.shift();
    if (fault) throw fault;
  }
}
