import { MoreThanOrEqual, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { isOwner, refuseCoachRole, staffIdOf, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { Client } from '../clients/client.entity.js';
import type { FreezeChange } from '../contract/memberships.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import { daysInclusive } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import type { ChainFreeze, MovedPeriod } from '../payments/chain.rules.js';
import { Payment } from '../payments/payment.entity.js';
import { MembershipPlan } from '../plans/membership-plan.entity.js';
import { Training } from '../trainings/training.entity.js';
import {
  checkCancellable,
  checkFreezePolicy,
  freezeSchema,
  frozenPayment,
  replayWith,
  resumedEnd,
  type FreezeRequest,
} from './freeze.rules.js';
import { LazyDays } from './lazy-days.entity.js';

type FreezeInput = z.output<typeof freezeSchema>;

interface Chain {
  payments: Payment[];
  freezes: LazyDays[];
}

/** Freezes: each is "change an input, replay the chain", and a preview is the same without the write. */
export class LazyDaysService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** What `freeze` would move; writes nothing. Throws what `freeze` throws. */
  async previewFreeze(input: unknown, actor: Actor): Promise<FreezeChange> {
    const { request, chain } = await this.prepare(validate(freezeSchema, input), actor);
    return answer(null, request, replayWith(chain.payments, [...chain.freezes, request]));
  }

  /**
   * Freezes the days and moves every period they touch. The same `idempotencyKey` gives the first answer's freeze again.
   * Throws `client_archived`, `not_found` and what `frozenPayment` and `checkFreezePolicy` throw.
   */
  async freeze(input: unknown, actor: Actor): Promise<FreezeChange> {
    const fields = validate(freezeSchema, input);
    return this.unitOfWork.run(async (manager) => {
      await this.unitOfWork.lock(Client, fields.clientId);
      const repeated = fields.idempotencyKey && (await findByKey(manager, fields.idempotencyKey));
      if (repeated) return sameFreeze(repeated, fields);
      const { request, chain, payment } = await this.prepare(fields, actor);
      const freeze = manager.create(LazyDays, {
        clientId: fields.clientId,
        paymentId: payment.id,
        startDate: request.startDate,
        endDate: request.endDate,
        askedEndDate: request.endDate,
        reason: fields.reason ?? null,
        staffId: staffIdOf(actor),
        idempotencyKey: fields.idempotencyKey ?? null,
      });
      await manager.save(freeze);
      const moved = await this.replay(manager, chain.payments, [...chain.freezes, freeze]);
      await this.audit.record(actor, 'freeze.create', 'LazyDays', freeze.id, null, { ...freeze, moved });
      return answer(freeze.id, freeze, moved);
    });
  }

  /** What `resume` would move; writes nothing. */
  async previewResume(id: number): Promise<FreezeChange> {
    const freeze = await this.get(id);
    const chain = await this.chainOf(this.unitOfWork.manager, freeze.clientId);
    return this.resumed(freeze, chain).change;
  }

  /**
   * Early return (docs/rules.md): not begun: removed; running: cut to the days used; finished: `freeze_finished`.
   * `days` of the answer are the days that stay frozen.
   */
  async resume(id: number, actor: Actor): Promise<FreezeChange> {
    return this.changing(id, actor, async (manager, freeze, chain) => {
      const { endDate, freezes, change } = this.resumed(freeze, chain);
      const before = { endDate: freeze.endDate };
      if (endDate === null) await manager.delete(LazyDays, { id });
      else await manager.update(LazyDays, { id }, { endDate, updatedAt: this.clock.now() });
      const moved = await this.replay(manager, chain.payments, freezes);
      await this.audit.record(actor, 'freeze.resume', 'LazyDays', id, before, { endDate, moved });
      return { ...change, payments: moved };
    });
  }

  /** Before it begins: the exact inverse of `freeze`. Throws `freeze_already_begun`, `freeze_finished`. */
  async cancel(id: number, actor: Actor): Promise<FreezeChange> {
    return this.changing(id, actor, async (manager, freeze, chain) => {
      checkCancellable(freeze, this.clock.today());
      await manager.delete(LazyDays, { id });
      const moved = await this.replay(manager, chain.payments, without(chain.freezes, id));
      await this.audit.record(actor, 'freeze.cancel', 'LazyDays', id, { ...freeze }, null);
      return { ...answer(id, freeze, moved), days: 0 };
    });
  }

  private async prepare(fields: FreezeInput, actor: Actor) {
    refuseCoachRole(actor);
    const { manager } = this.unitOfWork;
    const client = await manager.findOneBy(Client, { id: fields.clientId });
    if (!client) throw DomainError.field('clientId', 'not_found');
    if (client.archivedAt !== null) throw new DomainError('client_archived');
    const chain = await this.chainOf(manager, client.id);
    const request: FreezeRequest = {
      startDate: fields.startDate,
      endDate: fields.endDate,
      today: this.clock.today(),
      mayBackdate: isOwner(actor),
    };
    const visits = await manager.findBy(Training, { clientId: client.id, date: MoreThanOrEqual(fields.startDate) });
    const payment = frozenPayment(
      chain.payments,
      chain.freezes,
      visits.map(({ date }) => date),
      request,
    );
    const plan = payment.planId === null ? null : await manager.findOneBy(MembershipPlan, { id: payment.planId });
    const ofPayment = chain.freezes.filter(({ paymentId }) => paymentId === payment.id);
    if (plan) checkFreezePolicy(plan, ofPayment, request);
    return { request, chain, payment };
  }

  private resumed(freeze: LazyDays, chain: Chain) {
    const endDate = resumedEnd(freeze, this.clock.today());
    const others = without(chain.freezes, freeze.id);
    const freezes: ChainFreeze[] = endDate === null ? others : [...others, { startDate: freeze.startDate, endDate }];
    const moved = replayWith(chain.payments, freezes);
    const change =
      endDate === null
        ? { ...answer(freeze.id, freeze, moved), days: 0 }
        : answer(freeze.id, { startDate: freeze.startDate, endDate }, moved);
    return { endDate, freezes, change };
  }

  private changing<T>(
    id: number,
    actor: Actor,
    work: (manager: EntityManager, freeze: LazyDays, chain: Chain) => Promise<T>,
  ): Promise<T> {
    refuseCoachRole(actor);
    return this.unitOfWork.run(async (manager) => {
      const { clientId } = await this.get(id);
      await this.unitOfWork.lock(Client, clientId);
      const freeze = await this.get(id);
      return work(manager, freeze, await this.chainOf(manager, clientId));
    });
  }

  private async get(id: number): Promise<LazyDays> {
    const freeze = await this.unitOfWork.manager.findOneBy(LazyDays, { id });
    if (!freeze) throw new DomainError('not_found');
    return freeze;
  }

  private async chainOf(manager: EntityManager, clientId: number): Promise<Chain> {
    const query = { where: { clientId }, order: { startDate: 'ASC', id: 'ASC' } } as const;
    return { payments: await manager.find(Payment, query), freezes: await manager.find(LazyDays, query) };
  }

  /** Stores the periods that moved and tells them. */
  private async replay(
    manager: EntityManager,
    payments: readonly Payment[],
    freezes: readonly ChainFreeze[],
  ): Promise<MovedPeriod[]> {
    const moved = replayWith(payments, freezes);
    for (const { id, startDate, endDate } of moved) {
      // Only these columns: a whole row would undo what the owner corrects in this payment at the same moment.
      await manager.update(Payment, { id }, { startDate, endDate, updatedAt: this.clock.now() });
    }
    return moved;
  }
}

function without(freezes: readonly LazyDays[], id: number): LazyDays[] {
  return freezes.filter((freeze) => freeze.id !== id);
}

function answer(id: number | null, range: ChainFreeze, payments: MovedPeriod[]): FreezeChange {
  const { startDate, endDate } = range;
  return { id, days: daysInclusive(startDate, endDate), startDate, endDate, payments };
}

function findByKey(manager: EntityManager, idempotencyKey: string): Promise<LazyDays | null> {
  return manager.findOneBy(LazyDays, { idempotencyKey });
}

/** A repeated form moves nothing any more. */
function sameFreeze(freeze: LazyDays, fields: FreezeInput): FreezeChange {
  const same =
    freeze.clientId === fields.clientId &&
    freeze.startDate === fields.startDate &&
    freeze.askedEndDate === fields.endDate;
  if (!same) throw new DomainError('idempotency_key_reused');
  return answer(freeze.id, freeze, []);
}
