import { requireOwner, type Actor } from '../audit/actor.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import type { AuditService } from '../audit/audit.service.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import type { Clock } from '../lib/clock.js';
import type { ChainCorrections, CorrectedChain } from './chain-corrections.js';
import type { ChainStore, ClientChain } from './chain-store.js';
import type { MovedPeriod } from './chain.rules.js';
import { atFormerPlaces, isAsLeft, type LastChange } from './payment-undo.rules.js';
import { Payment } from './payment.entity.js';
import { clientIdOf } from './payment.queries.js';
import { refuseSecondTrial } from './trial.queries.js';

interface UndoPlan {
  /** The payment as it will be again. */
  payment: Payment;
  corrected: CorrectedChain;
}

/** Takes back the owner's last change or removal of a payment, as long as nothing was built on it. */
export class PaymentUndoService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly chains: ChainStore,
    private readonly corrections: ChainCorrections,
  ) {}

  /** Of the payments those whose last event is a change that could be taken back. */
  async undoable(ids: readonly number[]): Promise<Set<number>> {
    const entries = await this.newestEntries(ids);
    const changes = entries.filter(({ action }) => action === 'payment.change');
    return new Set(changes.map(({ entityId }) => Number(entityId)));
  }

  /** What `undo` would move; writes nothing. Throws what `undo` throws. */
  async preview(id: number, actor: Actor): Promise<{ payments: MovedPeriod[] }> {
    requireOwner(actor);
    const change = await this.lastChange(id, 'payment.change');
    const { corrected } = this.plan(await this.chains.read(await clientIdOf(this.unitOfWork.manager, id)), id, change);
    return { payments: corrected.moved };
  }

  /**
   * The exact inverse of the payment's last `change`: every date and sum is as before. Throws `owner_only`,
   * `nothing_to_undo` when the payment or a period that it moved is no longer as the change left it, and what
   * `ChainCorrections` throws.
   */
  async undo(id: number, actor: Actor): Promise<{ payments: MovedPeriod[] }> {
    requireOwner(actor);
    return this.unitOfWork.run(async (manager) => {
      const chain = await this.chains.lock(await clientIdOf(manager, id));
      const change = await this.lastChange(id, 'payment.change');
      const { corrected } = this.plan(chain, id, change);
      await manager.update(Payment, { id }, { ...change.before, updatedAt: this.clock.now() });
      return this.store(corrected, id, change, actor);
    });
  }

  /**
   * The exact inverse of `remove`: the sale comes back with its id. Throws what `undo` throws, and `trial_already_used`
   * when the person has had another trial since.
   */
  async restore(id: number, actor: Actor): Promise<{ payments: MovedPeriod[] }> {
    requireOwner(actor);
    return this.unitOfWork.run(async (manager) => {
      const { before } = await this.lastChange(id, 'payment.remove');
      const chain = await this.chains.lock(before.clientId ?? 0);
      const change = await this.lastChange(id, 'payment.remove');
      const { payment, corrected } = this.plan(chain, id, change);
      if (payment.isTrial) await refuseSecondTrial(this.unitOfWork, chain.client);
      await manager.save(manager.create(Payment, payment));
      return this.store(corrected, id, change, actor);
    });
  }

  private plan(chain: ClientChain, id: number, change: LastChange): UndoPlan {
    if (!isAsLeft(chain.payments, id, change)) throw new DomainError('nothing_to_undo');
    const stored = chain.payments.find((payment) => payment.id === id);
    const others = chain.payments.filter((payment) => payment.id !== id);
    const payment = { ...stored, ...change.before } as Payment;
    const inputs = { ...chain, payments: atFormerPlaces([...others, payment], change.moved) };
    return { payment, corrected: this.corrections.replay(chain, inputs, { paymentId: id, path: 'startDate' }) };
  }

  private async store(
    corrected: CorrectedChain,
    id: number,
    { before, after }: LastChange,
    actor: Actor,
  ): Promise<{ payments: MovedPeriod[] }> {
    await this.corrections.store([corrected]);
    const { moved } = corrected;
    await this.audit.record(actor, 'payment.undo', 'Payment', id, after, { ...before, moved });
    return { payments: moved };
  }

  private async lastChange(id: number, action: LastChange['action']): Promise<LastChange> {
    const [entry] = await this.newestEntries([id]);
    if (entry?.action !== action) throw new DomainError('nothing_to_undo');
    const { moved = [], ...after } = (entry.after ?? {}) as Partial<Payment> & { moved?: MovedPeriod[] };
    return { action, before: entry.before ?? {}, after, moved };
  }

  private async newestEntries(ids: readonly number[]): Promise<AuditEntry[]> {
    if (ids.length === 0) return [];
    const newest = `SELECT MAX(last.id) FROM audit_entries last
      WHERE last.entity = 'Payment' AND last.entityId IN (:...ids) GROUP BY last.entityId`;
    return this.unitOfWork.manager
      .createQueryBuilder(AuditEntry, 'entry')
      .where(`entry.id IN (${newest})`, { ids: ids.map(String) })
      .getMany();
  }
}
