import type { FinishedDelivery, Pace, StepInput } from '../../src/contract/deliveries.js';
import type { Logger } from '../../src/lib/logger.js';
import type { DeliveriesApi } from './deliveries-api.js';

export interface StepRef {
  id: number;
  leaseToken: string;
}

interface WaitingBegin extends StepRef {
  answer: (isBegun: boolean) => void;
}

interface WaitingReport {
  report: FinishedDelivery;
  onTaken: () => void;
}

/** At most so many of a kind fit into one request. */
const MAX_BATCH = 500;
const FIRST_PAUSE_MS = 200;
const MAX_PAUSE_MS = 5000;

/**
 * Tells the CRM what has ended and asks to begin, in one request at a time: what comes up meanwhile makes the next batch.
 * A request that fails is repeated as it is until it is answered, so nothing is forgotten while the CRM is away.
 */
export class StepPump {
  private readonly begins: WaitingBegin[] = [];
  private readonly finished: WaitingReport[] = [];
  private isRunning = false;
  private idleListeners: (() => void)[] = [];

  constructor(
    private readonly api: Pick<DeliveriesApi, 'step'>,
    private readonly worker: string,
    private readonly logger: Logger,
    private readonly onPace: (pace: Pace) => void,
    private readonly sleep: (ms: number) => Promise<void>,
  ) {}

  /** Asks to send a delivery; false when it must be dropped. Waits for as long as the CRM is away. */
  begin({ id, leaseToken }: StepRef): Promise<boolean> {
    return new Promise((answer) => {
      this.begins.push({ id, leaseToken, answer });
      this.start();
    });
  }

  /** Reports how an attempt ended, as soon as can be; resolves when the CRM has it. */
  finish(report: FinishedDelivery): Promise<void> {
    return new Promise((onTaken) => {
      this.finished.push({ report, onTaken });
      this.start();
    });
  }

  /** Resolves when everything is reported. */
  async drained(): Promise<void> {
    if (this.isRunning) await new Promise<void>((resolve) => this.idleListeners.push(resolve));
  }

  private start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    void this.run();
  }

  private async run(): Promise<void> {
    // What happens in the same turn goes into the same request.
    await Promise.resolve();
    while (this.begins.length + this.finished.length > 0) {
      const begins = this.begins.splice(0, MAX_BATCH);
      const finished = this.finished.splice(0, MAX_BATCH);
      await this.step(begins, finished);
    }
    this.isRunning = false;
    for (const listener of this.idleListeners.splice(0)) listener();
  }

  private async step(begins: readonly WaitingBegin[], reports: readonly WaitingReport[]): Promise<void> {
    const begin = begins.map(({ id, leaseToken }) => ({ id, leaseToken }));
    const finished = reports.map(({ report }) => report);
    const { begun, ...pace } = await this.untilAnswered({ worker: this.worker, begin, finished });
    this.onPace(pace);
    const begunIds = new Set(begun);
    for (const { id, answer } of begins) answer(begunIds.has(id));
    for (const { onTaken } of reports) onTaken();
  }

  private async untilAnswered(input: StepInput): ReturnType<DeliveriesApi['step']> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
      try {
        return await this.api.step(input);
      } catch (error) {
        this.logger.warn({ err: error, pauseMs: pause }, 'deliveries could not be reported; trying again');
        await this.sleep(pause);
      }
    }
  }
}
