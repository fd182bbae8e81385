import { expect, it } from '@jest/globals';
import { FakeTelegram } from '../tests/bot/fake-telegram.js';
import { LocalRateWindow } from '../src/lib/local-rate-window.js';
import { TELEGRAM_LIMITS } from '../src/lib/rate-window.js';
import { PacedTelegram } from './paced-telegram.js';
import { TelegramError } from './telegram-error.js';

function newScene() {
  const clock = { now: 0 };
  const inner = new FakeTelegram();
  const stopping = new AbortController();
  const window = new LocalRateWindow(TELEGRAM_LIMITS, () => clock.now);
  const sleep = async (ms: number, signal: AbortSignal) => {
    signal.throwIfAborted();
    clock.now += ms;
  };
  const floods: number[] = [];
  const onFlood = (seconds: number) => void floods.push(seconds);
  const telegram = new PacedTelegram(inner, window, sleep, stopping.signal, onFlood);
  return { clock, inner, stopping, window, floods, telegram };
}

it('three answers to a person leave at once, the fourth when the chat may have it', async () => {
  const { clock, inner, telegram } = newScene();
  for (let i = 0; i < 3; i++) await telegram.send({ chatId: 1, text: `${i}` });
  expect(clock.now).toBe(0);
  await telegram.send({ chatId: 1, text: '3' });
  expect(clock.now).toBe(3000);
  expect(inner.messages).toHaveLength(4);
});

it('an answer takes a place that the outbox then has not', async () => {
  const { window, telegram } = newScene();
  for (let chatId = 1; chatId <= 29; chatId++) await telegram.send({ chatId, text: 'x' });
  expect(await window.acquire({ chatId: '99', kind: 'notice' })).toEqual({ waitMs: 1000, by: 'all' });
});

it('an answer that fails frees its place as one that arrives does', async () => {
  const { clock, inner, window, telegram } = newScene();
  inner.fail('send', new TelegramError('unclear', 'ECONNRESET'));
  await expect(telegram.send({ chatId: 1, text: 'x' })).rejects.toThrow('ECONNRESET');
  clock.now = 1000;
  expect(await window.acquire({ chatId: '1', kind: 'notice' })).toHaveProperty('id');
});

it('an answer that waits is given up when the bot stops, so that its update comes again', async () => {
  const { inner, stopping, telegram } = newScene();
  for (let i = 0; i < 3; i++) await telegram.send({ chatId: 1, text: `${i}` });
  stopping.abort();
  await expect(telegram.send({ chatId: 1, text: '3' })).rejects.toThrow();
  expect(inner.messages).toHaveLength(3);
});

it('an answer that Telegram does not take yet is told to those who can wait', async () => {
  const { inner, floods, telegram } = newScene();
  inner.fail('send', new TelegramError('flood', '429', 7));
  await expect(telegram.send({ chatId: 1, text: 'x' })).rejects.toThrow('429');
  expect(floods).toEqual([7]);
});
