import type { ChatState, NewMessage, StoredMessage } from './chats.js';
import type { Emulator } from './emulator.js';
import { MAX_CAPTION_LENGTH, MAX_TEXT_LENGTH, plainText } from './message-text.js';
import { toChat, toUser } from './people.js';
import type { ChatMember, Contact, InlineButton } from './wire.js';

/** Why a person cannot do this now; the chat page turns the code into words. */
export class HumanError extends Error {
  constructor(readonly code: 'blocked' | 'deactivated' | 'empty' | 'too_long' | 'no_button' | 'no_message') {
    super(`A person cannot do this: ${code}`);
  }
}

/** What a person does in their Telegram app. Each act changes the chat and queues the update the bot gets for it. */
export class Human {
  constructor(
    private readonly emulator: Emulator,
    private readonly chat: ChatState,
  ) {}

  /** Throws HumanError for a blank text, one over 4096 characters, or when the bot is blocked. */
  sendText(text: string): StoredMessage {
    const formatted = plainText(text);
    if (formatted.text === '') throw new HumanError('empty');
    if (formatted.text.length > MAX_TEXT_LENGTH) throw new HumanError('too_long');
    const entities = formatted.entities.length > 0 ? { entities: formatted.entities } : {};
    return this.post({ text: formatted.text, ...entities });
  }

  sendContact(contact: Contact): StoredMessage {
    return this.post({ contact });
  }

  /** The person's own card: Telegram adds the user id, which is what makes the phone trustworthy. */
  shareOwnContact(phone = this.chat.person.phone): StoredMessage {
    const { id, firstName, lastName } = this.chat.person;
    const last = lastName ? { last_name: lastName } : {};
    return this.sendContact({ phone_number: phone, first_name: firstName, ...last, user_id: id });
  }

  /** Throws ApiError for what Telegram takes for no photo. */
  sendPhoto(bytes: Buffer, caption = ''): StoredMessage {
    this.assertCanWrite();
    const formatted = plainText(caption);
    if (formatted.text.length > MAX_CAPTION_LENGTH) throw new HumanError('too_long');
    const photo = this.emulator.files.addPhoto(bytes);
    return this.post({ photo, ...(formatted.text ? { caption: formatted.text } : {}) });
  }

  /** Presses an inline button; returns the id under which the bot must answer. Throws when there is none. */
  press(messageId: number, callbackData: string): string {
    this.assertCanWrite();
    const stored = this.chat.messages.get(messageId);
    if (!stored) throw new HumanError('no_message');
    const buttons: InlineButton[] = stored.message.reply_markup?.inline_keyboard.flat() ?? [];
    if (!buttons.some((button) => button.callback_data === callbackData)) throw new HumanError('no_button');
    const { person } = this.chat;
    const id = this.emulator.callbacks.open(person.id);
    this.emulator.updates.push(
      'callback_query',
      { id, from: toUser(person), message: stored.message, chat_instance: String(person.id), data: callbackData },
      person.id,
    );
    return id;
  }

  block(): void {
    if (!this.chat.blocked) this.changeMembership(true);
  }

  unblock(): void {
    if (this.chat.blocked) this.changeMembership(false);
  }

  /** The account is deleted: Telegram tells the bot nothing, only refuses what it sends. */
  deactivate(): void {
    this.chat.person.deactivated = true;
    this.emulator.chats.touch(this.chat);
  }

  private post(content: Omit<NewMessage, 'from' | 'chat'>): StoredMessage {
    this.assertCanWrite();
    const { chats, updates } = this.emulator;
    const { person } = this.chat;
    const stored = chats.post(this.chat, { from: toUser(person), chat: toChat(person), ...content }, false);
    // Like the app: a keyboard for one use goes after the answer, and so does the request to reply.
    const isUsedUp = this.chat.replyKeyboard?.one_time_keyboard === true;
    if (isUsedUp) this.chat.replyKeyboard = null;
    const wasAsked = this.chat.forceReply !== null;
    this.chat.forceReply = null;
    if (!this.chat.started || isUsedUp || wasAsked) {
      this.chat.started = true;
      chats.touch(this.chat);
    }
    updates.push('message', stored.message, person.id);
    return stored;
  }

  private changeMembership(blocked: boolean): void {
    const { chats, updates, pace, bot } = this.emulator;
    const { person } = this.chat;
    this.chat.blocked = blocked;
    chats.touch(this.chat);
    const member: ChatMember = { user: bot, status: 'member' };
    const kicked: ChatMember = { user: bot, status: 'kicked', until_date: 0 };
    updates.push(
      'my_chat_member',
      {
        chat: toChat(person),
        from: toUser(person),
        date: pace.nowSeconds(),
        old_chat_member: blocked ? member : kicked,
        new_chat_member: blocked ? kicked : member,
      },
      person.id,
    );
  }

  private assertCanWrite(): void {
    if (this.chat.person.deactivated) throw new HumanError('deactivated');
    if (this.chat.blocked) throw new HumanError('blocked');
  }
}
