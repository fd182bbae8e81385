import { describe, expect, it } from '@jest/globals';
import { FakeTelegram } from '../tests/bot/fake-telegram.js';
import { createLogger } from '../src/lib/logger.js';
import type { UpdateHandler } from './patient-handler.js';
import { Poller } from './poller.js';
import { TelegramError } from './telegram-error.js';
import type { Update } from './update.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

class Scene {
  readonly telegram = new FakeTelegram();
  readonly handled: number[] = [];
  readonly givenUp: number[] = [];
  readonly pauses: number[] = [];
  /** How often an update fails before it is handled. */
  readonly failures = new Map<number, number>();
  onHandle: (update: Update) => Promise<void> = async () => undefined;

  readonly handler: UpdateHandler = {
    handle: async (update) => {
      await this.onHandle(update);
      const left = this.failures.get(update.update_id) ?? 0;
      this.failures.set(update.update_id, left - 1);
      if (left > 0) throw new Error('not now');
      this.handled.push(update.update_id);
    },
    giveUp: async (update) => void this.givenUp.push(update.update_id),
  };

  readonly poller = new Poller(this.telegram, this.handler, createLogger('silent'), async (ms, signal) => {
    this.pauses.push(ms);
    await turn();
    signal.throwIfAborted();
  });

  push(updateId: number, chatId = 1): void {
    const from = { id: chatId, is_bot: false, first_name: 'А' };
    this.telegram.push({
      update_id: updateId,
      message: { message_id: 1, date: 1, from, chat: { id: chatId, type: 'private' }, text: 'привет' },
    });
  }

  async until(condition: () => boolean): Promise<void> {
    for (let count = 0; !condition(); count++) {
      if (count > 1000) throw new Error('it never happens');
      await turn();
    }
  }
}

describe('polling', () => {
  it('confirms what is handled', async () => {
    const scene = new Scene();
    scene.push(5);
    scene.push(6);
    void scene.poller.run();
    await scene.until(() => scene.telegram.pending().length === 0);
    expect(scene.handled).toEqual([5, 6]);
    await scene.poller.stop();
  });

  it('waits long for updates while it has none, and only looks for more while it has some', async () => {
    const scene = new Scene();
    void scene.poller.run();
    await scene.until(() => scene.telegram.polls.length > 0);
    expect(scene.telegram.polls[0]).toEqual({ offset: 0, limit: 100, timeoutSeconds: 50 });
    let release: () => void = () => undefined;
    scene.onHandle = () => new Promise((resolve) => (release = resolve));
    scene.push(5);
    await scene.until(() => scene.telegram.polls.at(-1)?.timeoutSeconds === 0);
    release();
    await scene.until(() => scene.telegram.polls.at(-1)?.timeoutSeconds === 50);
    await scene.poller.stop();
  });

  it('looks for more as soon as all it has is handled, however long its pause would still be', async () => {
    const telegram = new FakeTelegram();
    let release: () => void = () => undefined;
    const handler = {
      handle: () => new Promise<void>((resolve) => (release = resolve)),
      giveUp: async () => undefined,
    };
    let isPausing = false;
    const untilAborted = (_ms: number, signal: AbortSignal) => {
      isPausing = true;
      return new Promise<void>((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('over'))));
    };
    const poller = new Poller(telegram, handler, createLogger('silent'), untilAborted);
    telegram.push({ update_id: 5, message: { message_id: 1, date: 1, chat: { id: 1, type: 'private' }, text: 'a' } });
    void poller.run();
    for (let count = 0; count < 100 && !isPausing; count += 1) await turn();
    release();
    for (let count = 0; count < 100 && telegram.polls.length < 3; count += 1) await turn();
    expect(telegram.polls.at(-1)).toMatchObject({ offset: 6, timeoutSeconds: 50 });
    await poller.stop();
  });

  it('does not hold up other people while one update is tried again', async () => {
    const scene = new Scene();
    scene.failures.set(5, 3);
    scene.push(5, 1);
    scene.push(6, 2);
    void scene.poller.run();
    await scene.until(() => scene.telegram.pending().length === 0);
    expect(scene.handled).toEqual([6, 5]);
    await scene.poller.stop();
  });

  it('keeps the order of one person’s updates even when the first fails', async () => {
    const scene = new Scene();
    scene.failures.set(5, 2);
    scene.push(5);
    scene.push(6);
    void scene.poller.run();
    await scene.until(() => scene.telegram.pending().length === 0);
    expect(scene.handled).toEqual([5, 6]);
    await scene.poller.stop();
  });

  it('gives an update up after five attempts with growing pauses', async () => {
    const scene = new Scene();
    scene.failures.set(5, 99);
    scene.push(5);
    void scene.poller.run();
    await scene.until(() => scene.telegram.pending().length === 0);
    expect(scene.givenUp).toEqual([5]);
    expect(scene.pauses.filter((pause) => pause >= 500)).toEqual([500, 1000, 2000, 4000]);
    await scene.poller.stop();
  });

  it('waits ten seconds when another program takes the updates', async () => {
    const scene = new Scene();
    scene.telegram.fail('getUpdates', new TelegramError('conflict', '409'));
    scene.push(5);
    void scene.poller.run();
    await scene.until(() => scene.handled.length === 1);
    expect(scene.pauses[0]).toBe(10_000);
    await scene.poller.stop();
  });

  it('backs off while Telegram is away or asks for patience, and comes back', async () => {
    const scene = new Scene();
    const away = new TelegramError('unclear', 'a page instead of an answer');
    scene.telegram.fail('getUpdates', away, away, new TelegramError('flood', '429', 7), away);
    scene.push(5);
    void scene.poller.run();
    await scene.until(() => scene.handled.length === 1);
    expect(scene.pauses.slice(0, 4)).toEqual([500, 1000, 7000, 4000]);
    await scene.poller.stop();
  });

  it('ends when the token is refused', async () => {
    const scene = new Scene();
    scene.telegram.fail('getUpdates', new TelegramError('unauthorized', '401'));
    await expect(scene.poller.run()).resolves.toBe('unauthorized');
  });
});

describe('a stop', () => {
  it('lets the running update finish and confirms it, and leaves the waiting one for the next start', async () => {
    const scene = new Scene();
    let release: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      scene.onHandle = () => {
        resolve();
        return new Promise((finish) => {
          release = finish;
        });
      };
    });
    scene.push(5);
    scene.push(6);
    void scene.poller.run();
    await begun;
    const stopped = scene.poller.stop();
    release();
    await stopped;
    expect(scene.handled).toEqual([5]);
    expect(scene.telegram.pending()).toEqual([6]);
    expect(scene.telegram.polls.at(-1)).toEqual({ offset: 6, limit: 1, timeoutSeconds: 0 });
  });

  it('does not wait for the retries of an update that fails, and leaves it unconfirmed', async () => {
    const scene = new Scene();
    scene.failures.set(5, 99);
    scene.push(5);
    void scene.poller.run();
    await scene.until(() => scene.pauses.length > 0);
    await scene.poller.stop();
    expect(scene.givenUp).toEqual([]);
    expect(scene.telegram.pending()).toEqual([5]);
  });
});
