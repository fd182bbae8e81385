import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { isOwner, refuseCoachRole, requireOwner, staffIdOf, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { Client } from '../clients/client.entity.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { Clock } from '../lib/clock.js';
import type { Money } from '../lib/money.js';
import { owedOf } from './debt.rules.js';
import { Instalment } from './instalment.entity.js';
import { checkInstalment, instalmentSchema } from './instalment.rules.js';
import { Payment } from './payment.entity.js';
import { clientIdOf } from './payment.queries.js';

type InstalmentInput = z.output<typeof instalmentSchema>;

/** What is owed after an instalment; `id` is null in a preview. */
export interface InstalmentAnswer {
  id: number | null;
  owed: Money;
}

/** Debts paid off later: each instalment has its own day and method, and counts as revenue of that day. */
export class InstalmentsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** Of one payment, in the order they came. */
  async list(paymentId: number): Promise<Instalment[]> {
    return this.unitOfWork.manager.find(Instalment, { where: { paymentId }, order: { date: 'ASC', id: 'ASC' } });
  }

  /** What `pay` would leave to pay; writes nothing. Throws what `pay` throws. */
  async preview(paymentId: number, input: unknown, actor: Actor): Promise<InstalmentAnswer> {
    refuseCoachRole(actor);
    const fields = validate(instalmentSchema, input);
    const payment = await getPayment(this.unitOfWork.manager, paymentId);
    const instalment = this.plan(payment, fields, actor);
    return { id: null, owed: owedOf(payment, [...(await this.list(paymentId)), instalment]) };
  }

  /**
   * `{amount, method?, date?, note?, idempotencyKey?}`; the same key gives the first answer again. Throws `not_found`,
   * `forbidden`, `invalid_input`, `idempotency_key_reused` and what `checkInstalment` throws.
   */
  async pay(paymentId: number, input: unknown, actor: Actor): Promise<InstalmentAnswer> {
    refuseCoachRole(actor);
    const fields = validate(instalmentSchema, input);
    return this.changing(paymentId, async (manager, payment) => {
      const idempotencyKey = fields.idempotencyKey ?? null;
      const known = idempotencyKey && (await manager.findOneBy(Instalment, { idempotencyKey }));
      if (known) return { id: sameInstalment(known, paymentId, fields).id, owed: payment.owedAmount };
      const instalment = manager.create(Instalment, {
        ...this.plan(payment, fields, actor),
        paymentId,
        staffId: staffIdOf(actor),
        idempotencyKey,
      });
      await manager.save(instalment);
      const owed = await this.settle(manager, payment);
      const { id, amount, method, date } = instalment;
      const after = { owedAmount: owed, instalment: { date, amount, method } };
      await this.audit.record(actor, 'payment.instalment', 'Payment', paymentId, payment, { ...payment, ...after });
      return { id, owed };
    });
  }

  /** Takes back one entered by mistake. Throws `owner_only`, `not_found`, `already_refunded`. */
  async remove(id: number, actor: Actor): Promise<{ owed: Money }> {
    requireOwner(actor);
    const found = await this.unitOfWork.manager.findOneBy(Instalment, { id });
    if (!found) throw new DomainError('not_found');
    return this.changing(found.paymentId, async (manager, payment) => {
      if (payment.refundDate !== null) throw new DomainError('already_refunded');
      const { affected } = await manager.delete(Instalment, { id });
      // Two people removing the same one: the second finds it gone.
      if (affected !== 1) throw new DomainError('not_found');
      const owed = await this.settle(manager, payment);
      const { amount, method, date } = found;
      const before = { owedAmount: payment.owedAmount, instalment: { date, amount, method } };
      await this.audit.record(actor, 'payment.instalment-undo', 'Payment', payment.id, before, { owedAmount: owed });
      return { owed };
    });
  }

  private plan(payment: Payment, { amount, method, note, ...asked }: InstalmentInput, actor: Actor) {
    const today = this.clock.today();
    const date = asked.date ?? today;
    checkInstalment(payment, { amount, date, today, mayBackdate: isOwner(actor) });
    return { amount, method, date, note: note ?? null };
  }

  /** What is owed now, stored with the payment. */
  private async settle(manager: EntityManager, payment: Payment): Promise<Money> {
    const owedAmount = owedOf(payment, await this.list(payment.id));
    await manager.update(Payment, { id: payment.id }, { owedAmount, updatedAt: this.clock.now() });
    return owedAmount;
  }

  /** Under the client's lock, like every other change of what the client owes. */
  private changing<T>(paymentId: number, work: (manager: EntityManager, payment: Payment) => Promise<T>): Promise<T> {
    return this.unitOfWork.run(async (manager) => {
      await this.unitOfWork.lock(Client, await clientIdOf(manager, paymentId));
      return work(manager, await getPayment(manager, paymentId));
    });
  }
}

async function getPayment(manager: EntityManager, id: number): Promise<Payment> {
  const payment = await manager.findOneBy(Payment, { id });
  if (!payment) throw new DomainError('not_found');
  return payment;
}

/** A form sent twice pays once; the same key for another instalment is refused instead of silently dropped. */
function sameInstalment(known: Instalment, paymentId: number, { amount, date }: InstalmentInput): Instalment {
  const isSame = known.paymentId === paymentId && known.amount === amount && (date ?? known.date) === known.date;
  if (!isSame) throw new DomainError('idempotency_key_reused');
  return known;
}
