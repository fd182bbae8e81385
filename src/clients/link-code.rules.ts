import { randomBytes } from 'node:crypto';

/** How long a link may wait for the client to open it. */
export const LINK_CODE_DAYS = 7;

/** 128 random bits in 22 characters: Telegram's `start` takes 64 of `[A-Za-z0-9_-]`. */
export function newLinkCode(): string {
  return randomBytes(16).toString('base64url');
}

/** "Анна Петрова" as "А… П…": its owner knows it, nobody else learns it. */
export function maskName(person: { firstName: string; lastName: string }): string {
  return [person.firstName, person.lastName].filter(Boolean).map(initial).join(' ');
}

function initial(name: string): string {
  const [letter = ''] = name;
  return `${letter}…`;
}

/** "+996555123456" as "•• 56"; null without a phone. */
export function maskPhone(phone: string | null): string | null {
  return phone === null ? null : `•• ${phone.slice(-2)}`;
}
