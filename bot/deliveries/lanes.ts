import type { ClaimedDelivery, FinishedDelivery } from '../../src/contract/deliveries.js';
import type { Logger } from '../../src/lib/logger.js';
import type { RateWindow, SendKind } from '../../src/lib/rate-window.js';
import { isFailure } from '../telegram-error.js';
import type { ClaimedRows } from './claimed-rows.js';
import { outcomeOfFailure, type Outcome } from './outcome.js';
import type { StepPump } from './step-pump.js';

export interface LanesDependencies {
  rows: ClaimedRows;
  pump: Pick<StepPump, 'begin' | 'finish'>;
  window: RateWindow;
  /** Sends one message; the id of it. Throws `TelegramError`. */
  send: (delivery: ClaimedDelivery) => Promise<number>;
  /** Telegram refuses the token. */
  onUnauthorized: () => void;
  logger: Logger;
  now: () => number;
  /** At most so many are begun and not ended at any time. */
  count: number;
}

/** A place is not kept for longer while the CRM is away: with the 20 s of a send it has to fit into the place's lease. */
const MAX_BEGIN_MS = 12_000;
const NOT_SENT: Outcome = { outcome: 'retry', error: 'nothing may be sent at present' };
/** So many in a row that did not even leave: Telegram is not to be reached, and every further one would be in vain. */
const UNREACHABLE_IN_A_ROW = 5;
const UNREACHABLE_PAUSE_MS = 5000;

/** Begins claimed deliveries while there are free lanes and free places, and sends what was begun. */
export class Lanes {
  private busy = 0;
  private unreachableInARow = 0;
  private isDispatching = false;
  private isStopped = false;
  private timer: NodeJS.Timeout | undefined;
  private idleListeners: (() => void)[] = [];

  constructor(private readonly deps: LanesDependencies) {}

  /** To be called when there is more to send. */
  wake(): void {
    if (this.isDispatching || this.isStopped) return;
    this.isDispatching = true;
    void this.dispatch();
  }

  /** Begins nothing more; resolves when what was begun has ended. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    if (this.busy > 0) await new Promise<void>((resolve) => this.idleListeners.push(resolve));
  }

  private async dispatch(): Promise<void> {
    const { rows, now, count } = this.deps;
    clearTimeout(this.timer);
    while (!this.isStopped && this.busy < count) {
      const delivery = rows.next(now());
      if (!delivery) break;
      await this.tryToBegin(delivery);
    }
    this.isDispatching = false;
    const nextAt = rows.nextAt();
    if (nextAt === null || this.isStopped || this.busy >= count) return;
    this.timer = setTimeout(() => this.wake(), Math.max(nextAt - now(), 1));
  }

  private async tryToBegin(delivery: ClaimedDelivery): Promise<void> {
    const { rows, window, now } = this.deps;
    const place = await window.acquire({ chatId: delivery.chatId, kind: kindOf(delivery) });
    if ('waitMs' in place) return rows.hold(delivery, place.by, now() + place.waitMs);
    if (this.isStopped) return window.giveBack(place.id);
    rows.take(delivery);
    this.busy += 1;
    void this.carry(delivery, place.id).finally(() => {
      this.busy -= 1;
      this.wake();
      if (this.busy === 0) for (const listener of this.idleListeners.splice(0)) listener();
    });
  }

  private async carry(delivery: ClaimedDelivery, place: string): Promise<void> {
    const { pump, window, rows, now } = this.deps;
    const askedAt = now();
    const isBegun = await pump.begin(delivery);
    const isLate = now() - askedAt > MAX_BEGIN_MS;
    if (!isBegun || isLate || rows.isPaused(delivery, now())) {
      await window.giveBack(place);
      // A pause that came while it was begun counts, too.
      if (isBegun) this.finish(delivery, NOT_SENT);
      return;
    }
    const outcome = await this.attempt(delivery);
    await window.release(place);
    this.finish(delivery, outcome);
  }

  private async attempt(delivery: ClaimedDelivery): Promise<Outcome> {
    try {
      const messageId = await this.deps.send(delivery);
      this.unreachableInARow = 0;
      return { outcome: 'sent', messageId };
    } catch (error) {
      return this.weigh(error);
    }
  }

  private weigh(error: unknown): Outcome {
    const { rows, now, logger, onUnauthorized } = this.deps;
    const outcome = outcomeOfFailure(error);
    this.unreachableInARow = isFailure(error, 'unreachable') ? this.unreachableInARow + 1 : 0;
    if (this.unreachableInARow >= UNREACHABLE_IN_A_ROW) rows.pauseAll(now() + UNREACHABLE_PAUSE_MS);
    if (outcome.outcome === 'unknown') logger.warn({ err: error }, 'nobody knows whether a message arrived');
    if (isFailure(error, 'unauthorized')) onUnauthorized();
    return outcome;
  }

  private finish({ id, leaseToken }: ClaimedDelivery, outcome: Outcome): void {
    const report: FinishedDelivery = { id, leaseToken, ...outcome };
    const taken = this.deps.pump.finish(report);
    if (report.outcome === 'flood') void this.pauseUntilTaken(report.retryAfter ?? 0, taken);
  }

  /** The other lanes must not wait to be told by the CRM: each further request makes Telegram ask for more patience. */
  private async pauseUntilTaken(seconds: number, taken: Promise<void>): Promise<void> {
    const { rows, now } = this.deps;
    const until = now() + (seconds + 1) * 1000;
    rows.pauseBulk(until);
    await taken;
    // From now on all workers wait for as long as the CRM says.
    rows.endPause(until);
    this.wake();
  }
}

function kindOf(delivery: ClaimedDelivery): SendKind {
  return delivery.class === 'bulk' ? 'bulk' : 'notice';
}
