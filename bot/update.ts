/** The parts of Telegram's updates that the bot reads, named as https://core.telegram.org/bots/api has them. */
export interface User {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface PhotoSize {
  file_id: string;
  width: number;
  height: number;
  file_size?: number;
}

/** A part of a text with a look; `offset` and `length` count UTF-16 units, as JavaScript strings do. */
export interface MessageEntity {
  type: string;
  offset: number;
  length: number;
  /** Of `text_link`. */
  url?: string;
  /** Of `pre`. */
  language?: string;
}

export interface Message {
  message_id: number;
  /** 0 when Telegram no longer gives the message's content. */
  date: number;
  from?: User;
  chat: { id: number; type: string };
  text?: string;
  entities?: MessageEntity[];
  caption?: string;
  caption_entities?: MessageEntity[];
  photo?: PhotoSize[];
  document?: { mime_type?: string };
  contact?: { phone_number: string; user_id?: number };
  forward_origin?: object;
}

export interface CallbackQuery {
  id: string;
  from: User;
  message?: Message;
  data?: string;
}

/** The bot was blocked, or let in again, in a chat. */
export interface ChatMemberChange {
  from: User;
  chat: { id: number; type: string };
  new_chat_member: { status: string };
}

export interface Update {
  update_id: number;
  message?: Message;
  callback_query?: CallbackQuery;
  my_chat_member?: ChatMemberChange;
}

/** What is asked of Telegram: nothing that the bot does not read. */
export const UPDATE_KINDS = ['message', 'callback_query', 'my_chat_member'] as const;

/** Updates of one chat are handled in their order; 0 for what belongs to none. */
export function chatOf({ message, callback_query: query, my_chat_member: change }: Update): number {
  return message?.chat.id ?? query?.from.id ?? change?.chat.id ?? 0;
}
