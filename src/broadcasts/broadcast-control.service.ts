import type { Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import type { BroadcastStatus } from '../contract/broadcasts.js';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import { lockRecord } from '../db/lock-record.js';
import { storedInstant } from '../db/stored-values.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { updateEntity } from '../db/write-entities.js';
import type { DeliverySignal } from '../deliveries/delivery-signal.js';
import { DomainError } from '../errors/domain-error.js';
import type { Clock } from '../lib/clock.js';
import type { BroadcastDriver } from './broadcast-driver.js';
import { reopen } from './broadcast-progress.js';
import { Broadcast } from './broadcast.entity.js';
import { resumedStatus } from './broadcast.rules.js';
import { requireStudio } from './broadcasts.service.js';

/** In one statement, and a list of more is no choice by hand. */
const MOST_IDS = 1000;

/** Broadcasts on their way: pausing, going on, cancelling, sending again. */
export class BroadcastControlService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly driver: BroadcastDriver,
    private readonly signal: DeliverySignal,
  ) {}

  /** Holds back what is not yet being sent; a paused one stays as it is. Throws `not_found`, `broadcast_not_running`. */
  async pause(id: number, actor: Actor): Promise<void> {
    await this.turn(id, actor, 'broadcast.pause', ({ status }) => {
      if (status === 'paused') return null;
      if (status !== 'running' && status !== 'preparing') throw new DomainError('broadcast_not_running');
      return { status: 'paused' };
    });
  }

  /** Goes on where it was paused; one on its way stays as it is. Throws `not_found`, `broadcast_not_running`. */
  async resume(id: number, actor: Actor): Promise<void> {
    await this.turn(id, actor, 'broadcast.resume', (broadcast) => {
      if (broadcast.status === 'running' || broadcast.status === 'preparing') return null;
      if (broadcast.status !== 'paused') throw new DomainError('broadcast_not_running');
      return { status: resumedStatus(broadcast), statusReason: null };
    });
    this.signal.notify();
  }

  /**
   * Nothing of it is begun any more from now on; its waiting messages are cancelled in the background. A cancelled one
   * stays as it is. Throws `not_found`, `broadcast_not_running` for one that is done.
   */
  async cancel(id: number, actor: Actor): Promise<void> {
    await this.turn(id, actor, 'broadcast.cancel', ({ status }) => {
      if (status === 'cancelled') return null;
      if (status === 'done') throw new DomainError('broadcast_not_running');
      return { status: 'cancelled', finishedAt: this.clock.now() };
    });
  }

  /**
   * Staff decide to send again what may have arrived: the messages of unknown outcome with these ids (at most 1000), or
   * all of them. Gives how many; a person may get the text twice. Throws `not_found`, `out_of_range` naming `ids`,
   * `broadcast_not_running` for a cancelled one.
   */
  async resendUnknown(id: number, ids: readonly number[] | 'all', actor: Actor): Promise<number> {
    requireStudio(actor);
    if (ids !== 'all' && ids.length > MOST_IDS)
      throw DomainError.field('ids', 'out_of_range', { min: 1, max: MOST_IDS });
    return this.unitOfWork.run(async (manager) => {
      const { status } = await lockRecord(this.unitOfWork, Broadcast, id);
      if (status === 'cancelled') throw new DomainError('broadcast_not_running');
      const now = this.clock.now();
      const which = `broadcastId = ? AND status = 'unknown'${ids === 'all' ? '' : ` AND id IN (${placesFor(ids)})`}`;
      const values = [id, ...(ids === 'all' ? [] : ids)];
      const [found] = await query<{ messages: number | string }[]>(
        manager,
        `SELECT COUNT(*) AS messages FROM deliveries WHERE ${which}`,
        values,
      );
      const at = storedInstant(manager.dataSource, now);
      await query(
        manager,
        `UPDATE deliveries SET status = 'pending', dueAt = ?, resentAt = ?, updatedAt = ?, leaseUntil = NULL
         WHERE ${which}`,
        [at, at, at, ...values],
      );
      const messages = Number(found?.messages ?? 0);
      if (messages === 0) return 0;
      await reopen(manager, [id], now);
      await this.audit.record(actor, 'broadcast.resend', 'Broadcast', id, null, { messages });
      this.unitOfWork.afterCommit(() => this.signal.notify());
      return messages;
    });
  }

  /** `decide` gives what changes; null = nothing. */
  private async turn(
    id: number,
    actor: Actor,
    action: string,
    decide: (broadcast: Broadcast) => (Partial<Broadcast> & { status: BroadcastStatus }) | null,
  ): Promise<void> {
    requireStudio(actor);
    await this.unitOfWork.run(async (manager) => {
      const broadcast = await lockRecord(this.unitOfWork, Broadcast, id);
      const changes = decide(broadcast);
      if (!changes) return;
      await updateEntity(manager, Broadcast, id, { ...changes, updatedAt: this.clock.now() });
      await this.audit.record(actor, action, 'Broadcast', id, broadcast, { ...broadcast, ...changes });
      this.unitOfWork.afterCommit(() => this.driver.kick());
    });
  }
}
