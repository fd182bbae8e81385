import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { FakeDeliveriesApi } from '../../tests/bot/fake-deliveries-api.js';
import { FakeTelegram } from '../../tests/bot/fake-telegram.js';
import { EmbeddedStore } from '../../src/lib/embedded-store.js';
import { LocalRateWindow } from '../../src/lib/local-rate-window.js';
import { createLogger } from '../../src/lib/logger.js';
import { TELEGRAM_LIMITS } from '../../src/lib/rate-window.js';
import { realSleep } from '../poller.js';
import { TelegramError } from '../telegram-error.js';
import { Sender } from './sender.js';

let api: FakeDeliveriesApi;
let telegram: FakeTelegram;
let store: EmbeddedStore;
let sender: Sender;
let unauthorized: number;

function newSender(lanes = 8): Sender {
  return new Sender({
    api,
    telegram,
    window: new LocalRateWindow({ ...TELEGRAM_LIMITS, off: true }),
    store,
    botId: 77,
    worker: 'w1',
    logger: createLogger('silent'),
    // Pauses pass faster, in their order.
    sleep: (ms, signal) => realSleep(ms / 10, signal),
    now: Date.now,
    onUnauthorized: () => void (unauthorized += 1),
    lanes,
  });
}

beforeEach(() => {
  api = new FakeDeliveriesApi();
  telegram = new FakeTelegram();
  store = new EmbeddedStore(':memory:');
  unauthorized = 0;
  sender = newSender();
});

afterEach(async () => {
  api.isAway = false;
  api.isDeaf = false;
  await sender.stop();
  await store.close();
});

async function until(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000; turn++) {
    if (isTrue()) return;
    await delay(5);
  }
  throw new Error(`it never came to that: ${JSON.stringify(api.states())}`);
}

const settled = () => until(() => api.states().every((state) => !['pending', 'claimed', 'sending'].includes(state)));
const texts = () => telegram.messages.map(({ text }) => text);

/** Makes Telegram take its time. */
function holdSends() {
  const send = telegram.send.bind(telegram);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const state = { inFlight: 0, most: 0, release: () => release() };
  telegram.send = async (message) => {
    state.inFlight += 1;
    state.most = Math.max(state.most, state.inFlight);
    await held;
    state.inFlight -= 1;
    return send(message);
  };
  return state;
}

describe('the sender', () => {
  it('sends everything once, whatever Telegram’s id of the message', async () => {
    for (let i = 0; i < 60; i++) api.add();
    sender.start();
    await settled();
    expect(api.states().every((state) => state === 'sent')).toBe(true);
    expect(new Set(texts()).size).toBe(60);
    expect(texts()).toHaveLength(60);
    expect(api.rows.get(1)?.report?.messageId).toEqual(expect.any(Number));
  });

  it('begins no more than there are lanes, in one request at a time', async () => {
    for (let i = 0; i < 40; i++) api.add();
    sender = newSender(3);
    const sends = holdSends();
    sender.start();
    await until(() => sends.inFlight === 3);
    await delay(50);
    sends.release();
    await settled();
    expect(sends.most).toBe(3);
    expect(api.mostSending).toBe(3);
    expect(api.mostParallelSteps).toBe(1);
  });

  it('collects what has ended and what may begin into common requests', async () => {
    for (let i = 0; i < 40; i++) api.add();
    sender.start();
    await settled();
    expect(api.steps.length).toBeLessThan(40);
  });

  it('does not send what was revoked', async () => {
    const [kept, cancelled] = [api.add(), api.add()];
    api.revoked.add(cancelled);
    sender.start();
    await until(() => api.state(kept) === 'sent');
    await delay(30);
    expect(texts()).toEqual(['message 1']);
    expect(api.steps.flatMap(({ finished }) => finished ?? []).map(({ id }) => id)).toEqual([kept]);
  });

  it.each([
    ['blocked', 'blocked'],
    ['gone', 'gone'],
    ['refused', 'failed'],
    ['unclear', 'unknown'],
  ] as const)('tells that a message was %s, and does not send it again', async (failure, state) => {
    telegram.fail('send', new TelegramError(failure, 'why'));
    const id = api.add();
    sender.start();
    await until(() => api.state(id) === state);
    await delay(100);
    expect(telegram.messages).toHaveLength(0);
    expect(api.rows.get(id)?.report).toMatchObject({ error: 'why' });
  });

  it('sends again what surely never left', async () => {
    telegram.fail('send', new TelegramError('unreachable', 'ECONNREFUSED'), new TelegramError('unreachable', 'x'));
    api.add();
    sender.start();
    await settled();
    expect(texts()).toHaveLength(1);
  });

  it('stops and says so when the token is refused; the delivery waits for a good one', async () => {
    telegram.fail('send', new TelegramError('unauthorized', '401'));
    const id = api.add();
    sender = newSender(1);
    sender.start();
    await until(() => unauthorized === 1);
    await until(() => api.rows.get(id)?.report?.outcome === 'retry');
    await delay(150);
    expect(telegram.messages).toHaveLength(0);
  });

  it('lets the urgent go first', async () => {
    api.add({ class: 'bulk' });
    api.add({ class: 'reminder' });
    api.add({ class: 'interactive' });
    api.add({ class: 'invitation' });
    sender.start();
    await settled();
    expect(texts()).toEqual(['message 3', 'message 4', 'message 2', 'message 1']);
  });

  it('turns the buttons of a delivery into presses', async () => {
    const buttons = [
      [
        { kind: 'join' as const, text: 'Приду', invitationId: 5 },
        { kind: 'decline' as const, text: 'Не приду', invitationId: 5 },
      ],
      [{ kind: 'url' as const, text: 'Ссылка', url: 'https://zoom.us/j/1' }],
      [{ kind: 'roster' as const, text: 'Список', sessionId: 9 }],
      [{ kind: 'membership' as const, text: 'Абонемент' }],
      [{ kind: 'stop_broadcasts' as const, text: 'Не писать' }],
    ];
    api.add({ payload: { text: 'x', buttons } });
    sender.start();
    await settled();
    expect(telegram.messages[0]?.keyboard?.rows).toEqual([
      [
        { text: 'Приду', data: 'join:5' },
        { text: 'Не приду', data: 'decline:5' },
      ],
      [{ text: 'Ссылка', url: 'https://zoom.us/j/1' }],
      [{ text: 'Список', data: 'roster:9' }],
      [{ text: 'Абонемент', data: 'go:membership' }],
      [{ text: 'Не писать', data: 'stop' }],
    ]);
  });
});

describe('when Telegram asks to wait', () => {
  it('three seconds, no lane sends bulk before they are over, and the message goes out then', async () => {
    telegram.fail('send', new TelegramError('flood', '429', 1));
    for (let i = 0; i < 30; i++) api.add();
    sender.start();
    await until(() => api.pauseUntil !== null);
    const before = telegram.messages.length;
    await delay(1000);
    expect(telegram.messages.length - before).toBeLessThanOrEqual(8);
    await settled();
    expect(new Set(texts()).size).toBe(30);
    expect(texts()).toHaveLength(30);
  });

  it('over an hour, answers to people go out all the same', async () => {
    telegram.fail('send', new TelegramError('flood', '429', 4000));
    const bulk = api.add();
    sender.start();
    await until(() => api.rows.get(bulk)?.report !== null);
    expect(api.rows.get(bulk)?.report).toMatchObject({ outcome: 'flood', retryAfter: 4000 });
    api.add();
    const urgent = api.add({ class: 'interactive' });
    await until(() => api.state(urgent) === 'sent');
    expect(texts()).toEqual(['message 3']);
  });

  it('a worker that starts meanwhile waits, too', async () => {
    api.pauseUntil = new Date(Date.now() + 4_000_000).toISOString();
    const [urgent] = [api.add({ class: 'reminder' }), api.add()];
    sender.start();
    await until(() => api.state(urgent) === 'sent');
    await delay(100);
    expect(texts()).toEqual(['message 1']);
  });
});

describe('while the CRM is away', () => {
  it('nothing is forgotten, and nothing sent twice', async () => {
    for (let i = 0; i < 8; i++) api.add();
    const sends = holdSends();
    sender.start();
    await until(() => sends.inFlight === 8);
    api.isAway = true;
    sends.release();
    await until(() => telegram.messages.length === 8);
    await delay(200);
    expect(api.states().filter((state) => state === 'sending')).toHaveLength(8);
    api.isAway = false;
    await settled();
    expect(api.states().every((state) => state === 'sent')).toBe(true);
    expect(texts()).toHaveLength(8);
  });

  it('a request whose answer got lost is repeated as it is', async () => {
    const id = api.add();
    api.isDeaf = true;
    sender.start();
    await until(() => api.steps.length >= 3);
    expect(api.steps[1]).toEqual(api.steps[0]);
    expect(telegram.messages).toHaveLength(0);
    api.isDeaf = false;
    await until(() => api.state(id) === 'sent');
    expect(texts()).toHaveLength(1);
  });
});

describe('a sender that is stopped', () => {
  it('finishes and reports what is on its way, and begins nothing more', async () => {
    for (let i = 0; i < 20; i++) api.add();
    sender = newSender(4);
    const sends = holdSends();
    sender.start();
    await until(() => sends.inFlight === 4);
    const stopped = sender.stop();
    sends.release();
    await stopped;
    expect(api.states().filter((state) => state === 'sent')).toHaveLength(4);
    expect(api.states().filter((state) => state === 'sending')).toHaveLength(0);
    expect(texts()).toHaveLength(4);
  });

  it('does not wait for ever for a CRM that is away', async () => {
    api.add();
    const sends = holdSends();
    sender.start();
    await until(() => sends.inFlight === 1);
    api.isAway = true;
    sends.release();
    await sender.stop();
    expect(texts()).toHaveLength(1);
  });
});

describe('the photo of a broadcast', () => {
  const payload = { text: 'caption', buttons: [], photoOf: 4 };

  it('is fetched and uploaded once, and known by its id from then on, also after a restart', async () => {
    for (let i = 0; i < 20; i++) api.add({ payload });
    sender.start();
    await settled();
    expect(telegram.messages).toHaveLength(20);
    expect(telegram.uploads).toHaveLength(1);
    expect(api.photoCalls).toBe(1);
    await sender.stop();
    sender = newSender();
    api.add({ payload });
    sender.start();
    await settled();
    expect(telegram.uploads).toHaveLength(1);
    expect(telegram.messages.every(({ photoFileId }) => photoFileId === 'upload-1')).toBe(true);
  });

  it('is uploaded again when Telegram does not know it any more', async () => {
    await store.set('bot:77:photo:4', 'old', 60);
    telegram.fail('send', new TelegramError('refused', 'wrong file identifier/HTTP URL specified'));
    api.add({ payload });
    sender.start();
    await settled();
    expect(telegram.messages).toHaveLength(1);
    expect(telegram.uploads).toHaveLength(1);
  });

  it('that is missing makes the delivery fail', async () => {
    api.photoBytes = null;
    const id = api.add({ payload });
    sender.start();
    await until(() => api.state(id) === 'failed');
  });
});
