import { badRequest, forbidden } from './api-error.js';
import type { Changes } from './changes.js';
import { isInlineKeyboard } from './keyboards.js';
import type { Pace } from './pace.js';
import { toPerson, type Person, type PersonOptions } from './people.js';
import type { Message, ReplyKeyboard, ReplyMarkup } from './wire.js';

/** Older messages of a chat are forgotten, so that a playground left running does not grow for ever. */
const MAX_MESSAGES_PER_CHAT = 1000;

/** A message with what only the server knows about it. */
export interface StoredMessage {
  message: Message;
  fromBot: boolean;
  /** Sent with a reply keyboard or a forced reply: Telegram lets nobody edit such a message. */
  hadReplyMarkup: boolean;
  /** Shown as "edited": the words changed, not only the buttons. */
  textEdited: boolean;
  /** Grows with every change of any message, so "what is new since" is one comparison. */
  revision: number;
}

export interface ChatState {
  person: Person;
  /** The person pressed Start or wrote; before that a bot may not write to them. */
  started: boolean;
  blocked: boolean;
  /** How many messages the bot has sent here, forgotten ones too. */
  received: number;
  messages: Map<number, StoredMessage>;
  replyKeyboard: ReplyKeyboard | null;
  forceReply: { placeholder: string } | null;
}

export type NewMessage = Omit<Message, 'message_id' | 'date'>;

/** The people and their chats with the bot: the whole state of the emulated Telegram that a person can see. */
export class Chats {
  readonly byId = new Map<number, ChatState>();
  lastMessageId = 0;
  revision = 0;

  constructor(
    private readonly pace: Pace,
    private readonly changes: Changes,
  ) {}

  /** The person's chat, made if it is the first time; a known person keeps everything and takes the new name. */
  addPerson(options: PersonOptions): ChatState {
    if (!Number.isSafeInteger(options.id) || options.id <= 0) throw new RangeError('A person id is a positive integer');
    const known = this.byId.get(options.id);
    if (known) {
      Object.assign(known.person, options);
    } else {
      const messages = new Map<number, StoredMessage>();
      const person = toPerson(options);
      const { hasStarted: started = false, hasBlocked: blocked = false } = options;
      const fresh = { started, blocked, received: 0, replyKeyboard: null, forceReply: null };
      this.byId.set(options.id, { person, messages, ...fresh });
    }
    this.changes.publish({ kind: 'people' });
    return this.get(options.id);
  }

  /** Throws when nobody has this id: for callers that made the person themselves. */
  get(personId: number): ChatState {
    const chat = this.byId.get(personId);
    if (!chat) throw new Error(`The playground knows no person ${personId}`);
    return chat;
  }

  /** The chat a bot names, whoever it belongs to. Throws 400 as the real server does. */
  find(chatId: string): ChatState {
    if (chatId === '') throw badRequest('chat_id is empty');
    const chat = /^-?\d+$/.test(chatId) ? this.byId.get(Number(chatId)) : undefined;
    if (!chat) throw badRequest('chat not found');
    return chat;
  }

  /** The chat a bot may write into now. Throws 400 and 403 as the real server does. */
  findWritable(chatId: string): ChatState {
    const chat = this.find(chatId);
    if (chat.person.deactivated) throw forbidden('user is deactivated');
    if (chat.blocked) throw forbidden('bot was blocked by the user');
    if (!chat.started) throw forbidden("bot can't initiate conversation with a user");
    return chat;
  }

  /** Appends a message of either side and applies its keyboard to the chat. */
  post(chat: ChatState, draft: NewMessage, fromBot: boolean, markup: ReplyMarkup | null = null): StoredMessage {
    const inline = markup && isInlineKeyboard(markup) ? { reply_markup: markup } : {};
    const message: Message = { message_id: ++this.lastMessageId, ...draft, date: this.pace.nowSeconds(), ...inline };
    const hadReplyMarkup = markup !== null && !isInlineKeyboard(markup);
    const stored = { message, fromBot, hadReplyMarkup, textEdited: false, revision: ++this.revision };
    chat.messages.set(message.message_id, stored);
    if (fromBot) chat.received += 1;
    const oldest = chat.messages.keys().next().value;
    if (chat.messages.size > MAX_MESSAGES_PER_CHAT && oldest !== undefined) chat.messages.delete(oldest);
    this.applyMarkup(chat, markup);
    this.publishMessage(chat, message.message_id);
    return stored;
  }

  /** Stores the changed content of a message; `textEdited` when its words changed. */
  replace(chat: ChatState, stored: StoredMessage, message: Message, textEdited: boolean): void {
    stored.message = { ...message, edit_date: this.pace.nowSeconds() };
    stored.textEdited ||= textEdited;
    stored.revision = ++this.revision;
    this.publishMessage(chat, message.message_id);
  }

  remove(chat: ChatState, messageId: number): void {
    chat.messages.delete(messageId);
    this.changes.publish({ kind: 'deleted', personId: chat.person.id, messageId });
  }

  /** After any change of a chat that is no message: blocked, started, keyboard gone, account deleted. */
  touch(chat: ChatState): void {
    this.changes.publish({ kind: 'chat', personId: chat.person.id });
    this.changes.publish({ kind: 'people' });
  }

  private applyMarkup(chat: ChatState, markup: ReplyMarkup | null): void {
    if (!markup || isInlineKeyboard(markup)) return;
    chat.replyKeyboard = 'keyboard' in markup ? markup : 'remove_keyboard' in markup ? null : chat.replyKeyboard;
    chat.forceReply = 'force_reply' in markup ? { placeholder: markup.input_field_placeholder ?? '' } : null;
    this.changes.publish({ kind: 'chat', personId: chat.person.id });
  }

  private publishMessage(chat: ChatState, messageId: number): void {
    this.changes.publish({ kind: 'message', personId: chat.person.id, messageId });
    this.changes.publish({ kind: 'people' });
  }
}
