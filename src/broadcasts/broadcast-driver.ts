import { setImmediate as breathe } from 'node:timers/promises';
import { SYSTEM_ACTOR } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { query } from '../db/query.js';
import { storedInstant } from '../db/stored-values.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { updateEntity } from '../db/write-entities.js';
import { changeRows, NO_LEASE } from '../deliveries/delivery-rows.js';
import type { DeliverySignal } from '../deliveries/delivery-signal.js';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import type { AudienceQueries } from './audience.queries.js';
import { Broadcast } from './broadcast.entity.js';
import { ALL_PREPARED } from './broadcast.rules.js';
import { finishCompleted, reopenUnfinished } from './broadcast-progress.js';

const ROWS_AT_ONCE = 2000;

/**
 * What broadcasts need in the background, in transactions of two thousand rows: the recipients of those that are being
 * prepared, and the end of those that were cancelled. Any number of processes may drive at once, and any of them goes on
 * where another one died: rows and cursor are written together.
 */
export class BroadcastDriver {
  private isStopped = false;
  private isWanted = false;
  private running: Promise<void> | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly audiences: AudienceQueries,
    private readonly signal: DeliverySignal,
    private readonly logger: Logger,
  ) {}

  /** There is something to do; returns at once. What fails is logged, and tried again every minute. */
  kick(): void {
    this.drive().catch((error: unknown) => this.logger.error({ err: error }, 'broadcasts could not be driven on'));
  }

  /** Does all that is to do; resolves when nothing is left, or after `stop`. */
  drive(): Promise<void> {
    this.isWanted = true;
    this.running ??= this.loop().finally(() => (this.running = null));
    return this.running;
  }

  /** Every minute: begins those whose time has come, does what a crash has left, ends those that have nothing left to send. */
  async catchUp(): Promise<void> {
    await this.beginScheduled();
    await this.drive();
    await this.unitOfWork.run(async (manager) => {
      const now = this.clock.now();
      await finishCompleted(manager, null, now);
      await reopenUnfinished(manager, now);
    });
  }

  /** Ends after the chunk at work. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running?.catch(() => undefined);
  }

  /**
   * Writes the messages of the next clients of a broadcast that is being prepared. False when there is nothing more to
   * write: it is running, or was paused or cancelled meanwhile.
   */
  prepareChunk(id: number): Promise<boolean> {
    return this.unitOfWork.run(async (manager) => {
      const broadcast = await this.unitOfWork.lockAndRead(Broadcast, id);
      if (broadcast?.status !== 'preparing') return false;
      const now = this.clock.now();
      const chunk = await this.audiences.nextChunk(broadcast);
      const { people, withoutTelegram, blocked, optedOut, reachable } = chunk.size;
      if (reachable > 0) await this.audiences.insertChunk(broadcast, chunk, now);
      await updateEntity(manager, Broadcast, id, {
        cursorClientId: chunk.isLast ? ALL_PREPARED : chunk.last,
        status: chunk.isLast ? 'running' : 'preparing',
        audienceCount: broadcast.audienceCount + people,
        withoutTelegramCount: broadcast.withoutTelegramCount + withoutTelegram,
        blockedCount: broadcast.blockedCount + blocked,
        optedOutCount: broadcast.optedOutCount + optedOut,
        updatedAt: now,
      });
      if (!chunk.isLast) return true;
      await finishCompleted(manager, [id], now);
      this.unitOfWork.afterCommit(() => this.signal.notify());
      return false;
    });
  }

  /** Cancels the next messages of a cancelled broadcast that are not being sent. False when there are none left. */
  cancelChunk(id: number): Promise<boolean> {
    return this.unitOfWork.run(async (manager) => {
      const rows = await query<{ id: number }[]>(
        manager,
        `SELECT id FROM deliveries WHERE broadcastId = ? AND status IN ('pending', 'claimed') LIMIT ${ROWS_AT_ONCE}`,
        [id],
      );
      const ids = rows.map((row) => row.id);
      await changeRows(manager, ids, {
        status: 'cancelled',
        now: this.clock.now(),
        changes: { ...NO_LEASE, error: 'broadcast_cancelled' },
        onlyStatuses: ['pending', 'claimed'],
      });
      return ids.length > 0;
    });
  }

  private async loop(): Promise<void> {
    const failures: unknown[] = [];
    while (this.isWanted && !this.isStopped) {
      this.isWanted = false;
      const { manager } = this.unitOfWork;
      for (const { id } of await query<{ id: number }[]>(manager, PREPARING)) {
        await this.repeat(() => this.prepareChunk(id), failures);
      }
      for (const { id } of await query<{ id: number }[]>(manager, CANCELLED_WITH_ROWS)) {
        await this.repeat(() => this.cancelChunk(id), failures);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /** The process answers others between two chunks; a broadcast that fails does not keep the others waiting. */
  private async repeat(chunk: () => Promise<boolean>, failures: unknown[]): Promise<void> {
    try {
      while (!this.isStopped && (await chunk())) await breathe();
    } catch (error) {
      failures.push(error);
    }
  }

  private async beginScheduled(): Promise<void> {
    await this.unitOfWork.run(async (manager) => {
      const now = this.clock.now();
      const due = await query<{ id: number }[]>(
        manager,
        "SELECT id FROM broadcasts WHERE status = 'scheduled' AND scheduledAt <= ?",
        [storedInstant(manager.dataSource, now)],
      );
      for (const { id } of due) {
        const broadcast = await this.unitOfWork.lockAndRead(Broadcast, id);
        const { scheduledAt } = broadcast ?? {};
        if (broadcast?.status !== 'scheduled' || !scheduledAt || scheduledAt > now) continue;
        const begun = { status: 'preparing', startedAt: now } as const;
        await updateEntity(manager, Broadcast, id, { ...begun, updatedAt: now });
        await this.audit.record(SYSTEM_ACTOR, 'broadcast.start', 'Broadcast', id, { status: 'scheduled' }, begun);
      }
    });
  }
}

const PREPARING = "SELECT id FROM broadcasts WHERE status = 'preparing' ORDER BY startedAt, id";
const CANCELLED_WITH_ROWS = `SELECT b.id FROM broadcasts b WHERE b.status = 'cancelled' AND EXISTS (
  SELECT 1 FROM deliveries d WHERE d.broadcastId = b.id AND d.status IN ('pending', 'claimed')) ORDER BY b.id`;
