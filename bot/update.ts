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

export interface Message {
  message_id: number;
  /** 0 when Telegram no longer gives the message's content. */
  date: number;
  from?: User;
  chat: { id: number; type: string };
  text?: string;
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

export interface Update {
  update_id: number;
  message?: Message;
  callback_query?: CallbackQuery;
}

/** What is asked of Telegram: nothing that the bot does not read. */
export const UPDATE_KINDS = ['message', 'callback_query'] as const;
