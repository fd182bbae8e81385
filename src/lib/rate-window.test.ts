import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LocalRateWindow } from './local-rate-window.js';
import { TELEGRAM_LIMITS, type Acquired, type SendKind } from './rate-window.js';

interface Arrival {
  at: number;
  chatId: string;
  kind: SendKind;
}

interface Send {
  chatId: string;
  kind: SendKind;
  /** Milliseconds until it arrives, and from then until the answer is back. */
  thereMs: number;
  backMs: number;
}

/** Sends everything as fast as the window lets it, in virtual time. */
async function simulate(sends: readonly Send[], lanes: number): Promise<Arrival[]> {
  let now = 0;
  const window = new LocalRateWindow(TELEGRAM_LIMITS, () => now);
  const waiting = [...sends];
  const answers: { at: number; id: string }[] = [];
  const arrivals: Arrival[] = [];
  while (waiting.length > 0) {
    for (const { id } of answers.filter(({ at }) => at <= now)) await window.release(id);
    answers.splice(0, answers.length, ...answers.filter(({ at }) => at > now));
    for (const send of [...waiting]) {
      if (answers.length >= lanes) break;
      const place = await window.acquire(send);
      if (!('id' in place)) continue;
      waiting.splice(waiting.indexOf(send), 1);
      arrivals.push({ at: now + send.thereMs, chatId: send.chatId, kind: send.kind });
      answers.push({ at: now + send.thereMs + send.backMs, id: place.id });
    }
    now += 7;
  }
  return arrivals;
}

/** The most that arrived in any stretch of so many milliseconds. */
function busiest(arrivals: readonly Arrival[], ms = 1000): number {
  const times = arrivals.map(({ at }) => at).sort((a, b) => a - b);
  return Math.max(0, ...times.map((start) => times.filter((at) => at >= start && at <= start + ms).length));
}

const isPlace = (acquired: Acquired) => 'id' in acquired;

function newWindow() {
  const clock = { now: 0 };
  const window = new LocalRateWindow(TELEGRAM_LIMITS, () => clock.now);
  const take = async (kind: SendKind, chatIds: readonly string[]) => {
    const taken = [];
    for (const chatId of chatIds) taken.push(await window.acquire({ kind, chatId }));
    return taken.filter(isPlace).length;
  };
  return { clock, window, take };
}

const chats = (count: number) => Array.from({ length: count }, (_, index) => `chat ${index}`);

describe('in any sliding second', () => {
  const sends = fc.array(
    fc.record({
      chatId: fc.integer({ min: 1, max: 40 }).map(String),
      kind: fc.constantFrom<SendKind>('answer', 'notice', 'bulk', 'bulk', 'bulk'),
      thereMs: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 5000 })),
      backMs: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 5000 })),
    }),
    { minLength: 60, maxLength: 150 },
  );

  it('no more messages arrive than each rule allows, whatever the network does', async () => {
    await fc.assert(
      fc.asyncProperty(sends, fc.integer({ min: 1, max: 60 }), async (messages, lanes) => {
        const arrivals = await simulate(messages, lanes);
        expect(busiest(arrivals)).toBeLessThanOrEqual(29);
        expect(busiest(arrivals.filter(({ kind }) => kind === 'bulk'))).toBeLessThanOrEqual(25);
        for (const chatId of new Set(arrivals.map((arrival) => arrival.chatId))) {
          const inChat = arrivals.filter((arrival) => arrival.chatId === chatId);
          expect(busiest(inChat.filter(({ kind }) => kind !== 'answer'))).toBeLessThanOrEqual(1);
          expect(
            busiest(
              inChat.filter(({ kind }) => kind === 'answer'),
              3000,
            ),
          ).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('bulk leaves four places to everything else', async () => {
    const { clock, take } = newWindow();
    clock.now = 1000;
    expect(await take('bulk', chats(40))).toBe(25);
    expect(await take('notice', chats(60).slice(40))).toBe(4);
  });
});

describe('a place', () => {
  it('is taken until a second after the answer, however late that is', async () => {
    const { clock, window } = newWindow();
    const first = await window.acquire({ kind: 'notice', chatId: 'a' });
    clock.now = 9000;
    expect(await window.acquire({ kind: 'notice', chatId: 'a' })).toEqual({ waitMs: 1000, by: 'chat' });
    await window.release('id' in first ? first.id : '');
    clock.now = 9999;
    expect(await window.acquire({ kind: 'notice', chatId: 'a' })).toEqual({ waitMs: 1, by: 'chat' });
    clock.now = 10_000;
    expect(isPlace(await window.acquire({ kind: 'notice', chatId: 'a' }))).toBe(true);
  });

  it('whose message was never sent is free at once', async () => {
    const { window } = newWindow();
    const first = await window.acquire({ kind: 'notice', chatId: 'a' });
    await window.giveBack('id' in first ? first.id : '');
    expect(isPlace(await window.acquire({ kind: 'notice', chatId: 'a' }))).toBe(true);
  });
});

it('answers in a chat come three at once, and then one a second', async () => {
  const { clock, window } = newWindow();
  const answer = { kind: 'answer', chatId: 'a' } as const;
  for (let i = 0; i < 3; i++) {
    const place = await window.acquire(answer);
    await window.release('id' in place ? place.id : '');
  }
  expect(isPlace(await window.acquire(answer))).toBe(false);
  clock.now = 2999;
  expect(isPlace(await window.acquire(answer))).toBe(false);
  clock.now = 3000;
  expect(isPlace(await window.acquire(answer))).toBe(true);
});

it('a new process does not know what the former one sent, so its first bulk waits a second', async () => {
  const { clock, take } = newWindow();
  expect(await take('bulk', chats(1))).toBe(0);
  expect(await take('answer', chats(1))).toBe(1);
  clock.now = 1000;
  expect(await take('bulk', ['b'])).toBe(1);
});

it('bulk is as slow as the server asks, and never faster than the ceiling', async () => {
  const { clock, window, take } = newWindow();
  clock.now = 1000;
  window.setBulkPerSecond(7);
  expect(await take('bulk', chats(40))).toBe(7);
  clock.now = 60_000;
  window.setBulkPerSecond(100);
  expect(await take('bulk', chats(40))).toBe(25);
});

it('limits that are off hold nobody back', async () => {
  const window = new LocalRateWindow({ ...TELEGRAM_LIMITS, off: true }, () => 0);
  const taken = await Promise.all(chats(500).map(() => window.acquire({ kind: 'bulk', chatId: 'a' })));
  expect(taken.every(isPlace)).toBe(true);
});
