import { expect } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { nextPhone } from '../setup/studio.js';

const PATIENCE_MS = 60_000;

interface Written {
  id: number;
  phone: string;
}

/**
 * Programs that write through the API as they should: each write has a key of its own, and one whose answer did not come
 * is sent again under the same key until it is acknowledged.
 */
export class ApiLoad {
  /** Every client that the API said it has, by phone. */
  readonly acknowledged = new Map<string, Written>();
  /** Answers that are neither an acknowledgement nor a request to try again. */
  readonly refusals: string[] = [];
  /** The longest that a program waited between two acknowledgements. */
  longestPauseMs = 0;
  private readonly workers: Promise<void>[] = [];
  private isOn = false;

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  start(workers: number): void {
    this.isOn = true;
    for (let place = 0; place < workers; place += 1) this.workers.push(this.work());
  }

  /** Every write that was begun is acknowledged. */
  async stop(): Promise<void> {
    this.isOn = false;
    await Promise.all(this.workers.splice(0));
  }

  async untilAcknowledged(count: number): Promise<void> {
    for (const deadline = Date.now() + PATIENCE_MS; this.acknowledged.size < count; await sleep(20)) {
      if (this.refusals.length > 0) throw new Error(`refused: ${this.refusals.join('\n')}`);
      if (Date.now() > deadline) throw new Error(`only ${this.acknowledged.size} of ${count} acknowledged`);
    }
  }

  /** The database has each acknowledged client once, under the id that was told, and no other. */
  expectExactly(rows: readonly Written[]): void {
    const phones = rows.map(({ phone }) => phone).sort();
    expect(phones).toEqual([...this.acknowledged.keys()].sort());
    for (const { id, phone } of rows) expect(this.acknowledged.get(phone)?.id).toBe(id);
  }

  private async work(): Promise<void> {
    while (this.isOn) {
      const begunAt = Date.now();
      const phone = nextPhone();
      const key = randomUUID();
      for (;;) {
        const answer = await this.create(phone, key);
        if (answer === 'done') break;
        if (answer !== 'again') this.refusals.push(answer);
        if (answer !== 'again') return;
        await sleep(100);
      }
      this.longestPauseMs = Math.max(this.longestPauseMs, Date.now() - begunAt);
    }
  }

  private async create(phone: string, key: string): Promise<string> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    };
    const body = JSON.stringify({ firstName: 'Анна', phone });
    try {
      const signal = AbortSignal.timeout(10_000);
      const response = await fetch(`${this.url}/api/v1/clients`, { method: 'POST', headers, body, signal });
      const text = await response.text();
      if (response.status === 503 || response.status === 429) return 'again';
      if (response.status !== 201) return `${response.status} ${text}`;
      const { id } = JSON.parse(text) as { id: number };
      this.acknowledged.set(phone, { id, phone });
      return 'done';
    } catch {
      // The web, or the way to it, is away.
      return 'again';
    }
  }
}
