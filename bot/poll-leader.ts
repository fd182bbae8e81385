import type { Logger } from '../src/lib/logger.js';
import type { Store } from '../src/lib/store.js';
import type { PollingEnd, Sleep } from './poller.js';

const LEASE_SECONDS = 20;
const RENEW_MS = 5000;
/** A store that is silent for so long may have given the lease to somebody else. */
const TRUST_MS = 12_000;
const STANDBY_MS = 1000;

/**
 * Telegram gives a bot's updates to one poller at a time. Of several processes the holder of the lease polls, the others
 * stand by: they take over at once when it is handed back, and within half a minute after its holder has died.
 */
export class PollLeader {
  private readonly key: string;

  constructor(
    private readonly store: Store,
    botId: number,
    private readonly worker: string,
    private readonly logger: Logger,
    private readonly sleep: Sleep,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.key = `bot:${botId}:poller`;
  }

  /** Runs `term` while this process holds the lease; `term` ends when its signal fires. */
  async lead(term: (over: AbortSignal) => Promise<PollingEnd>, stopping: AbortSignal): Promise<PollingEnd> {
    while (!stopping.aborted) {
      if (await this.acquire()) {
        this.logger.info({ worker: this.worker }, 'this process takes the updates');
        if ((await this.serve(term, stopping)) === 'unauthorized') return 'unauthorized';
      }
      await this.sleep(STANDBY_MS, stopping).catch(() => undefined);
    }
    return 'stopped';
  }

  /** A process that starts again under the name of the former one has its lease. */
  private async acquire(): Promise<boolean> {
    try {
      if (await this.store.setIfAbsent(this.key, this.worker, LEASE_SECONDS)) return true;
      return await this.store.renew(this.key, this.worker, LEASE_SECONDS);
    } catch (error) {
      this.logger.warn({ err: error }, 'the store can’t tell who takes the updates');
      return false;
    }
  }

  private async serve(term: (over: AbortSignal) => Promise<PollingEnd>, stopping: AbortSignal): Promise<PollingEnd> {
    const over = new AbortController();
    const end = () => over.abort();
    stopping.addEventListener('abort', end);
    const ended = new AbortController();
    const renewing = this.renew(ended.signal, end);
    try {
      return await term(over.signal);
    } finally {
      stopping.removeEventListener('abort', end);
      ended.abort();
      await renewing;
      await this.store.deleteIf(this.key, this.worker).catch(() => false);
    }
  }

  /** Calls `onLost` when the lease is, or may be, another's. */
  private async renew(ended: AbortSignal, onLost: () => void): Promise<void> {
    let renewedAt = this.now();
    while (await this.slept(ended)) {
      const isHeld = await this.store.renew(this.key, this.worker, LEASE_SECONDS).catch(() => null);
      if (isHeld) renewedAt = this.now();
      if (isHeld === false || this.now() - renewedAt > TRUST_MS) {
        this.logger.warn({ worker: this.worker }, 'another process takes the updates from now on');
        return onLost();
      }
    }
  }

  private async slept(ended: AbortSignal): Promise<boolean> {
    try {
      await this.sleep(RENEW_MS, ended);
      return true;
    } catch {
      return false;
    }
  }
}
