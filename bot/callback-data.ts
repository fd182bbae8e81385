import { randomBytes } from 'node:crypto';
import { LANGUAGES, type Language } from '../src/lib/wording.js';

/** The places a button or a command leads to. */
export const DESTINATIONS = ['menu', 'register', 'membership', 'data', 'language'] as const;
export type Destination = (typeof DESTINATIONS)[number];

/** What of the personal data can be asked for. */
export const FIELDS = ['firstName', 'lastName', 'phone', 'email', 'birthDate', 'region', 'photo'] as const;
export type Field = (typeof FIELDS)[number];

/** Answers to a question that are given by a button. */
export const ACTIONS = ['back', 'skip', 'clear', 'cancel', 'suggested', 'confirm', 'save', 'stay'] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * What a pressed button means. The first three change nothing by themselves and stay good for ever; the last two belong
 * to one question and carry its nonce, so that an old or forged button is told from the one on the screen.
 */
export type Press =
  | { kind: 'go'; destination: Destination }
  | { kind: 'language'; language: Language }
  | { kind: 'edit'; field: Field }
  | { kind: 'answer'; nonce: string; action: Action }
  | { kind: 'leave'; nonce: string; destination: Destination };

/** Telegram's ceiling, in bytes. */
export const MAX_CALLBACK_BYTES = 64;

export function newNonce(): string {
  return randomBytes(9).toString('base64url');
}

export function writePress(press: Press): string {
  switch (press.kind) {
    case 'go':
      return `go:${press.destination}`;
    case 'language':
      return `language:${press.language}`;
    case 'edit':
      return `edit:${press.field}`;
    case 'answer':
      return `answer:${press.nonce}:${press.action}`;
    case 'leave':
      return `leave:${press.nonce}:${press.destination}`;
  }
}

/** Reads what came back; null for anything the bot never wrote. */
export function readPress(data: string): Press | null {
  const [kind, first = '', second = '', ...more] = data.split(':');
  if (more.length > 0) return null;
  if (kind === 'answer' && isOneOf(ACTIONS, second)) return { kind, nonce: first, action: second };
  if (kind === 'leave' && isOneOf(DESTINATIONS, second)) return { kind, nonce: first, destination: second };
  if (second !== '') return null;
  if (kind === 'go' && isOneOf(DESTINATIONS, first)) return { kind, destination: first };
  if (kind === 'language' && isOneOf(LANGUAGES, first)) return { kind, language: first };
  if (kind === 'edit' && isOneOf(FIELDS, first)) return { kind, field: first };
  return null;
}

function isOneOf<Word extends string>(words: readonly Word[], text: string): text is Word {
  return (words as readonly string[]).includes(text);
}
