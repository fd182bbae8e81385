import type { EntityManager } from 'typeorm';
import { requireOwner, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { Client } from '../clients/client.entity.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import type { Money } from '../lib/money.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { Training } from '../trainings/training.entity.js';
import { movedPeriods, replayChain, type ChainPayment, type MovedPeriod } from './chain.rules.js';
import { Payment } from './payment.entity.js';
import {
  checkRefundAmount,
  checkRefundDate,
  earliestRefundDate,
  proposedRefund,
  refundSchema,
} from './refund.rules.js';

export interface RefundChange {
  refundDate: CalendarDate;
  amount: Money;
  /** What the days left are worth; `amount` when none was asked. */
  proposed: Money;
  paid: Money;
  /** Every period that moves or ends, the refunded one first. */
  payments: MovedPeriod[];
}

/** Giving money back: the membership ends on the refund day and stays as history; what follows moves up. Owner only. */
export class RefundsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** What `refund` would do; writes nothing. Throws what `refund` throws. */
  async preview(paymentId: number, input: unknown, actor: Actor): Promise<RefundChange> {
    requireOwner(actor);
    const { payment, ...plan } = await this.plan(paymentId, input);
    return this.answer(payment, plan);
  }

  /**
   * Throws `owner_only`, `not_found`, `already_refunded`, `refund_period_over`, `refund_has_visits`, `refund_too_large`,
   * `invalid_input`.
   */
  async refund(paymentId: number, input: unknown, actor: Actor): Promise<RefundChange> {
    requireOwner(actor);
    return this.changing(paymentId, async (manager) => {
      const { payment, ...plan } = await this.plan(paymentId, input);
      const before = { ...payment };
      payment.refundDate = plan.refundDate;
      payment.refundAmount = plan.amount;
      if (plan.note) payment.note = [payment.note, plan.note].filter(Boolean).join('\n').slice(0, 500);
      const { refundDate, refundAmount, note } = payment;
      await manager.update(Payment, { id: paymentId }, { refundDate, refundAmount, note, updatedAt: this.clock.now() });
      await this.store(manager, plan.moved);
      await this.audit.record(actor, 'payment.refund', 'Payment', paymentId, before, { ...payment, moved: plan.moved });
      return this.answer(payment, plan);
    });
  }

  /** The exact inverse: the former dates come back. Throws `not_refunded`, `not_found`, `owner_only`. */
  async undo(paymentId: number, actor: Actor): Promise<MovedPeriod[]> {
    requireOwner(actor);
    return this.changing(paymentId, async (manager) => {
      const { payment, payments, freezes } = await this.chainOf(paymentId);
      if (payment.refundDate === null) throw new DomainError('not_refunded');
      const before = { refundDate: payment.refundDate, refundAmount: payment.refundAmount };
      Object.assign(payment, { refundDate: null, refundAmount: null });
      const cleared = { refundDate: null, refundAmount: null, updatedAt: this.clock.now() };
      await manager.update(Payment, { id: paymentId }, cleared);
      const moved = movedPeriods(payments, replayChain(payments, freezes));
      await this.store(manager, moved);
      const after = { refundDate: null, refundAmount: null, moved };
      await this.audit.record(actor, 'payment.refund-undo', 'Payment', paymentId, before, after);
      return moved;
    });
  }

  private async plan(paymentId: number, input: unknown) {
    const request = validate(refundSchema, input);
    const { payment, payments, freezes } = await this.chainOf(paymentId);
    const visits = await this.unitOfWork.manager.findBy(Training, { paymentId });
    const visitDays = visits.map(({ date }) => date);
    const today = this.clock.today();
    const refundDate = request.refundDate ?? earliestRefundDate(visitDays, today);
    checkRefundDate(payment, refundDate, visitDays, today);
    const proposed = proposedRefund(payment, freezes, refundDate);
    const amount = request.amount ?? proposed;
    checkRefundAmount(payment, amount);
    const inputs = payments.map((stored): ChainPayment => (stored === payment ? { ...stored, refundDate } : stored));
    const moved = movedPeriods(payments, replayChain(inputs, freezes));
    return { payment, refundDate, amount, proposed, note: request.note, moved };
  }

  private answer(
    payment: Payment,
    plan: { refundDate: CalendarDate; amount: Money; proposed: Money; moved: MovedPeriod[] },
  ): RefundChange {
    const { refundDate, amount, proposed, moved } = plan;
    return { refundDate, amount, proposed, paid: payment.amount, payments: moved };
  }

  private changing<T>(paymentId: number, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.unitOfWork.run(async (manager) => {
      const payment = await manager.findOneBy(Payment, { id: paymentId });
      if (!payment) throw new DomainError('not_found');
      await this.unitOfWork.lock(Client, payment.clientId);
      return work(manager);
    });
  }

  private async chainOf(paymentId: number) {
    const { manager } = this.unitOfWork;
    const found = await manager.findOneBy(Payment, { id: paymentId });
    if (!found) throw new DomainError('not_found');
    const query = { where: { clientId: found.clientId }, order: { startDate: 'ASC', id: 'ASC' } } as const;
    const payments = await manager.find(Payment, query);
    const payment = payments.find(({ id }) => id === paymentId);
    if (!payment) throw new DomainError('not_found');
    return { payment, payments, freezes: await manager.find(LazyDays, query) };
  }

  private async store(manager: EntityManager, moved: readonly MovedPeriod[]): Promise<void> {
    for (const { id, startDate, endDate } of moved) {
      await manager.update(Payment, { id }, { startDate, endDate, updatedAt: this.clock.now() });
    }
  }
}
