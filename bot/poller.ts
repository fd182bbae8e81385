import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../src/lib/logger.js';
import { ChatQueues } from './chat-queues.js';
import { floodPause, PatientHandler, type UpdateHandler } from './patient-handler.js';
import type { Telegram } from './telegram.js';
import { isFailure } from './telegram-error.js';
import { chatOf, type Update } from './update.js';
import { UpdateTracker } from './update-tracker.js';

/** Why polling ended: asked to, or the token is refused. */
export type PollingEnd = 'stopped' | 'unauthorized';

/** Waits, or rejects when the signal fires. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

const POLL_SECONDS = 50;
const POLL_LIMIT = 100;
const MAX_PARALLEL_CHATS = 16;
const FIRST_RETRY_MS = 500;
const CONFLICT_PAUSE_MS = 10_000;
const MAX_POLL_PAUSE_MS = 30_000;
/** While updates are being handled, Telegram keeps returning them at once: look for others this often, or when all are done. */
const BUSY_PAUSE_MS = 200;

export const realSleep: Sleep = (ms, signal) => {
  // Many chats and lanes wait for one stop; more than ten would be reported as a leak.
  setMaxListeners(0, signal);
  return delay(ms, undefined, { signal });
};

/** Takes updates from Telegram by long polling and confirms them once they are handled, never before. */
export class Poller {
  private readonly tracker = new UpdateTracker();
  private readonly queues = new ChatQueues(MAX_PARALLEL_CHATS);
  private readonly stopping = new AbortController();
  private readonly patient: PatientHandler;
  /** Ends the pause that is made while updates are being handled. */
  private idle = new AbortController();
  private isWebhookGone = false;
  private stopped: Promise<void> | null = null;
  private failedPolls = 0;
  private loop: Promise<PollingEnd> | null = null;

  constructor(
    private readonly telegram: Telegram,
    handler: UpdateHandler,
    private readonly logger: Logger,
    private readonly sleep: Sleep = realSleep,
    private readonly onPolled: () => void = () => undefined,
  ) {
    this.patient = new PatientHandler(handler, logger, sleep, this.stopping.signal);
  }

  /** Polls until `stop` is called or the token is refused. */
  run(): Promise<PollingEnd> {
    this.loop ??= this.poll();
    return this.loop;
  }

  /** Lets running updates finish and confirms them; what has not begun comes again after the next start. */
  stop(): Promise<void> {
    this.stopped ??= this.finish();
    return this.stopped;
  }

  private async finish(): Promise<void> {
    this.stopping.abort();
    await this.loop;
    await this.queues.close();
    const { offset } = this.tracker.beginPoll();
    if (offset === 0) return;
    try {
      await this.telegram.getUpdates({ offset, limit: 1, timeoutSeconds: 0 });
    } catch (error) {
      this.logger.warn({ err: error }, 'the last updates could not be confirmed; they will come again');
    }
  }

  private async poll(): Promise<PollingEnd> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.pollOnce();
        this.failedPolls = 0;
      } catch (error) {
        if (this.stopping.signal.aborted) break;
        if (isFailure(error, 'unauthorized')) {
          await this.queues.close();
          return 'unauthorized';
        }
        await this.pauseAfter(error);
      }
    }
    return 'stopped';
  }

  private async pollOnce(): Promise<void> {
    const { signal } = this.stopping;
    // A webhook of former days would answer every poll with a conflict.
    if (!this.isWebhookGone) await this.telegram.deleteWebhook();
    this.isWebhookGone = true;
    const timeoutSeconds = this.tracker.isIdle ? POLL_SECONDS : 0;
    const { offset, confirm } = this.tracker.beginPoll();
    const updates = await this.telegram.getUpdates({ offset, limit: POLL_LIMIT, timeoutSeconds }, signal);
    confirm();
    this.onPolled();
    const fresh = updates.filter((update) => this.tracker.receive(update.update_id));
    for (const update of fresh) this.queues.add(chatOf(update), () => this.take(update));
    if (fresh.length === 0 && !this.tracker.isIdle) await this.pauseWhileBusy();
  }

  private async pauseWhileBusy(): Promise<void> {
    this.idle = new AbortController();
    const over = AbortSignal.any([this.stopping.signal, this.idle.signal]);
    await this.sleep(BUSY_PAUSE_MS, over).catch(() => undefined);
  }

  private async pauseAfter(error: unknown): Promise<void> {
    this.failedPolls += 1;
    const backOff = Math.min(FIRST_RETRY_MS * 2 ** (this.failedPolls - 1), MAX_POLL_PAUSE_MS);
    const pause = isFailure(error, 'conflict') ? CONFLICT_PAUSE_MS : Math.max(backOff, floodPause(error));
    this.logger.warn({ err: error, pauseMs: pause }, 'updates could not be fetched; trying again');
    await this.sleep(pause, this.stopping.signal).catch(() => undefined);
  }

  private async take(update: Update): Promise<void> {
    if (await this.patient.handle(update)) this.tracker.done(update.update_id);
    if (this.tracker.isIdle) this.idle.abort();
  }
}
