import { randomBytes } from 'node:crypto';
import { LANGUAGES, type Language } from '../src/lib/wording.js';

/** The places a button or a command leads to. */
export const DESTINATIONS = [
  'menu',
  'register',
  'membership',
  'freeze',
  'visits',
  'timetable',
  'data',
  'settings',
  'language',
  'privacy',
  'erase',
  'sessions',
  'session',
  'broadcast',
  'numbers',
  'find',
] as const;
export type Destination = (typeof DESTINATIONS)[number];

/** What of the personal data can be asked for. */
export const FIELDS = ['firstName', 'lastName', 'phone', 'email', 'birthDate', 'region', 'photo'] as const;
export type Field = (typeof FIELDS)[number];

/** Answers to a question that are given by a button. */
export const ACTIONS = ['back', 'skip', 'clear', 'cancel', 'suggested', 'confirm', 'save', 'stay'] as const;
export type Action = (typeof ACTIONS)[number];

/** Lists that are longer than a message. */
export const LISTS = ['visits', 'timetable', 'sessions', 'history'] as const;
export type List = (typeof LISTS)[number];

/** What can be done to a broadcast that runs; `cancel` only asks, `stop` does it. */
export const BROADCAST_ACTIONS = ['show', 'pause', 'resume', 'cancel', 'stop'] as const;
export type BroadcastAction = (typeof BROADCAST_ACTIONS)[number];

/** Presses that name one record and nothing else. */
export const RECORD_KINDS = ['join', 'decline', 'close', 'reopen', 'card', 'renew', 'visit', 'thaw'] as const;
type RecordKind = (typeof RECORD_KINDS)[number];
type RecordPress = { [Kind in RecordKind]: { kind: Kind; id: number } }[RecordKind];

/** A choice of a question, e.g. `d20260310` of a calendar: at most 16 letters, so that a press keeps its 36 bytes. */
const CHOICE = /^[a-z0-9-]{1,16}$/;

/**
 * What a pressed button means. Those with a nonce belong to one question, so that an old or forged button is told from
 * the one on the screen. All others may be pressed at any time and twice; the CRM decides what they do.
 */
export type Press =
  | { kind: 'go'; destination: Destination }
  | { kind: 'language'; language: Language }
  | { kind: 'edit'; field: Field }
  | { kind: 'answer'; nonce: string; action: Action }
  | { kind: 'pick'; nonce: string; choice: string }
  | { kind: 'leave'; nonce: string; destination: Destination }
  /** Fills a place in a grid. */
  | { kind: 'blank' }
  /** No more broadcasts, and broadcasts again. */
  | { kind: 'stop' }
  | { kind: 'unstop' }
  | { kind: 'broadcasts'; on: boolean }
  | RecordPress
  /** Pages count from 0. */
  | { kind: 'page'; list: List; page: number }
  | { kind: 'roster'; id: number; page: number }
  | { kind: 'mark'; id: number; clientId: number; came: boolean; page: number }
  | { kind: 'progress'; id: number; action: BroadcastAction };

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
    case 'pick':
      return `pick:${press.nonce}:${press.choice}`;
    case 'leave':
      return `leave:${press.nonce}:${press.destination}`;
    case 'page':
      return `page:${press.list}:${press.page}`;
    case 'roster':
      return press.page === 0 ? `roster:${press.id}` : `roster:${press.id}:${press.page}`;
    case 'mark':
      return `mark:${press.id}:${press.clientId}:${press.came ? 'y' : 'n'}:${press.page}`;
    case 'progress':
      return `progress:${press.id}:${press.action}`;
    case 'broadcasts':
      return `broadcasts:${press.on ? 'on' : 'off'}`;
    case 'blank':
    case 'stop':
    case 'unstop':
      return press.kind;
    default:
      return `${press.kind}:${press.id}`;
  }
}

/** Reads what came back; null for anything the bot never wrote. */
export function readPress(data: string): Press | null {
  const press = read(data.split(':'));
  // One meaning has one spelling: what reads otherwise was not written here.
  return press !== null && writePress(press) === data ? press : null;
}

function read(parts: readonly string[]): Press | null {
  return readWords(parts) ?? readQuestion(parts) ?? readRecord(parts);
}

function readWords([kind, first = '', second = '']: readonly string[]): Press | null {
  switch (kind) {
    case 'blank':
    case 'stop':
    case 'unstop':
      return { kind };
    case 'broadcasts':
      return { kind, on: first === 'on' };
    case 'go':
      return isOneOf(DESTINATIONS, first) ? { kind, destination: first } : null;
    case 'language':
      return isOneOf(LANGUAGES, first) ? { kind, language: first } : null;
    case 'edit':
      return isOneOf(FIELDS, first) ? { kind, field: first } : null;
    case 'page':
      return isOneOf(LISTS, first) ? { kind, list: first, page: readPage(second) } : null;
    default:
      return null;
  }
}

function readQuestion([kind, nonce = '', answer = '']: readonly string[]): Press | null {
  if (kind === 'answer' && isOneOf(ACTIONS, answer)) return { kind, nonce, action: answer };
  if (kind === 'pick' && CHOICE.test(answer)) return { kind, nonce, choice: answer };
  return kind === 'leave' && isOneOf(DESTINATIONS, answer) ? { kind, nonce, destination: answer } : null;
}

function readRecord([kind = '', first = '', second = '', third, fourth = '']: readonly string[]): Press | null {
  const id = readId(first);
  if (id === null) return null;
  if (isOneOf(RECORD_KINDS, kind)) return { kind, id };
  if (kind === 'roster') return { kind, id, page: readPage(second) };
  if (kind === 'progress') return isOneOf(BROADCAST_ACTIONS, second) ? { kind, id, action: second } : null;
  const clientId = readId(second);
  if (kind !== 'mark' || clientId === null) return null;
  return { kind, id, clientId, came: third === 'y', page: readPage(fourth) };
}

function readId(text: string): number | null {
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null;
}

function readPage(text: string): number {
  return /^\d{1,3}$/.test(text) ? Number(text) : 0;
}

function isOneOf<Word extends string>(words: readonly Word[], text: string): text is Word {
  return (words as readonly string[]).includes(text);
}
