import { expect, it } from '@jest/globals';
import { Traffic } from './traffic.js';

it('the busiest second is a sliding one: over all, of what is marked, and in one chat', () => {
  const traffic = new Traffic();
  traffic.watch('[b]');
  for (const [chatId, text, at] of [
    [1, 'hi', 0],
    [2, '[b] news', 700],
    [1, '[b] news', 900],
    [3, 'hi', 1100],
    [4, '[b] news', 1699],
    [1, 'hi', 2500],
  ] as const) {
    traffic.record(chatId, text, at);
  }
  expect(traffic.report()).toEqual({ messages: 6, busiestSecond: { all: 4, marked: 3, inOneChat: 2 } });
});

it('watching begins anew', () => {
  const traffic = new Traffic();
  traffic.record(1, 'hi', 0);
  traffic.watch('x');
  expect(traffic.report()).toEqual({ messages: 0, busiestSecond: { all: 0, marked: 0, inOneChat: 0 } });
});

it('forgets chats that are silent, however many there are', () => {
  const traffic = new Traffic();
  for (let chatId = 0; chatId < 50_000; chatId++) traffic.record(chatId, 'hi', chatId * 40);
  traffic.record(7, 'hi', 50_000 * 40);
  expect(traffic.report()).toMatchObject({ messages: 50_001, busiestSecond: { all: 25, inOneChat: 1 } });
});
