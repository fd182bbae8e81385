import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../../src/lib/logger.js';
import { TELEGRAM_LIMITS, type RateWindow, type SendKind } from '../../src/lib/rate-window.js';
import { RedisRateWindow } from '../../src/lib/redis-rate-window.js';
import { connectRedis, type RedisClient } from '../../src/lib/redis-store.js';
import { SharedRateWindow } from '../../src/lib/shared-rate-window.js';

/** A database of this suite's own, because it is flushed. */
const DATABASE = 13;
const url = process.env.TEST_REDIS_URL ?? '';
const logger = createLogger('silent');

interface Arrival {
  at: number;
  kind: SendKind;
}

/** Sends until there is nothing left or the time is over, as one process does: eight at a time, over a slow network. */
async function sendFor(window: RateWindow, ms: number, kinds: readonly SendKind[], arrivals: Arrival[]) {
  const endsAt = performance.now() + ms;
  let chat = Math.random();
  const lane = async () => {
    while (performance.now() < endsAt) {
      const kind = kinds[Math.floor(Math.random() * kinds.length)] ?? 'bulk';
      const place = await window.acquire({ kind, chatId: String((chat += 1)) });
      if ('waitMs' in place) {
        await sleep(Math.min(place.waitMs, 50));
        continue;
      }
      await sleep(Math.random() * 200);
      arrivals.push({ at: performance.now(), kind });
      await sleep(Math.random() * 200);
      await window.release(place.id);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}

function busiest(arrivals: readonly Arrival[]): number {
  const times = arrivals.map(({ at }) => at).sort((a, b) => a - b);
  return Math.max(0, ...times.map((start) => times.filter((at) => at >= start && at <= start + 1000).length));
}

(url ? describe : describe.skip)('the window that processes share (Redis)', () => {
  let clients: RedisClient[];
  let windows: SharedRateWindow[];

  beforeEach(async () => {
    clients = await Promise.all([0, 1, 2].map(() => connectRedis(`${url.replace(/\/\d*$/, '')}/${DATABASE}`, logger)));
    await clients[0]?.flushDb();
    windows = clients.map(
      (client) => new SharedRateWindow(new RedisRateWindow(client, 'rate:', TELEGRAM_LIMITS), logger),
    );
  });

  afterEach(async () => {
    for (const client of clients) if (client.isOpen) await client.close();
  });

  it('lets all of them together send no more than one may', async () => {
    const arrivals: Arrival[] = [];
    await Promise.all(windows.map((window) => sendFor(window, 5000, ['bulk', 'bulk', 'bulk', 'notice'], arrivals)));
    expect(arrivals.length).toBeGreaterThan(40);
    expect(busiest(arrivals)).toBeLessThanOrEqual(29);
    expect(busiest(arrivals.filter(({ kind }) => kind === 'bulk'))).toBeLessThanOrEqual(25);
  }, 20_000);

  it('keeps to it although Redis forgets everything meanwhile', async () => {
    const arrivals: Arrival[] = [];
    const sending = windows.map((window) => sendFor(window, 6000, ['notice'], arrivals));
    for (let flush = 0; flush < 3; flush++) {
      await sleep(1700);
      await clients[0]?.flushDb();
    }
    await Promise.all(sending);
    expect(arrivals.length).toBeGreaterThan(20);
    expect(busiest(arrivals)).toBeLessThanOrEqual(29);
  }, 20_000);

  it('knows one chat by all processes, and a place given back is free for the others', async () => {
    const [one, other] = windows;
    if (!one || !other) throw new Error('two windows');
    const first = await acquireSoon(one, 'notice', '7');
    expect(await other.acquire({ kind: 'notice', chatId: '7' })).toHaveProperty('waitMs');
    await one.giveBack(first);
    const second = await other.acquire({ kind: 'notice', chatId: '7' });
    expect(second).toHaveProperty('id');
    await other.release('id' in second ? second.id : '');
    expect(await one.acquire({ kind: 'notice', chatId: '7' })).toHaveProperty('waitMs');
  });

  it('lets answers in a chat come three at once', async () => {
    const [one, other] = windows;
    if (!one || !other) throw new Error('two windows');
    await acquireSoon(one, 'answer', '7');
    const more = [];
    for (let i = 0; i < 5; i++) more.push(await other.acquire({ kind: 'answer', chatId: '7' }));
    expect(more.filter((place) => 'id' in place)).toHaveLength(2);
  });

  it('becomes a small one of the process while Redis is away, and the shared one again afterwards', async () => {
    const [client] = clients;
    const [window] = windows;
    if (!client || !window) throw new Error('a window');
    await acquireSoon(window, 'notice', 'before');
    await client.close();
    const alone: Arrival[] = [];
    await sendFor(window, 3500, ['notice', 'bulk'], alone);
    expect(alone.length).toBeGreaterThan(2);
    expect(busiest(alone)).toBeLessThanOrEqual(5);
    await client.connect();
    const id = await acquireSoon(window, 'notice', 'after');
    expect(id).not.toMatch(/^local/);
  }, 20_000);
});

async function acquireSoon(window: RateWindow, kind: SendKind, chatId: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const place = await window.acquire({ kind, chatId });
    if ('id' in place && !(chatId === 'after' && place.id.startsWith('local'))) return place.id;
    if ('id' in place) await window.giveBack(place.id);
    await sleep(50);
  }
  throw new Error('no place within ten seconds');
}
