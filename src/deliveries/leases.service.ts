import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import { storedInstant } from '../db/stored-values.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { Clock } from '../lib/clock.js';
import { DELIVERY_CLASSES } from './delivery.entity.js';
import { isResent, RESEND_AFTER_MS } from './delivery.rules.js';
import type { Pace } from './pace.js';

const SWEEP_EVERY_MS = 5000;
const RESENT_CLASSES = DELIVERY_CLASSES.filter(isResent)
  .map((name) => `'${name}'`)
  .join(', ');

/** What becomes of messages whose worker is gone, and of those of which nobody knows whether they arrived. */
export class LeasesService {
  private sweptAt = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly pace: Pace,
  ) {}

  /**
   * Repeatable at any time. Claimed and never begun: pending again. Begun and never reported: `unknown`, never pending. An
   * invitation or a reminder that is unknown for ten minutes and not proven: pending once more, unless it is over.
   */
  async sweep(): Promise<void> {
    this.sweptAt = this.clock.now().getTime();
    await this.unitOfWork.run(async (manager) => {
      const now = this.clock.now();
      await this.freeClaimed(manager, now);
      await this.giveUpSending(manager, now);
      await this.sendOnceMore(manager, now);
      await this.pace.speedUp();
    });
  }

  /** The same for callers who come many times a second. */
  async sweepSometimes(): Promise<void> {
    if (Math.abs(this.clock.now().getTime() - this.sweptAt) >= SWEEP_EVERY_MS) await this.sweep();
  }

  private async freeClaimed(manager: EntityManager, now: Date): Promise<void> {
    const at = this.stored(now);
    await query(
      manager,
      `UPDATE deliveries SET status = 'pending', leaseToken = NULL, leaseUntil = NULL, updatedAt = ?
       WHERE status = 'claimed' AND leaseUntil <= ?`,
      [at, at],
    );
  }

  /** The lease's token stays: a late report of the attempt still tells what happened. */
  private async giveUpSending(manager: EntityManager, now: Date): Promise<void> {
    const at = this.stored(now);
    await query(
      manager,
      `UPDATE deliveries SET status = 'unknown', error = 'no_report', updatedAt = ?,
         leaseUntil = CASE WHEN class IN (${RESENT_CLASSES}) AND resentAt IS NULL THEN ? END
       WHERE status = 'sending' AND leaseUntil <= ?`,
      [at, this.stored(new Date(now.getTime() + RESEND_AFTER_MS)), at],
    );
  }

  private async sendOnceMore(manager: EntityManager, now: Date): Promise<void> {
    const at = this.stored(now);
    const overdue = "WHERE status = 'unknown' AND leaseUntil <= ?";
    await query(manager, `UPDATE deliveries SET leaseUntil = NULL, updatedAt = ? ${overdue} AND expiresAt <= ?`, [
      at,
      at,
      at,
    ]);
    await query(
      manager,
      `UPDATE deliveries SET status = 'pending', dueAt = ?, resentAt = ?, leaseUntil = NULL, updatedAt = ? ${overdue}`,
      [at, at, at, at],
    );
  }

  private stored(instant: Date): Date | string {
    return storedInstant(this.unitOfWork.dataSource, instant);
  }
}
