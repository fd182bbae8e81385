import type { Chat, User } from './wire.js';

/** Who one can be on the playground. `id` is the Telegram id, and the id of the person's chat with the bot. */
export interface PersonOptions {
  id: number;
  firstName: string;
  lastName?: string;
  username?: string;
  /** IETF tag that Telegram tells the bot, e.g. `ru`. */
  languageCode?: string;
  /** What the share-contact button sends; made up from the id when not given. */
  phone?: string | undefined;
  /** Pressed Start before this run: the bot may write to them, and is told nothing. */
  hasStarted?: boolean;
  /** Who this is, in a word or two, for the page: "coach". */
  about?: string | undefined;
  /** One of many: on the page below the others, and found by the search. */
  isExtra?: boolean;
  /** Blocked the bot before this run. */
  hasBlocked?: boolean;
}

export interface Person extends PersonOptions {
  phone: string;
  /** The account was deleted: every message to it is refused for good. */
  deactivated: boolean;
}

/** A person with the gaps filled; the made-up phone is of a valid shape (+996 555 and the last six digits of the id). */
export function toPerson(options: PersonOptions): Person {
  const phone = options.phone ?? `+996555${String(options.id).slice(-6).padStart(6, '0')}`;
  return { ...options, phone, deactivated: false };
}

export function toUser(person: Person): User {
  return {
    id: person.id,
    is_bot: false,
    first_name: person.firstName,
    ...(person.lastName ? { last_name: person.lastName } : {}),
    ...(person.username ? { username: person.username } : {}),
    ...(person.languageCode ? { language_code: person.languageCode } : {}),
  };
}

export function toChat(person: Person): Chat {
  return {
    id: person.id,
    type: 'private',
    first_name: person.firstName,
    ...(person.lastName ? { last_name: person.lastName } : {}),
    ...(person.username ? { username: person.username } : {}),
  };
}
