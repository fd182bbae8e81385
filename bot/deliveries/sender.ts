import type { ClaimedDelivery, Pace } from '../../src/contract/deliveries.js';
import type { Logger } from '../../src/lib/logger.js';
import type { RateWindow } from '../../src/lib/rate-window.js';
import type { Store } from '../../src/lib/store.js';
import type { Sleep } from '../poller.js';
import type { Telegram } from '../telegram.js';
import { BroadcastPhotos } from './broadcast-photos.js';
import { ClaimedRows } from './claimed-rows.js';
import type { DeliveriesApi } from './deliveries-api.js';
import { messageOf } from './delivery-message.js';
import { Lanes } from './lanes.js';
import { StepPump } from './step-pump.js';

export interface SenderDependencies {
  api: DeliveriesApi;
  telegram: Pick<Telegram, 'send' | 'sendPhoto'>;
  window: RateWindow;
  store: Store;
  botId: number;
  /** This process among all that send. */
  worker: string;
  logger: Logger;
  sleep: Sleep;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Telegram refuses the token; the sender has stopped. */
  onUnauthorized: () => void;
  /** How many messages may be on their way at a time (8). */
  lanes?: number;
}

const LANES = 8;
const CLAIM_WAIT_SECONDS = 25;
const MAX_CLAIM = 100;
/** Claimed ahead, so that no lane waits: what a second or two can take. */
const SECONDS_AHEAD = 2;
const STOP_MS = 20_000;
const ROOM_PAUSE_MS = 100;
const FIRST_PAUSE_MS = 200;
const MAX_PAUSE_MS = 5000;

/** Sends what lies in the CRM's outbox: claims, begins, sends and reports, until it is stopped. */
export class Sender {
  private readonly rows = new ClaimedRows();
  private readonly stopping = new AbortController();
  private readonly pump: StepPump;
  private readonly lanes: Lanes;
  private readonly photos: BroadcastPhotos;
  private bulkPerSecond = 1;
  private claiming: Promise<void> | null = null;

  constructor(private readonly deps: SenderDependencies) {
    const { api, worker, logger, window, now, telegram, store, botId, lanes: count = LANES } = deps;
    const pause = (ms: number) => deps.sleep(ms, new AbortController().signal);
    this.pump = new StepPump(api, worker, logger, (pace) => this.keepPace(pace), pause);
    this.photos = new BroadcastPhotos(telegram, api, store, botId);
    const send = (delivery: ClaimedDelivery) => this.send(delivery);
    const onUnauthorized = () => this.endByToken();
    this.lanes = new Lanes({ rows: this.rows, pump: this.pump, window, send, onUnauthorized, logger, now, count });
  }

  start(): void {
    this.claiming ??= this.claimAll();
  }

  /** Telegram asks to wait so many seconds: bulk does, and a second more. */
  pauseBulk(seconds: number): void {
    this.rows.pauseBulk(this.deps.now() + (seconds + 1) * 1000);
  }

  /** Claims and begins nothing more, lets what is on its way end, and reports it; gives up after 20 s. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.rows.clear();
    const tooLate = new AbortController();
    const ended = this.finishInFlight().then(() => tooLate.abort());
    await Promise.race([ended, this.deps.sleep(STOP_MS, tooLate.signal).catch(() => undefined)]);
  }

  private async finishInFlight(): Promise<void> {
    await this.claiming;
    await this.lanes.stop();
    await this.pump.drained();
  }

  private async claimAll(): Promise<void> {
    const { signal } = this.stopping;
    let pause = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      try {
        if (!(await this.claimSome())) await this.deps.sleep(ROOM_PAUSE_MS, signal);
        pause = FIRST_PAUSE_MS;
      } catch (error) {
        if (signal.aborted) return;
        this.deps.logger.warn({ err: error, pauseMs: pause }, 'deliveries could not be claimed; trying again');
        await this.deps.sleep(pause, signal).catch(() => undefined);
        pause = Math.min(pause * 2, MAX_PAUSE_MS);
      }
    }
  }

  /** False when there was no room for more, or nothing to send. */
  private async claimSome(): Promise<boolean> {
    const { api, worker, now } = this.deps;
    const { signal } = this.stopping;
    const capacity = Math.min(MAX_CLAIM, Math.max(this.deps.lanes ?? LANES, this.bulkPerSecond * SECONDS_AHEAD));
    const room = capacity - this.rows.waiting(now());
    if (room < capacity / 2) return false;
    const withBulk = !this.rows.isWaitingAlone(now());
    const claim = { worker, limit: room, waitSeconds: CLAIM_WAIT_SECONDS, withBulk };
    const { items, ...pace } = await api.claim(claim, signal);
    this.keepPace(pace);
    // What comes too late for this process returns to the outbox when its lease ends.
    if (signal.aborted) return false;
    this.rows.add(items, now());
    this.lanes.wake();
    return items.length > 0;
  }

  private keepPace({ pauseUntil, bulkPerSecond }: Pace): void {
    this.bulkPerSecond = bulkPerSecond;
    this.deps.window.setBulkPerSecond(bulkPerSecond);
    this.rows.setBulkPause(pauseUntil === null ? 0 : Date.parse(pauseUntil));
    this.lanes.wake();
  }

  private async send(delivery: ClaimedDelivery): Promise<number> {
    const message = messageOf(delivery);
    const { photoOf } = delivery.payload;
    return photoOf === undefined ? this.deps.telegram.send(message) : this.photos.send(photoOf, message);
  }

  private endByToken(): void {
    if (this.stopping.signal.aborted) return;
    this.deps.logger.error('Telegram refuses the token: nothing is sent any more');
    void this.stop();
    this.deps.onUnauthorized();
  }
}
