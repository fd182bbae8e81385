import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { Sender } from '../../bot/deliveries/sender.js';
import { realSleep } from '../../bot/poller.js';
import { BotApiTelegram } from '../../bot/telegram.js';
import { startPlayground, type Fault, type RunningPlayground } from '../../playground/index.js';
import { EmbeddedStore } from '../../src/lib/embedded-store.js';
import { LocalRateWindow } from '../../src/lib/local-rate-window.js';
import { createLogger } from '../../src/lib/logger.js';
import { TELEGRAM_LIMITS } from '../../src/lib/rate-window.js';
import { freePort } from '../setup/processes.js';
import { FakeDeliveriesApi } from './fake-deliveries-api.js';

const TOKEN = `7770001:${'x'.repeat(35)}`;
const FIRST_ID = 5_000_000_001;

let playground: RunningPlayground;
let api: FakeDeliveriesApi;
let store: EmbeddedStore;
let sender: Sender;

function newSender(apiRoot = playground.apiRoot, worker = 'w1', limitsOff = true): Sender {
  return new Sender({
    api,
    telegram: new BotApiTelegram(TOKEN, apiRoot, 500),
    window: new LocalRateWindow({ ...TELEGRAM_LIMITS, off: limitsOff }),
    store,
    botId: 7_770_001,
    worker,
    logger: createLogger('silent'),
    sleep: (ms, signal) => realSleep(ms / 10, signal),
    now: Date.now,
    onUnauthorized: () => undefined,
  });
}

function addPeople(count: number): void {
  for (let i = 0; i < count; i++) {
    playground.control.person({ id: FIRST_ID + i, firstName: `P${i}`, hasStarted: true });
    api.add({ chatId: String(FIRST_ID + i) });
  }
}

beforeEach(async () => {
  playground = await startPlayground({ token: TOKEN });
  api = new FakeDeliveriesApi();
  store = new EmbeddedStore(':memory:');
  sender = newSender();
});

afterEach(async () => {
  await sender.stop();
  await playground.stop();
  await store.close();
});

async function until(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000; turn++) {
    if (isTrue()) return;
    await delay(5);
  }
  throw new Error(`it never came to that: ${JSON.stringify(api.states())}`);
}

const settled = () => until(() => api.states().every((state) => !['pending', 'claimed', 'sending'].includes(state)));

describe('the sender and a Telegram that', () => {
  it.each<[string, Fault, number, string]>([
    ['resets before it delivers', { kind: 'reset-before' }, 0, 'unknown'],
    ['resets after it has delivered', { kind: 'reset-after' }, 1, 'unknown'],
    ['hangs', { kind: 'hang' }, 0, 'unknown'],
    ['hangs after it has delivered', { kind: 'hang', delivered: true }, 1, 'unknown'],
    ['fails', { kind: '500' }, 0, 'unknown'],
    ['fails after it has delivered', { kind: '500', delivered: true }, 1, 'unknown'],
    ['is behind a proxy that fails', { kind: 'html-502' }, 0, 'unknown'],
    ['asks to wait', { kind: '429', retryAfter: 1 }, 1, 'sent'],
  ])('%s', async (_what, fault, deliveries, state) => {
    playground.control.faults.next('sendMessage', fault);
    addPeople(1);
    sender.start();
    await until(() => api.state(1) === state);
    await delay(100);
    expect(playground.control.ledger()).toHaveLength(deliveries);
    expect(api.state(1)).toBe(state);
  });

  it('is not there sends the message once it is', async () => {
    const nowhere = newSender(`http://127.0.0.1:${await freePort()}/api`);
    addPeople(1);
    nowhere.start();
    await until(() => api.rows.get(1)?.report?.outcome === 'retry');
    await nowhere.stop();
    sender.start();
    await until(() => api.state(1) === 'sent');
    expect(playground.control.ledger()).toHaveLength(1);
  });

  it('refuses a person or a text marks the one or the other', async () => {
    addPeople(4);
    playground.control.person({ id: FIRST_ID, firstName: 'A' }).block();
    playground.control.person({ id: FIRST_ID + 1, firstName: 'B' }).deactivate();
    api.add({ chatId: '5999999999' });
    api.add({ chatId: String(FIRST_ID + 2), payload: { text: '<b', buttons: [] } });
    api.add({ chatId: String(FIRST_ID + 3), payload: { text: 'x'.repeat(4097), buttons: [] } });
    sender.start();
    await settled();
    expect(api.states()).toEqual(['blocked', 'gone', 'sent', 'sent', 'gone', 'failed', 'failed']);
  });
});

it('two senders send each message once, faults or not', async () => {
  addPeople(400);
  let calls = 0;
  playground.control.faults.plan((method) => {
    if (method !== 'sendMessage') return null;
    calls += 1;
    if (calls % 50 === 0) return { kind: 'reset-after' };
    if (calls % 61 === 0) return { kind: 'reset-before' };
    return calls % 97 === 0 ? { kind: '500', delivered: true } : null;
  });
  const second = newSender(playground.apiRoot, 'w2');
  sender.start();
  second.start();
  await settled();
  await second.stop();
  const chats = playground.control.ledger().map(({ chatId }) => chatId);
  expect(new Set(chats).size).toBe(chats.length);
  const sent = [...api.rows.values()].filter(({ state }) => state === 'sent');
  for (const { delivery } of sent) expect(chats).toContain(Number(delivery.chatId));
  expect(api.states().filter((state) => state !== 'sent' && state !== 'unknown')).toEqual([]);
  expect(api.states().filter((state) => state === 'unknown').length).toBeLessThanOrEqual(8 + 6 + 4);
});

it('a sender under Telegram’s limits is never refused by them', async () => {
  playground.control.limits.enforce(true);
  addPeople(60);
  sender = newSender(playground.apiRoot, 'w1', false);
  sender.start();
  await settled();
  expect(api.states().every((state) => state === 'sent')).toBe(true);
  expect([...api.rows.values()].map(({ report }) => report?.outcome)).not.toContain('flood');
  expect(playground.control.traffic().busiestSecond.all).toBeLessThanOrEqual(25);
}, 20_000);
