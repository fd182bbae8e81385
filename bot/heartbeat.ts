import { BOT_HEARTBEAT_KEY, BOT_POLL_KEY, type BotHeartbeat } from '../src/contract/store-keys.js';
import type { Clock } from '../src/lib/clock.js';
import type { Logger } from '../src/lib/logger.js';
import type { Store } from '../src/lib/store.js';

const BEAT_MS = 15_000;
/** Telegram answers at once while much is written; one entry in so long is enough. */
const POLL_STEP_MS = 10_000;
const KEPT_SECONDS = 7 * 86_400;

/** Tells the panel, through the store, that this process is at work. A store that is away is no reason to stop. */
export class Heartbeat {
  private timer: NodeJS.Timeout | null = null;
  private polledAt = 0;

  constructor(
    private readonly store: Store,
    private readonly worker: string,
    private readonly mode: BotHeartbeat['mode'],
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.tell(BOT_HEARTBEAT_KEY, { mode: this.mode });
    this.timer = setInterval(() => this.tell(BOT_HEARTBEAT_KEY, { mode: this.mode }), BEAT_MS);
    this.timer.unref();
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** Telegram has answered a poll of this process. */
  polled(): void {
    const now = this.clock.now().getTime();
    if (now - this.polledAt < POLL_STEP_MS) return;
    this.polledAt = now;
    this.tell(BOT_POLL_KEY, {});
  }

  private tell(key: string, facts: object): void {
    const text = JSON.stringify({ worker: this.worker, at: this.clock.now().toISOString(), ...facts });
    this.store
      .set(key, text, KEPT_SECONDS)
      .catch((error: unknown) => this.logger.debug({ err: error }, 'the panel could not be told of the bot'));
  }
}
