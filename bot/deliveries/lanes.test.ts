import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ClaimedDelivery, FinishedDelivery } from '../../src/contract/deliveries.js';
import { LocalRateWindow } from '../../src/lib/local-rate-window.js';
import { createLogger } from '../../src/lib/logger.js';
import { TELEGRAM_LIMITS } from '../../src/lib/rate-window.js';
import { TelegramError } from '../telegram-error.js';
import { ClaimedRows } from './claimed-rows.js';
import { Lanes } from './lanes.js';

let now: number;
let rows: ClaimedRows;
let window: LocalRateWindow;
let lanes: Lanes;
let sent: number[];
let finished: FinishedDelivery[];
let begins: { id: number; answer: (isBegun: boolean) => void }[];
let send: (delivery: ClaimedDelivery) => Promise<number>;

beforeEach(() => {
  now = 1_000_000;
  rows = new ClaimedRows();
  window = new LocalRateWindow(TELEGRAM_LIMITS, () => now);
  now += 1000;
  [sent, finished, begins] = [[], [], []];
  send = async ({ id }) => {
    sent.push(id);
    return 100 + id;
  };
  lanes = new Lanes({
    rows,
    pump: {
      begin: ({ id }) => new Promise((answer) => begins.push({ id, answer })),
      finish: async (report) => void finished.push(report),
    },
    window,
    send: (delivery) => send(delivery),
    onUnauthorized: () => undefined,
    logger: createLogger('silent'),
    now: () => now,
    count: 2,
  });
});

afterEach(() => void lanes.stop());

const turns = async () => {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
};

async function add(...ids: number[]): Promise<void> {
  const payload = { text: 'x', buttons: [] };
  rows.add(
    ids.map((id) => ({ id, leaseToken: 'l', chatId: '7', method: 'sendMessage', payload, class: 'bulk' })),
    now,
  );
  lanes.wake();
  await turns();
}

/** The CRM answers the next question to begin. */
async function answer(isBegun: boolean): Promise<void> {
  begins.shift()?.answer(isBegun);
  await turns();
}

const isChatFree = async () => 'id' in (await window.acquire({ chatId: '7', kind: 'notice' }));

describe('a lane', () => {
  it('sends what was begun, and keeps its place for a second more', async () => {
    await add(1);
    await answer(true);
    expect(sent).toEqual([1]);
    expect(finished).toEqual([{ id: 1, leaseToken: 'l', outcome: 'sent', messageId: 101 }]);
    expect(await isChatFree()).toBe(false);
    now += 1000;
    expect(await isChatFree()).toBe(true);
  });

  it('asks for nothing to begin that has no place to be sent from', async () => {
    await add(1, 2);
    expect(begins.map(({ id }) => id)).toEqual([1]);
    await answer(false);
  });

  it('gives the place of what was revoked to the next', async () => {
    await add(1, 2);
    await answer(false);
    expect(finished).toEqual([]);
    now += 1000;
    lanes.wake();
    await turns();
    await answer(true);
    expect(sent).toEqual([2]);
  });

  it('does not send bulk that a pause overtook while it was begun', async () => {
    await add(1);
    rows.pauseBulk(now + 3000);
    await answer(true);
    expect(sent).toEqual([]);
    expect(finished).toMatchObject([{ id: 1, outcome: 'retry' }]);
    expect(await isChatFree()).toBe(true);
  });

  it('does not send from a place that is older than its lease allows', async () => {
    await add(1);
    now += 13_000;
    await answer(true);
    expect(sent).toEqual([]);
    expect(finished).toMatchObject([{ outcome: 'retry' }]);
  });

  it('is patient with a slow CRM', async () => {
    await add(1);
    now += 9000;
    await answer(true);
    expect(sent).toEqual([1]);
  });
});

it('five messages in a row that did not even leave make all lanes wait', async () => {
  send = () => Promise.reject(new TelegramError('unreachable', 'ECONNREFUSED'));
  for (let id = 1; id <= 5; id++) {
    await add(id);
    await answer(true);
    now += 1000;
  }
  expect(finished.map(({ outcome }) => outcome)).toEqual(['retry', 'retry', 'retry', 'retry', 'retry']);
  await add(6);
  expect(begins).toEqual([]);
  now += 5000;
  lanes.wake();
  await turns();
  expect(begins.map(({ id }) => id)).toEqual([6]);
  await answer(false);
});
