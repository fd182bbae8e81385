import { ChatQueues } from './chat-queues.js';
import type { PatientHandler } from './patient-handler.js';
import { chatOf, type Update } from './update.js';

const MAX_PARALLEL_CHATS = 16;
/** More than that are better kept by Telegram. */
const MAX_WAITING = 1000;

interface Running {
  handled: Promise<boolean>;
  settle: (isHandled: boolean) => void;
}

/** Takes updates that Telegram pushes: one after another in a chat, and each once however often it is pushed. */
export class WebhookIntake {
  private readonly queues = new ChatQueues(MAX_PARALLEL_CHATS);
  private readonly running = new Map<number, Running>();
  private isClosed = false;

  constructor(private readonly handler: Pick<PatientHandler, 'handle'>) {}

  /** True when the update is handled; false when Telegram has to keep it. */
  take(update: Update): Promise<boolean> {
    const known = this.running.get(update.update_id);
    if (known) return known.handled;
    if (this.isClosed || this.running.size >= MAX_WAITING) return Promise.resolve(false);
    const running = newRunning();
    this.running.set(update.update_id, running);
    this.queues.add(chatOf(update), async () => {
      const isHandled = await this.handler.handle(update);
      this.running.delete(update.update_id);
      running.settle(isHandled);
    });
    return running.handled;
  }

  /** Lets what has begun end; the rest is left to Telegram. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.queues.close();
    for (const { settle } of this.running.values()) settle(false);
    this.running.clear();
  }
}

function newRunning(): Running {
  let settle: Running['settle'] = () => undefined;
  const handled = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  return { handled, settle };
}
