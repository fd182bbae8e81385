import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { ClaimAnswer, claimInputSchema, ClaimedDelivery } from '../contract/deliveries.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { Clock } from '../lib/clock.js';
import type { Language } from '../lib/wording.js';
import { readMessages } from './claimed-messages.js';
import { CLAIM_LEASE_MS } from './delivery.rules.js';
import { changeRows } from './delivery-rows.js';
import type { DeliverySignal } from './delivery-signal.js';
import { findDue } from './due.queries.js';
import type { LeasesService } from './leases.service.js';
import { presentPace, type Pace } from './pace.js';

type Claim = Omit<z.output<typeof claimInputSchema>, 'withBulk'> & { withBulk?: boolean };

/** What another process has written is found this soon. */
const LOOK_EVERY_MS = 500;

/** Hands messages out to the workers that send them, each to one. */
export class ClaimsService {
  private isStopped = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly pace: Pace,
    private readonly leases: LeasesService,
    private readonly signal: DeliverySignal,
    /** Of clients who have chosen none. */
    private readonly defaultLanguage: Language,
  ) {}

  /**
   * At most `limit` messages that are due (`withBulk` false: none of the class `bulk`), leased to the caller for 60
   * seconds; waits for the first one up to `waitSeconds`. However many claim at once, nothing is given out twice.
   * `pauseUntil`: until then no bulk.
   * A caller who has hung up gets nothing: it would lie there until the lease ends.
   */
  async claim({ limit, waitSeconds, withBulk = true }: Claim, hungUp?: AbortSignal): Promise<ClaimAnswer> {
    const deadline = performance.now() + waitSeconds * 1000;
    for (;;) {
      await this.leases.sweepSometimes();
      const pace = await this.pace.current();
      const isOver = this.isStopped || hungUp?.aborted === true;
      const items = isOver ? [] : await this.claimDue(limit, withBulk && pace.pauseUntil === null);
      const leftMs = deadline - performance.now();
      if (items.length > 0 || isOver || leftMs <= 0) return { ...presentPace(pace), items };
      await this.signal.wait(Math.min(LOOK_EVERY_MS, leftMs));
    }
  }

  /** Ends the waiting of all who wait: the process is to stop. */
  stop(): void {
    this.isStopped = true;
    this.signal.notify();
  }

  private async claimDue(limit: number, withBulk: boolean): Promise<ClaimedDelivery[]> {
    const now = this.clock.now();
    // Reading first: those who wait must not keep SQLite's one writer busy.
    const seen = await findDue(this.unitOfWork.manager, { now, limit: 1, withBulk, isClaim: false });
    if (seen.length === 0) return [];
    return this.unitOfWork.run((manager) => this.take(manager, limit, withBulk));
  }

  private async take(manager: EntityManager, limit: number, withBulk: boolean): Promise<ClaimedDelivery[]> {
    const now = this.clock.now();
    const due = await findDue(manager, { now, limit, withBulk, isClaim: true });
    const isOver = ({ expiresAt }: { expiresAt: Date | null }): boolean => expiresAt !== null && expiresAt <= now;
    const expired = due.filter(isOver).map(({ id }) => id);
    await changeRows(manager, expired, { status: 'expired', now });
    const ids = due.filter((row) => !isOver(row)).map(({ id }) => id);
    if (ids.length === 0) return [];
    const leaseToken = randomBytes(16).toString('base64url');
    const leaseUntil = new Date(now.getTime() + CLAIM_LEASE_MS);
    await changeRows(manager, ids, { status: 'claimed', now, changes: { leaseToken, leaseUntil } });
    return readMessages(manager, ids, leaseToken, this.defaultLanguage);
  }
}
