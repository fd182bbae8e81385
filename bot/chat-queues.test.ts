import { describe, expect, it } from '@jest/globals';
import { ChatQueues } from './chat-queues.js';

/** A task that runs until it is let go. */
function heldTask(log: string[], name: string) {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const run = async () => {
    log.push(`${name} begins`);
    await released;
    log.push(`${name} ends`);
  };
  return { run, release: () => release() };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('updates', () => {
  it('of one chat are handled in their order, of two chats side by side', async () => {
    const log: string[] = [];
    const queues = new ChatQueues(16);
    const [first, second, other] = ['first', 'second', 'other'].map((name) => heldTask(log, name));
    if (!first || !second || !other) throw new Error('three tasks');
    queues.add(1, first.run);
    queues.add(1, second.run);
    queues.add(2, other.run);
    expect(log).toEqual(['first begins', 'other begins']);
    first.release();
    await turn();
    expect(log).toEqual(['first begins', 'other begins', 'first ends', 'second begins']);
    second.release();
    other.release();
    await queues.close();
  });

  it('of more chats than may run wait for a free place', async () => {
    const log: string[] = [];
    const queues = new ChatQueues(2);
    const tasks = ['a', 'b', 'c'].map((name) => heldTask(log, name));
    tasks.forEach((task, chatId) => queues.add(chatId, task.run));
    expect(log).toEqual(['a begins', 'b begins']);
    tasks[1]?.release();
    await turn();
    expect(log).toEqual(['a begins', 'b begins', 'b ends', 'c begins']);
    for (const task of tasks) task.release();
    await queues.close();
  });

  it('that run are finished at the end, those that wait are not begun', async () => {
    const log: string[] = [];
    const queues = new ChatQueues(1);
    const running = heldTask(log, 'running');
    queues.add(1, running.run);
    queues.add(1, heldTask(log, 'waiting').run);
    const closed = queues.close();
    running.release();
    await closed;
    queues.add(3, heldTask(log, 'late').run);
    expect(log).toEqual(['running begins', 'running ends']);
  });
});
