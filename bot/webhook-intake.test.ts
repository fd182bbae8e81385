import { describe, expect, it } from '@jest/globals';
import type { Update } from './update.js';
import { WebhookIntake } from './webhook-intake.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

function newScene() {
  const begun: number[] = [];
  const ends = new Map<number, (isHandled: boolean) => void>();
  const intake = new WebhookIntake({
    handle: (update) => {
      begun.push(update.update_id);
      return new Promise((resolve) => ends.set(update.update_id, resolve));
    },
  });
  return { begun, intake, end: (updateId: number, isHandled = true) => ends.get(updateId)?.(isHandled) };
}

function updateOf(updateId: number, chatId: number): Update {
  const from = { id: chatId, is_bot: false, first_name: 'А' };
  return { update_id: updateId, message: { message_id: 1, date: 1, from, chat: { id: chatId, type: 'private' } } };
}

describe('a pushed update', () => {
  it('waits for the one before it in its chat, and for no other', async () => {
    const { intake, begun, end } = newScene();
    const first = intake.take(updateOf(1, 7));
    const second = intake.take(updateOf(2, 7));
    void intake.take(updateOf(3, 8));
    expect(begun).toEqual([1, 3]);
    end(1);
    expect(await first).toBe(true);
    await turn();
    expect(begun).toEqual([1, 3, 2]);
    end(2);
    expect(await second).toBe(true);
  });

  it('that is pushed again while it is handled is not handled twice', async () => {
    const { intake, begun, end } = newScene();
    const both = [intake.take(updateOf(1, 7)), intake.take(updateOf(1, 7))];
    end(1);
    expect(await Promise.all(both)).toEqual([true, true]);
    expect(begun).toEqual([1]);
  });

  it('is left to Telegram when the bot stops before it is begun', async () => {
    const { intake, begun, end } = newScene();
    const running = intake.take(updateOf(1, 7));
    const waiting = intake.take(updateOf(2, 7));
    const closed = intake.close();
    end(1);
    await closed;
    expect(await running).toBe(true);
    expect(await waiting).toBe(false);
    expect(await intake.take(updateOf(3, 9))).toBe(false);
    expect(begun).toEqual([1]);
  });
});
