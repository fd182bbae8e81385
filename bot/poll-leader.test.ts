import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EmbeddedStore } from '../src/lib/embedded-store.js';
import { createLogger } from '../src/lib/logger.js';
import { PollLeader } from './poll-leader.js';
import type { PollingEnd } from './poller.js';

let now: number;
let store: EmbeddedStore;
let sleepers: { at: number; wake: () => void }[];

beforeEach(() => {
  now = 1_000_000;
  sleepers = [];
  store = new EmbeddedStore(':memory:', () => now);
});
afterEach(() => store.close());

const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** Lets so many seconds pass, one after the other. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    now += 1000;
    for (const sleeper of sleepers.filter(({ at }) => at <= now)) sleeper.wake();
    sleepers = sleepers.filter(({ at }) => at > now);
    await turns();
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Error('aborted'));
    const onAbort = () => reject(new Error('aborted'));
    signal.addEventListener('abort', onAbort);
    const wake = () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    };
    sleepers.push({ at: now + ms, wake });
  });
}

/** A process that wants to poll; `kill` ends it without a word. */
function newProcess(worker: string) {
  const state = { isPolling: false, terms: 0, isDead: false };
  const stopping = new AbortController();
  let endTerm: (end: PollingEnd) => void = () => undefined;
  const mortalStore = new Proxy(store, {
    get: (target, name) => {
      if (state.isDead) return () => new Promise(() => undefined);
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const leader = new PollLeader(mortalStore, 77, worker, createLogger('silent'), sleep, () => now);
  const ended = leader.lead((over) => {
    state.isPolling = true;
    state.terms += 1;
    return new Promise<PollingEnd>((resolve) => {
      endTerm = (end) => {
        state.isPolling = false;
        resolve(end);
      };
      over.addEventListener('abort', () => endTerm('stopped'));
    });
  }, stopping.signal);
  return {
    state,
    ended,
    end: (end: PollingEnd) => endTerm(end),
    stop: () => stopping.abort(),
    kill: () => {
      state.isDead = true;
      state.isPolling = false;
    },
  };
}

describe('of two processes', () => {
  it('one polls, for as long as it lives', async () => {
    const [one, other] = [newProcess('one'), newProcess('other')];
    await turns();
    for (let minute = 0; minute < 3; minute++) {
      await pass(60);
      expect([one.state.isPolling, other.state.isPolling]).toEqual([true, false]);
    }
    expect(one.state.terms).toBe(1);
    one.stop();
    other.stop();
    await turns();
  });

  it('the other takes over within half a minute after the first was killed', async () => {
    const [one, other] = [newProcess('one'), newProcess('other')];
    await pass(7);
    one.kill();
    await pass(5);
    expect(other.state.isPolling).toBe(false);
    await pass(25);
    expect(other.state.isPolling).toBe(true);
    other.stop();
    await turns();
  });

  it('the other takes over at once after the first was stopped', async () => {
    const [one, other] = [newProcess('one'), newProcess('other')];
    await pass(7);
    one.stop();
    expect(await one.ended).toBe('stopped');
    await pass(1);
    expect(other.state.isPolling).toBe(true);
    other.stop();
    await turns();
  });

  it('the one that was cut off from the store stops polling before the other may begin', async () => {
    const one = newProcess('one');
    await pass(7);
    const away = () => Promise.reject(new Error('away'));
    Object.assign(store, { renew: away, setIfAbsent: away });
    await pass(18);
    expect(one.state.isPolling).toBe(false);
    Reflect.deleteProperty(store, 'renew');
    Reflect.deleteProperty(store, 'setIfAbsent');
    await pass(25);
    expect(one.state.isPolling).toBe(true);
    one.stop();
    await turns();
  });

  it('the one that has lost the lease stands by', async () => {
    const one = newProcess('one');
    await pass(3);
    await store.set('bot:77:poller', 'other', 20);
    await pass(10);
    expect(one.state.isPolling).toBe(false);
    await pass(15);
    expect(one.state.isPolling).toBe(true);
    one.stop();
    await turns();
  });
});

it('a process that starts again under its own name waits for no lease', async () => {
  newProcess('one').kill();
  await store.set('bot:77:poller', 'one', 20);
  const again = newProcess('one');
  await turns();
  expect(again.state.isPolling).toBe(true);
  again.stop();
  await turns();
});

it('a refused token ends it for good, and frees the lease', async () => {
  const one = newProcess('one');
  await turns();
  one.end('unauthorized');
  expect(await one.ended).toBe('unauthorized');
  expect(await store.get('bot:77:poller')).toBeNull();
});
