import type { RefusedPress } from '../src/contract/people.js';
import { readPress, type Press } from './callback-data.js';
import type { PressSeal } from './press-seal.js';
import type { CallbackQuery, Message, MessageEntity, Update, User } from './update.js';

/** Who writes. In a private chat the chat's id is the person's. */
export interface Person {
  id: number;
  chatId: number;
  firstName: string;
  lastName: string;
  username: string | null;
  /** As Telegram tells it, e.g. `ru` or `pt-br`. */
  languageCode: string | null;
}

/** The largest photo worth keeping: the CRM takes no bigger one. */
export const MAX_PHOTO_BYTES = 5 * 1024 * 1024;

/** What the person did, reduced to what the bot understands. */
export type Input =
  | { kind: 'text'; text: string; entities?: readonly MessageEntity[] }
  /** `argument` is what follows the name, e.g. the code of a deep link. */
  | { kind: 'command'; name: string; addressee: string | null; argument: string }
  /** `isOwn`: Telegram vouches that the phone is the sender's. */
  | { kind: 'contact'; phone: string; isOwn: boolean }
  | { kind: 'photo'; fileId: string; caption?: string; entities?: readonly MessageEntity[] }
  | { kind: 'image_file' }
  /** `press` is null for a button that is not theirs to press; `refused` tells why when it is no button of the bot. */
  | {
      kind: 'press';
      pressId: string;
      messageId: number | null;
      isEditable: boolean;
      press: Press | null;
      refused: RefusedPress['reason'] | null;
    }
  | { kind: 'other' };

export interface Incoming {
  updateId: number;
  person: Person;
  input: Input;
}

/** Reads an update; null for groups, channels, other bots and everything else the bot has no business with. */
export function readUpdate(update: Update, seal: PressSeal): Incoming | null {
  const { message, callback_query: query } = update;
  if (message?.from && isPrivate(message, message.from)) {
    return { updateId: update.update_id, person: toPerson(message.from), input: readMessage(message, message.from) };
  }
  // A press far in the past comes without its message, but only people's own chats have our buttons.
  if (query && !query.from.is_bot && (!query.message || isPrivate(query.message, query.from))) {
    return { updateId: update.update_id, person: toPerson(query.from), input: readQuery(query, seal) };
  }
  return null;
}

function isPrivate(message: Message, from: User): boolean {
  return message.chat.type === 'private' && !from.is_bot;
}

function toPerson(user: User): Person {
  return {
    id: user.id,
    chatId: user.id,
    firstName: user.first_name,
    lastName: user.last_name ?? '',
    username: user.username ?? null,
    languageCode: user.language_code ?? null,
  };
}

function readMessage(message: Message, from: User): Input {
  if (message.text !== undefined) return readText(message.text, message.entities);
  if (message.contact) {
    const { phone_number: phone, user_id: owner } = message.contact;
    const isOwn = owner === from.id && message.forward_origin === undefined;
    // Some apps leave the plus out of a contact's number.
    return { kind: 'contact', phone: phone.startsWith('+') ? phone : `+${phone}`, isOwn };
  }
  if (message.photo) return readPhoto(message.photo, message);
  if (message.document?.mime_type?.startsWith('image/')) return { kind: 'image_file' };
  return { kind: 'other' };
}

function readText(text: string, entities: Message['entities']): Input {
  const command = /^\/([a-z0-9_]+)(?:@(\w+))?(?:\s([^]*))?$/i.exec(text);
  if (!command) return { kind: 'text', text, ...(entities && { entities }) };
  return {
    kind: 'command',
    name: (command[1] ?? '').toLowerCase(),
    addressee: command[2]?.toLowerCase() ?? null,
    argument: (command[3] ?? '').trim(),
  };
}

/** Telegram offers several sizes; the largest that the CRM takes. */
function readPhoto(
  sizes: NonNullable<Message['photo']>,
  { caption, caption_entities: entities }: Pick<Message, 'caption' | 'caption_entities'>,
): Input {
  const fitting = sizes.filter((size) => (size.file_size ?? 0) <= MAX_PHOTO_BYTES);
  const largest = fitting.sort((a, b) => b.width * b.height - a.width * a.height)[0];
  if (!largest) return { kind: 'other' };
  return {
    kind: 'photo',
    fileId: largest.file_id,
    ...(caption !== undefined && { caption }),
    ...(entities && { entities }),
  };
}

function readQuery(query: CallbackQuery, seal: PressSeal): Input {
  const unsealed = seal.unseal(query.data ?? '', query.from.id);
  return {
    kind: 'press',
    pressId: query.id,
    messageId: query.message?.message_id ?? null,
    isEditable: query.message !== undefined && query.message.date > 0 && query.message.text !== undefined,
    press: 'press' in unsealed ? readPress(unsealed.press) : null,
    refused: 'refused' in unsealed ? unsealed.refused : null,
  };
}

/** What a change of the bot's membership in a private chat says: whether the person lets the bot write. */
export function readReachability({ my_chat_member: change }: Update): { personId: number; reachable: boolean } | null {
  if (!change || change.chat.type !== 'private') return null;
  return { personId: change.chat.id, reachable: change.new_chat_member.status !== 'kicked' };
}
