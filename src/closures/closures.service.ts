import type { EntityManager } from 'typeorm';
import { isOwner, refuseCoachRole, staffIdOf, type Actor } from '../audit/actor.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import type { AuditService } from '../audit/audit.service.js';
import { Client } from '../clients/client.entity.js';
import { lockRecord } from '../db/lock-record.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import { Group } from '../groups/group.entity.js';
import type { Clock } from '../lib/clock.js';
import type { ChainStore } from '../payments/chain-store.js';
import { MembershipPlan } from '../plans/membership-plan.entity.js';
import { ClosureClient } from './closure-client.entity.js';
import { EffectTally, type ClosureEffect } from './closure-effect.js';
import { previewEffect, replayConcerned } from './closure-replay.js';
import { Closure } from './closure.entity.js';
import {
  checkClosureDays,
  checkUndo,
  closurePreviewSchema,
  closureSchema,
  plannedClosure,
  type PlannedClosure,
} from './closure.rules.js';
import { plannedSessions, visitsOnClosedDays, type AnyClosure } from './concerned-clients.queries.js';

export interface ClosurePreview extends ClosureEffect {
  /** Sessions of what is closed that are planned on these days and not cancelled. */
  sessions: number;
}

/** What was closed or opened again, and for how many. */
export interface ClosureChange extends Pick<ClosureEffect, 'clients' | 'days'> {
  id: number;
}

/**
 * Days on which the studio, a group or a plan is closed (docs/rules.md, "Closure"): one change of an input for everyone it
 * concerns. A preview replays the same chains as the write.
 */
export class ClosuresService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly chains: ChainStore,
  ) {}

  /** What `close` would move; writes nothing. Throws what `close` throws, but needs no reason. */
  async preview(input: unknown, actor: Actor): Promise<ClosurePreview> {
    refuseCoachRole(actor);
    const closure = plannedClosure(validate(closurePreviewSchema, input));
    await this.check(closure, actor);
    return {
      ...(await previewEffect(this.unitOfWork.manager, closure)),
      sessions: await plannedSessions(this.unitOfWork.manager, closure),
    };
  }

  /**
   * Moves every membership that it concerns. The same `idempotencyKey` closes once.
   * Throws `invalid_input`, `end_before_start`, `date_too_far`, `start_in_past`, `not_an_option`, `group_archived`,
   * `closure_has_visits`, `visit_not_covered`, `idempotency_key_reused`, `forbidden`.
   */
  async close(input: unknown, actor: Actor): Promise<ClosureChange> {
    refuseCoachRole(actor);
    const { idempotencyKey = null, ...fields } = validate(closureSchema, input);
    const planned = plannedClosure(fields);
    return this.unitOfWork.run(async (manager) => {
      const clientIds = planned.groupId === null ? [] : await this.lockGroup(planned.groupId);
      await this.unitOfWork.exclude('chains');
      const known = idempotencyKey && (await manager.findOneBy(Closure, { idempotencyKey }));
      if (known) return this.sameClosure(known, planned);
      await this.check(planned, actor);
      const { clients, days } = await this.store(planned);
      const closure = manager.create(Closure, {
        ...planned,
        staffId: staffIdOf(actor),
        undoneAt: null,
        idempotencyKey,
        createdAt: this.clock.now(),
      });
      await manager.save(closure);
      const { id: closureId, startDate, endDate } = closure;
      const members = clientIds.map((clientId) => ({ closureId, clientId, startDate, endDate }));
      await manager.save(ClosureClient, members);
      await this.audit.record(actor, 'closure.create', 'Closure', closureId, null, { ...closure, clients, days });
      return { id: closureId, clients, days };
    });
  }

  /** What `undo` would move back; writes nothing. Throws what `undo` throws. */
  async previewUndo(id: number, actor: Actor): Promise<ClosureEffect> {
    refuseCoachRole(actor);
    const closure = await this.unitOfWork.manager.findOneBy(Closure, { id });
    if (!closure) throw new DomainError('not_found');
    checkUndo(closure, this.clock.today(), isOwner(actor));
    return previewEffect(this.unitOfWork.manager, closure);
  }

  /**
   * The exact inverse: without the closure the replay gives the dates from before it. It stays as history.
   * Throws `not_found`, `closure_undone`, `owner_only` once it has begun, `visit_not_covered`, `forbidden`.
   */
  async undo(id: number, actor: Actor): Promise<ClosureChange> {
    refuseCoachRole(actor);
    return this.unitOfWork.run(async (manager) => {
      const closure = await lockRecord(this.unitOfWork, Closure, id);
      checkUndo(closure, this.clock.today(), isOwner(actor));
      await this.unitOfWork.exclude('chains');
      const { clients, days } = await this.store(closure);
      const undoneAt = this.clock.now();
      await manager.update(Closure, { id }, { undoneAt, updatedAt: undoneAt });
      const [before, after] = [{ undoneAt: null }, { undoneAt, clients, days }];
      await this.audit.record(actor, 'closure.undo', 'Closure', id, before, after);
      return { id, clients, days };
    });
  }

  /** Group, then clients, then chains: the order of everyone who puts a client into a group. */
  private async lockGroup(groupId: number): Promise<number[]> {
    await this.unitOfWork.lock(Group, groupId);
    const inGroup = { where: { groupId }, select: { id: true }, order: { id: 'ASC' } } as const;
    const { manager } = this.unitOfWork;
    for (const { id } of await manager.find(Client, inGroup)) await this.unitOfWork.lock(Client, id);
    // Whoever has left until the lock was there is no longer concerned.
    return (await manager.find(Client, inGroup)).map(({ id }) => id);
  }

  private async check(closure: PlannedClosure, actor: Actor): Promise<void> {
    const { manager } = this.unitOfWork;
    checkClosureDays(closure, this.clock.today(), isOwner(actor));
    await requireTarget(manager, closure);
    const visits = await visitsOnClosedDays(manager, closure);
    if (visits) throw new DomainError('closure_has_visits', { ...visits });
  }

  private async store(closure: AnyClosure): Promise<ClosureEffect> {
    const tally = new EffectTally();
    await this.chains.storeAll(replayConcerned(this.unitOfWork.manager, closure, tally));
    return tally.effect();
  }

  /** A repeated form gets the first answer again; the same key for other days is refused. */
  private async sameClosure(closure: Closure, planned: PlannedClosure): Promise<ClosureChange> {
    const keys = ['scope', 'groupId', 'planId', 'startDate', 'endDate', 'reason'] as const;
    if (keys.some((key) => closure[key] !== planned[key])) throw new DomainError('idempotency_key_reused');
    const { id } = closure;
    const made = { action: 'closure.create', entity: 'Closure', entityId: String(id) };
    const { after } = await this.unitOfWork.manager.findOneByOrFail(AuditEntry, made);
    return { id, clients: Number(after?.clients), days: Number(after?.days) };
  }
}

async function requireTarget(manager: EntityManager, { groupId, planId }: PlannedClosure): Promise<void> {
  if (groupId !== null) {
    const group = await manager.findOneBy(Group, { id: groupId });
    if (!group) throw DomainError.field('groupId', 'not_an_option');
    if (group.archivedAt !== null) throw DomainError.field('groupId', 'group_archived');
  }
  // People may still train on a plan that is no longer sold.
  if (planId !== null && !(await manager.existsBy(MembershipPlan, { id: planId }))) {
    throw DomainError.field('planId', 'not_an_option');
  }
}
