import type { EntityManager } from 'typeorm';
import { requireOwner, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { isUniqueViolation } from '../db/database-errors.js';
import { lockRecord } from '../db/lock-record.js';
import { findEntity } from '../db/read-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { Clock } from '../lib/clock.js';
import { MembershipPlan } from './membership-plan.entity.js';
import { planFieldsSchema, typedTerm } from './plan.rules.js';

/** The price list. A change never touches what was already sold: a sale keeps its own copy. */
export class PlansService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** What may be sold now, cheapest first. */
  async listActive(): Promise<MembershipPlan[]> {
    const plans = await this.unitOfWork.manager.find(MembershipPlan, { order: { durationDays: 'ASC', id: 'ASC' } });
    return plans.filter(({ archivedAt }) => archivedAt === null);
  }

  /** Throws `not_found`, and `plan_archived` for a plan that is no longer sold. */
  async getSellable(id: number): Promise<MembershipPlan> {
    const plan = await findEntity(this.unitOfWork.manager, MembershipPlan, { id });
    if (!plan) throw DomainError.field('planId', 'not_found');
    if (plan.archivedAt !== null) throw DomainError.field('planId', 'plan_archived');
    return plan;
  }

  /** Throws `invalid_input`, `name_taken`. */
  async create(input: unknown, actor: Actor): Promise<MembershipPlan> {
    requireOwner(actor);
    const fields = validate(planFieldsSchema, input);
    return this.unitOfWork.run(async (manager) => {
      const plan = manager.create(MembershipPlan, { ...fields, archivedAt: null });
      await saveUnique(manager, plan);
      await this.audit.record(actor, 'plan.create', 'MembershipPlan', plan.id, null, plan);
      return plan;
    });
  }

  /** Only the given fields change. Throws `changed_meanwhile`, `archived`, `name_taken`, `invalid_input`. */
  async update(id: number, input: unknown, actor: Actor, expectedVersion?: number): Promise<MembershipPlan> {
    requireOwner(actor);
    return this.unitOfWork.run(async (manager) => {
      const plan = await lockRecord(this.unitOfWork, MembershipPlan, id, expectedVersion);
      if (plan.archivedAt !== null) throw new DomainError('archived');
      const before = { ...plan };
      const given = typeof input === 'object' && input !== null ? input : {};
      Object.assign(plan, validate(planFieldsSchema, { ...plan, ...typedTerm(plan), ...given }));
      await saveUnique(manager, plan);
      await this.audit.record(actor, 'plan.update', 'MembershipPlan', id, before, plan);
      return plan;
    });
  }

  archive(id: number, actor: Actor): Promise<void> {
    return this.setArchived(id, true, actor);
  }

  restore(id: number, actor: Actor): Promise<void> {
    return this.setArchived(id, false, actor);
  }

  private async setArchived(id: number, archived: boolean, actor: Actor): Promise<void> {
    requireOwner(actor);
    await this.unitOfWork.run(async (manager) => {
      const plan = await lockRecord(this.unitOfWork, MembershipPlan, id);
      if ((plan.archivedAt !== null) === archived) throw new DomainError(archived ? 'archived' : 'not_archived');
      const before = { archivedAt: plan.archivedAt };
      plan.archivedAt = archived ? this.clock.now() : null;
      await manager.save(plan);
      const action = archived ? 'plan.archive' : 'plan.restore';
      await this.audit.record(actor, action, 'MembershipPlan', id, before, { archivedAt: plan.archivedAt });
    });
  }
}

async function saveUnique(manager: EntityManager, plan: MembershipPlan): Promise<void> {
  try {
    await manager.save(plan);
  } catch (error) {
    if (isUniqueViolation(error)) throw DomainError.field('name', 'name_taken');
    throw error;
  }
}
