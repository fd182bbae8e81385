import type { Logger } from '../src/lib/logger.js';
import type { Sleep } from './poller.js';
import { TelegramError, isFailure } from './telegram-error.js';
import type { Update } from './update.js';

export interface UpdateHandler {
  /** Throws when the update should be tried again. */
  handle(update: Update): Promise<void>;
  /** Told once about an update that failed too often; does not throw. */
  giveUp(update: Update, error: unknown): Promise<void>;
}

const MAX_ATTEMPTS = 5;
const FIRST_RETRY_MS = 500;

/** Tries an update again until it is handled; one that fails too often is given up, so that it blocks nothing behind it. */
export class PatientHandler {
  constructor(
    private readonly handler: UpdateHandler,
    private readonly logger: Logger,
    private readonly sleep: Sleep,
    private readonly stopping: AbortSignal,
  ) {}

  /** False when the bot is stopped in between: the update is then to be delivered again. Never throws. */
  async handle(update: Update): Promise<boolean> {
    for (let attempt = 1; ;) {
      try {
        await this.handler.handle(update);
        return true;
      } catch (error) {
        if (attempt >= MAX_ATTEMPTS) {
          await this.handler.giveUp(update, error);
          return true;
        }
        this.logger.warn({ err: error, updateId: update.update_id, attempt }, 'an update failed; trying again');
        const pause = Math.max(FIRST_RETRY_MS * 2 ** (attempt - 1), floodPause(error));
        // Having to wait is no fault of the update.
        if (!isFailure(error, 'flood')) attempt += 1;
        if (!(await this.slept(pause))) return false;
      }
    }
  }

  private async slept(ms: number): Promise<boolean> {
    try {
      await this.sleep(ms, this.stopping);
      return true;
    } catch {
      return false;
    }
  }
}

/** How long Telegram asks to wait, in milliseconds. */
export function floodPause(error: unknown): number {
  return error instanceof TelegramError ? error.retryAfterSeconds * 1000 : 0;
}
