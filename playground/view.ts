import type { ChatState, StoredMessage } from './chats.js';
import type { Emulator } from './emulator.js';
import type { BotCommand, Contact, MessageEntity, ReplyButton } from './wire.js';

export interface RenderedButton {
  text: string;
  url: string | null;
  callbackData: string | null;
}

/** A message as a person sees it; the chat page draws it and tests read it. */
export interface RenderedMessage {
  id: number;
  from: 'bot' | 'person';
  /** Seconds since 1970. */
  date: number;
  /** The text, or the caption of a photo. */
  text: string;
  entities: MessageEntity[];
  photo: { fileId: string; width: number; height: number } | null;
  contact: Contact | null;
  buttons: RenderedButton[][];
  edited: boolean;
  replyTo: { id: number; text: string } | null;
}

export interface RenderedPerson {
  id: number;
  firstName: string;
  lastName: string;
  username: string;
  languageCode: string;
  phone: string;
  about: string;
  isExtra: boolean;
  started: boolean;
  blocked: boolean;
  deactivated: boolean;
  /** How many messages the bot has sent: what a page needs to count the unread. */
  received: number;
  lastMessage: { id: number; from: 'bot' | 'person'; date: number; text: string; isPhoto: boolean } | null;
}

/** Everything of a chat around its messages. */
export interface RenderedChat {
  person: RenderedPerson;
  replyKeyboard: { rows: ReplyButton[][]; resize: boolean } | null;
  placeholder: string;
  isReplyForced: boolean;
  commands: BotCommand[];
}

export function renderMessage({ message, fromBot, textEdited }: StoredMessage): RenderedMessage {
  const largest = message.photo?.at(-1);
  const replied = message.reply_to_message;
  return {
    id: message.message_id,
    from: fromBot ? 'bot' : 'person',
    date: message.date,
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    photo: largest ? { fileId: largest.file_id, width: largest.width, height: largest.height } : null,
    contact: message.contact ?? null,
    buttons: (message.reply_markup?.inline_keyboard ?? []).map((row) =>
      row.map(({ text, url, callback_data }) => ({ text, url: url ?? null, callbackData: callback_data ?? null })),
    ),
    edited: textEdited,
    replyTo: replied ? { id: replied.message_id, text: replied.text ?? replied.caption ?? '' } : null,
  };
}

export function renderMessages(chat: ChatState): RenderedMessage[] {
  return [...chat.messages.values()].map(renderMessage);
}

export function renderPerson({ person, started, blocked, received, messages }: ChatState): RenderedPerson {
  const last = [...messages.values()].at(-1);
  const rendered = last && renderMessage(last);
  return {
    id: person.id,
    firstName: person.firstName,
    lastName: person.lastName ?? '',
    username: person.username ?? '',
    languageCode: person.languageCode ?? '',
    phone: person.phone,
    about: person.about ?? '',
    isExtra: person.isExtra === true,
    started,
    blocked,
    deactivated: person.deactivated,
    received,
    lastMessage: rendered
      ? {
          id: rendered.id,
          from: rendered.from,
          date: rendered.date,
          text: (rendered.text || rendered.contact?.phone_number || '').slice(0, 80),
          isPhoto: rendered.photo !== null,
        }
      : null,
  };
}

export function renderChat(emulator: Emulator, chat: ChatState): RenderedChat {
  const { replyKeyboard, forceReply, person } = chat;
  return {
    person: renderPerson(chat),
    replyKeyboard: replyKeyboard
      ? { rows: replyKeyboard.keyboard, resize: replyKeyboard.resize_keyboard === true }
      : null,
    placeholder: forceReply?.placeholder || replyKeyboard?.input_field_placeholder || '',
    isReplyForced: forceReply !== null,
    commands: emulator.profile.commandsFor(person.id, person.languageCode),
  };
}
