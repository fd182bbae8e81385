import { LocalRateWindow } from './local-rate-window.js';
import type { Logger } from './logger.js';
import { WINDOW_MS, type Acquired, type PlaceRequest, type RateWindow } from './rate-window.js';
import type { RedisRateWindow } from './redis-rate-window.js';

/** What a process allows itself while it can't ask the others: five such stay below Telegram's ceiling. */
const ALONE = { perSecond: 5, bulkPerSecond: 5 };
const PROBE_MS = 500;
const LOOK_AGAIN_MS = 100;
/** Long enough for every other process to find Redis again, too. */
const RETURN_MS = 2 * WINDOW_MS;

/** Redis' window; while Redis is away a small one of this process. Each change-over begins with a second of silence. */
export class SharedRateWindow implements RateWindow {
  private readonly alone: LocalRateWindow;
  private isAlone = false;
  private nextProbeAt = 0;

  constructor(
    private readonly shared: RedisRateWindow,
    private readonly logger: Logger,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.alone = new LocalRateWindow(ALONE, now);
  }

  async acquire(request: PlaceRequest): Promise<Acquired> {
    if (this.isAlone && !(await this.hasReturned())) return this.alone.acquire(request);
    // What was sent alone is in no shared place: it has to have arrived.
    if (this.alone.isBusy) return { waitMs: LOOK_AGAIN_MS, by: 'all' };
    try {
      return await this.shared.acquire(request);
    } catch (error) {
      this.goAlone(error);
      return this.alone.acquire(request);
    }
  }

  async release(id: string): Promise<void> {
    await this.alone.release(id);
    await this.shared.release(id).catch((error: unknown) => this.goAlone(error));
  }

  async giveBack(id: string): Promise<void> {
    await this.alone.giveBack(id);
    await this.shared.giveBack(id).catch((error: unknown) => this.goAlone(error));
  }

  setBulkPerSecond(count: number): void {
    this.shared.setBulkPerSecond(count);
    this.alone.setBulkPerSecond(count);
  }

  private goAlone(error: unknown): void {
    if (this.isAlone) return;
    this.isAlone = true;
    this.nextProbeAt = this.now() + PROBE_MS;
    this.alone.quiet(WINDOW_MS);
    this.logger.warn({ err: error }, 'the shared limit is not reachable: sending slowly until it is');
  }

  private async hasReturned(): Promise<boolean> {
    if (this.now() < this.nextProbeAt) return false;
    this.nextProbeAt = this.now() + PROBE_MS;
    try {
      await this.shared.quiet(RETURN_MS);
    } catch {
      return false;
    }
    this.isAlone = false;
    this.logger.info('the shared limit is back');
    return true;
  }
}
