import type { TelegramPerson } from '../audit/actor.js';

/** What a right is judged by, as it came in: rights come before the checks of what was sent. */
export interface NamedCall {
  params: Readonly<Record<string, unknown>>;
  body: unknown;
}

/** For whom the bot may make a call: the person of the header `x-telegram-id`, who is never an archived client. */
export interface TelegramRight {
  /** For the API's document. */
  words: string;
  allows(person: TelegramPerson, call: NamedCall): boolean;
}

/** One of the setting `adminTelegramIds`. */
export const admin: TelegramRight = { words: 'an admin', allows: ({ isAdmin }) => isAdmin };

/** A living coach; whose session or group it is, the service checks. */
export const coach: TelegramRight = { words: 'a coach', allows: ({ coachId }) => coachId !== null };

/** A client; whose record it is, the service checks. */
export const client: TelegramRight = { words: 'a client', allows: ({ clientId }) => clientId !== null };

/** The person whom the address names: the client of `/clients/:id`, or the Telegram user of `:telegramId`. */
export const self: TelegramRight = {
  words: 'the person named by the address',
  allows: ({ id, clientId }, { params }) =>
    params.telegramId === id || (clientId !== null && params.id === String(clientId)),
};

/** The coach of `/coaches/:id`. */
export const thatCoach: TelegramRight = {
  words: 'the coach named by the address',
  allows: ({ coachId }, { params }) => coachId !== null && params.id === String(coachId),
};

/** The person whom `telegramId` of the body names. */
export const sender: TelegramRight = {
  words: 'the person of `telegramId`',
  allows: ({ id }, { body }) =>
    typeof body === 'object' && body !== null && 'telegramId' in body && body.telegramId === id,
};

/** Any of the rights is enough. */
export function anyOf(...rights: readonly TelegramRight[]): TelegramRight {
  return {
    words: rights.map(({ words }) => words).join(' or '),
    allows: (person, call) => rights.some((right) => right.allows(person, call)),
  };
}
