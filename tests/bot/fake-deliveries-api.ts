import type {
  ClaimAnswer,
  ClaimedDelivery,
  ClaimInput,
  FinishedDelivery,
  StepAnswer,
  StepInput,
} from '../../src/contract/deliveries.js';
import type { DeliveriesApi } from '../../bot/deliveries/deliveries-api.js';
import { CrmApiError } from '../../bot/crm-http.js';

type State = 'pending' | 'claimed' | 'sending' | FinishedDelivery['outcome'];

interface Row {
  delivery: ClaimedDelivery;
  state: State;
  /** Milliseconds since 1970. */
  dueAt: number;
  report: FinishedDelivery | null;
}

const POLL_MS = 5;

/** The outbox in memory, as the CRM keeps it: what is begun is never handed out again by itself. */
export class FakeDeliveriesApi implements DeliveriesApi {
  readonly rows = new Map<number, Row>();
  readonly steps: StepInput[] = [];
  readonly claims: ClaimInput[] = [];
  bulkPerSecond = 25;
  pauseUntil: string | null = null;
  photoCalls = 0;
  photoBytes: Uint8Array | null = new Uint8Array([1, 2, 3]);
  /** Rows that may not begin, e.g. because their broadcast was cancelled. */
  readonly revoked = new Set<number>();
  /** While it is away every call fails; `deaf` means that steps are carried out and their answers get lost. */
  isAway = false;
  isDeaf = false;
  mostSending = 0;
  parallelSteps = 0;
  mostParallelSteps = 0;

  add(delivery: Partial<ClaimedDelivery> = {}): number {
    const id = this.rows.size + 1;
    const full: ClaimedDelivery = {
      id,
      leaseToken: `lease-${id}`,
      chatId: String(5_000_000_000 + id),
      method: delivery.payload?.photoOf === undefined ? 'sendMessage' : 'sendPhoto',
      payload: { text: `message ${id}`, buttons: [] },
      class: 'bulk',
      ...delivery,
    };
    this.rows.set(id, { delivery: full, state: 'pending', dueAt: 0, report: null });
    return id;
  }

  state(id: number): State | undefined {
    return this.rows.get(id)?.state;
  }

  states(): State[] {
    return [...this.rows.values()].map(({ state }) => state);
  }

  async claim(input: ClaimInput, signal: AbortSignal): Promise<ClaimAnswer> {
    this.claims.push(input);
    const until = Date.now() + (input.waitSeconds ?? 0) * 1000;
    for (;;) {
      signal.throwIfAborted();
      if (this.isAway) throw new CrmApiError('unavailable');
      const due = [...this.rows.values()].filter((row) => row.state === 'pending' && row.dueAt <= Date.now());
      const items = due.filter(({ delivery }) => !this.isPaused() || delivery.class !== 'bulk').slice(0, input.limit);
      if (items.length > 0 || Date.now() >= until) {
        for (const row of items) row.state = 'claimed';
        return { ...this.pace(), items: items.map(({ delivery }) => delivery) };
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  async step(input: StepInput): Promise<StepAnswer> {
    this.parallelSteps += 1;
    this.mostParallelSteps = Math.max(this.mostParallelSteps, this.parallelSteps);
    try {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      return this.carryOut(input);
    } finally {
      this.parallelSteps -= 1;
    }
  }

  async photo(): Promise<Uint8Array> {
    this.photoCalls += 1;
    if (!this.photoBytes) throw new CrmApiError('not_found');
    return this.photoBytes;
  }

  private carryOut(input: StepInput): StepAnswer {
    this.steps.push(input);
    if (this.isAway) throw new CrmApiError('unavailable');
    for (const finished of input.finished ?? []) this.finish(finished);
    const begun: number[] = [];
    const revoked: number[] = [];
    for (const { id } of input.begin ?? []) {
      const row = this.rows.get(id);
      const mayBegin = row && !this.revoked.has(id) && (row.state === 'claimed' || row.state === 'sending');
      if (mayBegin) row.state = 'sending';
      (mayBegin ? begun : revoked).push(id);
    }
    const sending = this.states().filter((state) => state === 'sending').length;
    this.mostSending = Math.max(this.mostSending, sending);
    if (this.isDeaf) throw new CrmApiError('unavailable');
    return { ...this.pace(), begun, revoked };
  }

  private finish(finished: FinishedDelivery): void {
    const row = this.rows.get(finished.id);
    if (!row || row.delivery.leaseToken !== finished.leaseToken) return;
    row.report = finished;
    row.state = finished.outcome === 'retry' || finished.outcome === 'flood' ? 'pending' : finished.outcome;
    row.dueAt = Date.now() + (finished.outcome === 'flood' ? ((finished.retryAfter ?? 0) + 1) * 1000 : 50);
    if (finished.outcome === 'flood') this.pauseUntil = new Date(row.dueAt).toISOString();
  }

  private isPaused(): boolean {
    return this.pauseUntil !== null && Date.parse(this.pauseUntil) > Date.now();
  }

  private pace() {
    return { pauseUntil: this.pauseUntil, bulkPerSecond: this.bulkPerSecond };
  }
}
