import { randomBytes } from 'node:crypto';
import { badRequest } from './api-error.js';
import type { CallbackAnswer, Changes } from './changes.js';
import type { Pace } from './pace.js';

/** A press must be answered within this time; later the client has given up and the server refuses the answer. */
export const CALLBACK_LIFETIME_MS = 30_000;
const MAX_ANSWER_LENGTH = 200;

interface Press {
  personId: number;
  pressedAt: number;
}

/** Pressed inline buttons that wait for the bot's answer. https://core.telegram.org/bots/api#answercallbackquery */
export class Callbacks {
  private readonly waiting = new Map<string, Press>();

  constructor(
    private readonly pace: Pace,
    private readonly changes: Changes,
  ) {}

  /** The id of a new press. */
  open(personId: number): string {
    const id = randomBytes(8).readBigUInt64BE().toString();
    this.waiting.set(id, { personId, pressedAt: this.pace.elapsed() });
    return id;
  }

  /** Throws 400 for an unknown, late or second answer, and for a text that is too long. */
  answer(answer: CallbackAnswer): void {
    const press = this.waiting.get(answer.callbackId);
    this.forgetLate();
    if (!press || !this.waiting.has(answer.callbackId)) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    }
    if (answer.text.length > MAX_ANSWER_LENGTH) throw badRequest('MESSAGE_TOO_LONG');
    if (answer.url !== '' && !/^(https:\/\/t\.me\/|tg:\/\/)/.test(answer.url)) throw badRequest('URL_INVALID');
    this.waiting.delete(answer.callbackId);
    this.changes.publish({ kind: 'answer', personId: press.personId, answer });
  }

  private forgetLate(): void {
    const oldest = this.pace.elapsed() - CALLBACK_LIFETIME_MS;
    for (const [id, { pressedAt }] of this.waiting) {
      if (pressedAt < oldest) this.waiting.delete(id);
    }
  }
}
