import type { Clock } from '../src/lib/clock.js';
import type { Logger } from '../src/lib/logger.js';
import type { Language } from '../src/lib/wording.js';
import type { CrmApi } from './crm-api.js';
import { isMoving, progressScreen } from './flows/progress.flow.js';
import type { Operation } from './operations.js';
import type { Sleep } from './poller.js';
import { TelegramError, isFailure } from './telegram-error.js';
import type { Telegram } from './telegram.js';
import { textsOf } from './texts/texts.js';

/** Edits of one message; Telegram bears about one a second in a chat. */
const PAUSE_MS = 3000;
const MOST_FAILURES = 5;

export interface Followed {
  personId: number;
  chatId: number;
  messageId: number;
  broadcastId: number;
  language: Language;
}

interface Watch {
  messageId: number;
  stopping: AbortController;
  ended: Promise<void>;
}

/**
 * Keeps one message a person up to date while a broadcast runs. Nothing of it is stored: after a restart the message
 * stands still, and its Refresh button takes the watch up again.
 */
export class LiveProgress {
  private readonly watches = new Map<number, Watch>();

  constructor(
    private readonly api: CrmApi,
    private readonly telegram: Telegram,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly sleep: Sleep,
  ) {}

  /** Follows a broadcast in one message instead of any other of this person. */
  async follow(followed: Followed): Promise<void> {
    await this.release(followed.personId);
    const stopping = new AbortController();
    const watch = { messageId: followed.messageId, stopping, ended: Promise.resolve() };
    watch.ended = this.watch(followed, stopping.signal).finally(() => {
      if (this.watches.get(followed.personId) === watch) this.watches.delete(followed.personId);
    });
    this.watches.set(followed.personId, watch);
  }

  /** The message is about to show something else: resolves once nothing writes to it any more. */
  async giveWay(personId: number, operations: readonly Operation[]): Promise<void> {
    const watch = this.watches.get(personId);
    const isTouched = operations.some((one) => one.kind !== 'send' && one.messageId === watch?.messageId);
    if (isTouched) await this.release(personId);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.watches.keys()].map((personId) => this.release(personId)));
  }

  private async release(personId: number): Promise<void> {
    const watch = this.watches.get(personId);
    watch?.stopping.abort();
    await watch?.ended;
  }

  private async watch(followed: Followed, signal: AbortSignal): Promise<void> {
    for (let failures = 0; failures < MOST_FAILURES;) {
      try {
        await this.sleep(PAUSE_MS, signal);
        if (signal.aborted || !(await this.show(followed, signal))) return;
        failures = 0;
      } catch (error) {
        if (signal.aborted || isFailure(error, 'blocked', 'unauthorized', 'refused')) return;
        failures += 1;
        this.logger.warn(
          { err: error, broadcastId: followed.broadcastId },
          'the progress of a broadcast was not shown',
        );
        if (error instanceof TelegramError && error.failure === 'flood') {
          await this.sleep(error.retryAfterSeconds * 1000, signal).catch(() => undefined);
        }
      }
    }
  }

  /** False when there is nothing more to follow. */
  private async show(
    { personId, chatId, messageId, broadcastId, language }: Followed,
    signal: AbortSignal,
  ): Promise<boolean> {
    const broadcast = await this.api.for(personId).getBroadcast(broadcastId);
    if (signal.aborted) return false;
    const { text, keyboard } = progressScreen({ texts: textsOf(language), language, clock: this.clock }, broadcast);
    const inline = keyboard?.kind === 'inline' ? keyboard : undefined;
    await this.telegram.edit(chatId, messageId, text.source, inline);
    return isMoving(broadcast.status);
  }
}
