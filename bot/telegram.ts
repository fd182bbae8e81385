import {
  Api,
  InputFile,
  NetworkError,
  ParseError,
  TelegramApiError,
  TelegramBotError,
  TimeoutError,
} from 'node-telegram-bot-api';
import { redactText } from '../src/lib/redact.js';
import type { Language } from '../src/lib/wording.js';
import type { InlineButton, InlineKeyboard, Keyboard } from './keyboards.js';
import { TelegramError, isFailure } from './telegram-error.js';
import { UPDATE_KINDS, type Update } from './update.js';

export interface OutgoingMessage {
  chatId: number;
  /** Telegram's HTML; the caption when there is a photo. */
  text: string;
  /** `remove` takes away a reply keyboard. */
  keyboard?: Keyboard | { kind: 'remove' };
  /** A photo that Telegram already keeps. */
  photoFileId?: string;
}

export interface Poll {
  offset: number;
  limit: number;
  timeoutSeconds: number;
}

export interface BotCommand {
  command: string;
  description: string;
}

/** All that the bot asks of Telegram. Every method throws `TelegramError` and nothing else, except when aborted. */
export interface Telegram {
  /** Who the token belongs to. */
  getMe(): Promise<{ id: number; username: string }>;
  getUpdates(poll: Poll, signal?: AbortSignal): Promise<Update[]>;
  /** Sent at most once; resolves with the message's id. */
  send(message: OutgoingMessage): Promise<number>;
  /** As `send`, with a photo that Telegram does not keep yet; from then on it does, under `fileId`. */
  sendPhoto(message: OutgoingMessage, photo: Uint8Array): Promise<{ messageId: number; fileId: string | null }>;
  /** Gives a message a new text and keyboard; fine when it already looks so. */
  edit(chatId: number, messageId: number, text: string, keyboard?: InlineKeyboard): Promise<void>;
  /** Takes the buttons off a message; fine when it has none. */
  removeButtons(chatId: number, messageId: number): Promise<void>;
  /** Stops the button's spinner, with a short note or without; fine when it is too late for that. */
  answerPress(pressId: string, note?: string): Promise<void>;
  /** The bytes of a file that was sent to the bot. */
  download(fileId: string): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * The commands of private chats, or of one chat, which go before those; `null` is for every language without a list
   * of its own.
   */
  setCommands(commands: readonly BotCommand[], language: Language | null, chatId?: number): Promise<void>;
  /** Takes one chat's own list away. */
  deleteCommands(chatId: number): Promise<void>;
  /** From now on updates are pushed to the address, each with the secret, and can't be polled. */
  setWebhook(url: string, secret: string): Promise<void>;
  /** From now on updates can be polled; those that wait are kept. Fine when there is no webhook. */
  deleteWebhook(): Promise<void>;
}

const TIMEOUT_MS = 20_000;
/** Failures of a connection that was never made: the request surely never left. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** So does a certificate that is not trusted end a call before it begins. */
const NOT_TRUSTED = /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;
const GONE =
  /chat not found|user not found|user is deactivated|PEER_ID_INVALID|chat was deleted|upgraded to a supergroup/i;

/** Telegram over node-telegram-bot-api; `apiRoot` is the server's address without a slash at the end. */
export class BotApiTelegram implements Telegram {
  /** The library repeats calls on resets and timeouts, which would send a message up to three times. */
  private readonly sends: Api;
  private readonly reads: Api;

  constructor(
    private readonly token: string,
    private readonly apiRoot: string,
    timeoutMs = TIMEOUT_MS,
  ) {
    this.sends = new Api(token, { apiRoot, timeoutMs, maxRetries: 0 });
    this.reads = new Api(token, { apiRoot, timeoutMs: TIMEOUT_MS, maxRetries: 2, maxRetryAfterMs: 5000 });
  }

  async getMe(): Promise<{ id: number; username: string }> {
    const me = await attempt('getMe', () => this.reads.getMe());
    return { id: me.id, username: me.username ?? '' };
  }

  async getUpdates({ offset, limit, timeoutSeconds }: Poll, signal?: AbortSignal): Promise<Update[]> {
    const parameters = { offset, limit, timeout: timeoutSeconds, allowed_updates: [...UPDATE_KINDS] };
    return attempt('getUpdates', () => this.sends.getUpdates(parameters, signal));
  }

  async send({ chatId, text, keyboard, photoFileId }: OutgoingMessage): Promise<number> {
    const shared = { chat_id: chatId, parse_mode: 'HTML', ...(keyboard && { reply_markup: toMarkup(keyboard) }) };
    const message = await attempt('send', () =>
      photoFileId === undefined
        ? this.sends.sendMessage({ ...shared, text, link_preview_options: { is_disabled: true } })
        : this.sends.sendPhoto({ ...shared, caption: text, photo: photoFileId }),
    );
    return message.message_id;
  }

  async sendPhoto(
    { chatId, text, keyboard }: OutgoingMessage,
    photo: Uint8Array,
  ): Promise<{ messageId: number; fileId: string | null }> {
    const message = await attempt('sendPhoto', () =>
      this.sends.sendPhoto({
        chat_id: chatId,
        parse_mode: 'HTML',
        caption: text,
        photo: new InputFile(Buffer.from(photo), { filename: 'photo' }),
        ...(keyboard && { reply_markup: toMarkup(keyboard) }),
      }),
    );
    // Telegram offers several sizes, the largest last.
    return { messageId: message.message_id, fileId: message.photo?.at(-1)?.file_id ?? null };
  }

  async edit(chatId: number, messageId: number, text: string, keyboard?: InlineKeyboard): Promise<void> {
    await attempt('editMessageText', () =>
      this.reads.editMessageText({
        chat_id: chatId,
        message_id: messageId,
        text,
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
        ...(keyboard && { reply_markup: toInlineMarkup(keyboard) }),
      }),
    ).catch(ignore('not_modified'));
  }

  async removeButtons(chatId: number, messageId: number): Promise<void> {
    await attempt('editMessageReplyMarkup', () =>
      this.reads.editMessageReplyMarkup({ chat_id: chatId, message_id: messageId }),
    ).catch(ignore('not_modified', 'refused', 'unclear'));
  }

  async answerPress(pressId: string, note?: string): Promise<void> {
    await attempt('answerCallbackQuery', () =>
      this.reads.answerCallbackQuery({ callback_query_id: pressId, ...(note !== undefined && { text: note }) }),
    ).catch(ignore('refused', 'unclear'));
  }

  async download(fileId: string): Promise<Uint8Array<ArrayBuffer>> {
    const file = await attempt('getFile', () => this.reads.getFile({ file_id: fileId }));
    // The library has no download; the address holds the token, so neither it nor fetch's own error may leave here.
    const url = `${this.apiRoot}/file/bot${this.token}/${file.file_path ?? ''}`;
    return attempt('download', async () => {
      const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!answer.ok)
        throw new TelegramError(answer.status < 500 ? 'refused' : 'unclear', `download: ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    });
  }

  async setCommands(commands: readonly BotCommand[], language: Language | null, chatId?: number): Promise<void> {
    await attempt('setMyCommands', () =>
      this.reads.setMyCommands({
        commands: [...commands],
        scope: chatId === undefined ? { type: 'all_private_chats' } : { type: 'chat', chat_id: chatId },
        ...(language && { language_code: language }),
      }),
    );
  }

  async deleteCommands(chatId: number): Promise<void> {
    await attempt('deleteMyCommands', () => this.reads.deleteMyCommands({ scope: { type: 'chat', chat_id: chatId } }));
  }

  async setWebhook(url: string, secret: string): Promise<void> {
    const parameters = { url, secret_token: secret, allowed_updates: [...UPDATE_KINDS] };
    await attempt('setWebhook', () => this.reads.setWebhook(parameters));
  }

  async deleteWebhook(): Promise<void> {
    await attempt('deleteWebhook', () => this.reads.deleteWebhook());
  }
}

function toMarkup(keyboard: Keyboard | { kind: 'remove' }) {
  if (keyboard.kind === 'remove') return { remove_keyboard: true as const };
  if (keyboard.kind === 'inline') return toInlineMarkup(keyboard);
  const rows = keyboard.rows.map((row) =>
    row.map(({ text, requestsContact }) => ({ text, ...(requestsContact && { request_contact: true }) })),
  );
  return { keyboard: rows, resize_keyboard: true };
}

function toInlineMarkup(keyboard: InlineKeyboard) {
  return { inline_keyboard: keyboard.rows.map((row) => row.map(toInlineButton)) };
}

function toInlineButton(button: InlineButton) {
  const { text } = button;
  return 'url' in button ? { text, url: button.url } : { text, callback_data: button.data };
}

function ignore(...failures: Parameters<typeof isFailure>[1][]): (error: unknown) => void {
  return (error) => {
    if (!isFailure(error, ...failures)) throw error;
  };
}

async function attempt<T>(method: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toTelegramError(method, error);
  }
}

function toTelegramError(method: string, error: unknown): unknown {
  if (error instanceof TelegramApiError) return fromAnswer(method, error);
  // A proxy's page instead of an answer, a client timeout: nobody knows what the server did.
  if (error instanceof TimeoutError || error instanceof ParseError) {
    return new TelegramError('unclear', `${method}: ${error.code}`);
  }
  if (error instanceof NetworkError) return fromNetwork(method, error.cause, error.message);
  if (error instanceof TelegramBotError) return new TelegramError('refused', redactText(`${method}: ${error.message}`));
  if (error instanceof TypeError) return fromNetwork(method, error, error.message);
  if (error instanceof DOMException && error.name === 'TimeoutError') return new TelegramError('unclear', method);
  return error;
}

function fromNetwork(method: string, failure: unknown, message: string): TelegramError {
  const code = connectionCode(failure);
  return new TelegramError(
    NOT_CONNECTED.has(code) || NOT_TRUSTED.test(code) ? 'unreachable' : 'unclear',
    redactText(`${method}: ${code} ${message}`),
  );
}

/** fetch hides the reason one level down: `TypeError: fetch failed`, whose cause carries the code. */
function connectionCode(failure: unknown): string {
  const code = (failure as { cause?: { code?: unknown } } | null | undefined)?.cause?.code;
  return typeof code === 'string' ? code : '';
}

function fromAnswer(method: string, { errorCode, description, retryAfter }: TelegramApiError): TelegramError {
  const text = redactText(`${method}: ${errorCode} ${description}`);
  // An ill-formed token is answered with 404.
  if (errorCode === 401 || errorCode === 404) return new TelegramError('unauthorized', text);
  if (errorCode === 409) return new TelegramError('conflict', text);
  if (errorCode === 429) return new TelegramError('flood', text, retryAfter ?? 1);
  if (errorCode >= 500) return new TelegramError('unclear', text);
  if (GONE.test(description)) return new TelegramError('gone', text);
  if (errorCode === 403) return new TelegramError('blocked', text);
  if (/message is not modified/i.test(description)) return new TelegramError('not_modified', text);
  return new TelegramError('refused', text);
}
