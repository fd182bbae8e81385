import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import {
  isClientInTelegram,
  isOwner,
  refuseCoachRole,
  refuseOthersInTelegram,
  staffIdOf,
  type Actor,
} from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import type { FreezeChange } from '../contract/memberships.js';
import type { FreezeTerms } from '../contract/people.js';
import { findEntity } from '../db/read-entities.js';
import { insertEntity } from '../db/write-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import { daysInclusive } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import type { ChainStore, ClientChain } from '../payments/chain-store.js';
import {
  movedPeriods,
  replayChain,
  requireWithinCalendar,
  type ChainFreeze,
  type ChainInputs,
  type MovedPeriod,
} from '../payments/chain.rules.js';
import type { SettingsService } from '../settings/settings.service.js';
import { openInvitations } from '../invitations/invitation.queries.js';
import { allowanceOf, closuresOf, type FreezeAllowance } from './freeze-allowance.rules.js';
import { freezeTerms } from './freeze-terms.rules.js';
import {
  checkCancellable,
  checkFreezePolicy,
  freezeSchema,
  frozenPayment,
  resumedEnd,
  type FreezeRequest,
} from './freeze.rules.js';
import { LazyDays } from './lazy-days.entity.js';

type FreezeInput = z.output<typeof freezeSchema>;

/** Freezes: each is "change an input, replay the chain", and a preview is the same without the write. */
export class LazyDaysService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly chains: ChainStore,
    private readonly settings: SettingsService,
  ) {}

  /**
   * What `freeze` would move and which sessions the client is invited to meanwhile; writes nothing. Throws what `freeze`
   * throws.
   */
  async previewFreeze(input: unknown, actor: Actor): Promise<FreezeChange> {
    const fields = validate(freezeSchema, input);
    await this.requireMayFreeze(fields.clientId, actor);
    const chain = await this.chains.read(fields.clientId, 'clientId');
    const { request } = this.plan(chain, fields, actor);
    const after = { ...chain, freezes: [...chain.freezes, request] };
    const sessions = await openInvitations(this.unitOfWork.manager, fields.clientId, request);
    return { ...answer(null, request, movedBy(chain, after)), sessions };
  }

  /**
   * Freezes the days and moves every period they touch. The same `idempotencyKey` gives the first answer's freeze again.
   * Throws `client_archived`, `not_found`, `freeze_from_bot_off` and what `frozenPayment` and `checkFreezePolicy` throw.
   */
  async freeze(input: unknown, actor: Actor): Promise<FreezeChange> {
    const fields = validate(freezeSchema, input);
    await this.requireMayFreeze(fields.clientId, actor);
    return this.unitOfWork.run(async (manager) => {
      const chain = await this.chains.lock(fields.clientId, 'clientId');
      const repeated = fields.idempotencyKey && (await findByKey(manager, fields.idempotencyKey));
      if (repeated) return sameFreeze(repeated, fields);
      const { request, payment } = this.plan(chain, fields, actor);
      const freeze = await insertEntity(manager, LazyDays, {
        clientId: fields.clientId,
        paymentId: payment.id,
        startDate: request.startDate,
        endDate: request.endDate,
        askedEndDate: request.endDate,
        usesAllowance: true,
        reason: request.reason,
        staffId: staffIdOf(actor),
        idempotencyKey: fields.idempotencyKey ?? null,
        createdAt: this.clock.now(),
      });
      const moved = await this.store(chain, [...chain.freezes, freeze]);
      await this.audit.record(actor, 'freeze.create', 'LazyDays', freeze.id, null, { ...freeze, moved });
      return answer(freeze.id, freeze, moved);
    });
  }

  /** Whether and within which bounds the client may be frozen now, by this actor. Throws `not_found`, `forbidden`. */
  async terms(clientId: number, actor: Actor): Promise<FreezeTerms> {
    refuseOthersInTelegram(actor, clientId);
    const chain = await this.chains.read(clientId);
    const terms = freezeTerms({
      today: this.clock.today(),
      allowances: chain.payments.map((payment) => allowanceOf(payment, chain)),
      freezes: chain.freezes,
      visitDays: chain.visits.map(({ date }) => date),
    });
    const refusal = chain.client.archivedAt !== null ? 'client_archived' : await this.refusalInTelegram(actor);
    return refusal ? { ...terms, allowed: false, reason: refusal } : terms;
  }

  /** What each membership of the client allows and what of it is used up. Throws `not_found`. */
  async allowances(clientId: number): Promise<FreezeAllowance[]> {
    const chain = await this.chains.read(clientId);
    return chain.payments.map((payment) => allowanceOf(payment, chain));
  }

  /** What `resume` would move; writes nothing. Throws what `resume` throws. */
  async previewResume(id: number, actor: Actor): Promise<FreezeChange> {
    const freeze = await this.get(id);
    await this.requireMayFreeze(freeze.clientId, actor);
    const chain = await this.chains.read(freeze.clientId);
    const { freezes, range } = this.resumed(freeze, chain);
    return resumeAnswer(freeze, range, movedBy(chain, { ...chain, freezes }));
  }

  /**
   * Early return (docs/rules.md): not begun: removed; running: cut to the days used; finished: `freeze_finished`.
   * `days` of the answer are the days that stay frozen.
   */
  async resume(id: number, actor: Actor): Promise<FreezeChange> {
    return this.changing(id, actor, async (manager, freeze, chain) => {
      const { range, freezes } = this.resumed(freeze, chain);
      const before = { endDate: freeze.endDate };
      const endDate = range?.endDate ?? null;
      if (endDate === null) await manager.delete(LazyDays, { id });
      else await manager.update(LazyDays, { id }, { endDate, updatedAt: this.clock.now() });
      const moved = await this.store(chain, freezes);
      await this.audit.record(actor, 'freeze.resume', 'LazyDays', id, before, { endDate, moved });
      return resumeAnswer(freeze, range, moved);
    });
  }

  /** What `cancel` would move; writes nothing. Throws what `cancel` throws. */
  async previewCancel(id: number, actor: Actor): Promise<FreezeChange> {
    const freeze = await this.get(id);
    await this.requireMayFreeze(freeze.clientId, actor);
    checkCancellable(freeze, this.clock.today());
    const chain = await this.chains.read(freeze.clientId);
    return resumeAnswer(freeze, null, movedBy(chain, { ...chain, freezes: without(chain.freezes, id) }));
  }

  /** Before it begins: the exact inverse of `freeze`. Throws `freeze_already_begun`, `freeze_finished`. */
  async cancel(id: number, actor: Actor): Promise<FreezeChange> {
    return this.changing(id, actor, async (manager, freeze, chain) => {
      checkCancellable(freeze, this.clock.today());
      await manager.delete(LazyDays, { id });
      const moved = await this.store(chain, without(chain.freezes, id));
      await this.audit.record(actor, 'freeze.cancel', 'LazyDays', id, { ...freeze }, null);
      return resumeAnswer(freeze, null, moved);
    });
  }

  /** A coach's login never; in Telegram one's own record, while the studio lets clients freeze there. */
  private async requireMayFreeze(clientId: number, actor: Actor): Promise<void> {
    refuseCoachRole(actor);
    refuseOthersInTelegram(actor, clientId);
    const refusal = await this.refusalInTelegram(actor);
    if (refusal) throw new DomainError(refusal);
  }

  private async refusalInTelegram(actor: Actor): Promise<'freeze_from_bot_off' | null> {
    if (!isClientInTelegram(actor)) return null;
    return (await this.settings.get('freezeFromBot')) ? null : 'freeze_from_bot_off';
  }

  private plan({ client, payments, freezes, closures, visits }: ClientChain, fields: FreezeInput, actor: Actor) {
    if (client.archivedAt !== null) throw new DomainError('client_archived');
    const request: FreezeRequest = {
      startDate: fields.startDate,
      endDate: fields.endDate,
      today: this.clock.today(),
      mayBackdate: isOwner(actor),
      reason: fields.reason ?? null,
    };
    const visitDays = visits.map(({ date }) => date);
    const payment = frozenPayment(payments, freezes, visitDays, request);
    if (payment.freezePolicy) {
      const { used } = allowanceOf(payment, { freezes, closures });
      checkFreezePolicy(payment.freezePolicy, used, request, closuresOf(payment, closures));
    }
    return { request, payment };
  }

  private resumed(freeze: LazyDays, chain: ClientChain): { range: ChainFreeze | null; freezes: ChainFreeze[] } {
    const endDate = resumedEnd(freeze, this.clock.today());
    const others = without(chain.freezes, freeze.id);
    if (endDate === null) return { range: null, freezes: others };
    const range = { startDate: freeze.startDate, endDate };
    return { range, freezes: [...others, range] };
  }

  private changing<T>(
    id: number,
    actor: Actor,
    work: (manager: EntityManager, freeze: LazyDays, chain: ClientChain) => Promise<T>,
  ): Promise<T> {
    return this.unitOfWork.run(async (manager) => {
      const { clientId } = await this.get(id);
      await this.requireMayFreeze(clientId, actor);
      const chain = await this.chains.lock(clientId);
      return work(manager, await this.get(id), chain);
    });
  }

  private async get(id: number): Promise<LazyDays> {
    const freeze = await this.unitOfWork.manager.findOneBy(LazyDays, { id });
    if (!freeze) throw new DomainError('not_found');
    return freeze;
  }

  private async store(chain: ClientChain, freezes: readonly ChainFreeze[]): Promise<MovedPeriod[]> {
    return this.chains.store(chain, { ...chain, freezes }, { path: 'endDate' });
  }
}

function movedBy(chain: ClientChain, after: ChainInputs): MovedPeriod[] {
  const periods = replayChain(after);
  requireWithinCalendar(periods, 'endDate');
  return movedPeriods(chain.payments, periods);
}

function without(freezes: readonly LazyDays[], id: number): LazyDays[] {
  return freezes.filter((freeze) => freeze.id !== id);
}

function answer(id: number | null, range: ChainFreeze, payments: MovedPeriod[]): FreezeChange {
  const { startDate, endDate } = range;
  return { id, days: daysInclusive(startDate, endDate), startDate, endDate, payments };
}

/** `range` is what stays frozen; null = nothing. */
function resumeAnswer(freeze: LazyDays, range: ChainFreeze | null, moved: MovedPeriod[]): FreezeChange {
  return range ? answer(freeze.id, range, moved) : { ...answer(freeze.id, freeze, moved), days: 0 };
}

function findByKey(manager: EntityManager, idempotencyKey: string): Promise<LazyDays | null> {
  return findEntity(manager, LazyDays, { idempotencyKey });
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
