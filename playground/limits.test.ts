import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiError } from './api-error.js';
import { Limits } from './limits.js';

let now: number;
let limits: Limits;

beforeEach(() => {
  now = 0;
  limits = new Limits({ elapsed: () => now });
  limits.enforce(true);
});

/** How many of the next messages to the chat go out. */
function admitted(chatId: string, count: number): number {
  return Array.from({ length: count }, () => refusal(chatId)).filter((refused) => refused === null).length;
}

function refusal(chatId: string): ApiError | null {
  try {
    limits.admit(chatId);
    return null;
  } catch (error) {
    return error as ApiError;
  }
}

describe('the limits of Telegram', () => {
  it('let a chat have three messages at once and then one a second', () => {
    expect(admitted('1', 5)).toBe(3);
    now = 1000;
    expect(admitted('1', 5)).toBe(1);
    now = 60_000;
    expect(admitted('1', 5)).toBe(3);
  });

  it('let thirty messages out in any second, whomever they are for', () => {
    const chats = Array.from({ length: 40 }, (_, i) => String(i));
    expect(chats.filter((chat) => refusal(chat) === null)).toHaveLength(30);
    now = 999;
    expect(admitted('50', 1)).toBe(0);
    now = 1000;
    expect(admitted('50', 1)).toBe(1);
  });

  it('tell how many seconds to wait', () => {
    admitted('1', 3);
    expect(refusal('1')).toMatchObject({ code: 429, parameters: { retry_after: 1 } });
  });

  it('hold nobody back until they are enforced', () => {
    limits.enforce(false);
    expect(admitted('1', 100)).toBe(100);
  });
});
