import type { EntityManager } from 'typeorm';
import { requireOwner, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { ZERO_MONEY, type Money } from '../lib/money.js';
import { paymentOf, withPayment, type ChainStore, type ClientChain, type StoredInputs } from './chain-store.js';
import { movedPeriods, replayChain, type MovedPeriod } from './chain.rules.js';
import { owedOf } from './debt.rules.js';
import { Instalment } from './instalment.entity.js';
import { Payment } from './payment.entity.js';
import {
  checkRefundAmount,
  checkRefundDate,
  earliestRefundDate,
  proposedRefund,
  receivedFor,
  refundSchema,
} from './refund.rules.js';

export interface RefundChange {
  refundDate: CalendarDate;
  amount: Money;
  /** What the days left are worth; `amount` when none was asked. */
  proposed: Money;
  /** Received so far. */
  paid: Money;
  /** Still to be paid before the refund; not any more after it. */
  owed: Money;
  /** Every period that moves or ends, the refunded one first. */
  payments: MovedPeriod[];
}

interface RefundPlan {
  payment: Payment;
  refundDate: CalendarDate;
  amount: Money;
  proposed: Money;
  note: string | null | undefined;
  inputs: StoredInputs;
}

/** Giving money back: the membership ends on the refund day and stays as history; what follows moves up. Owner only. */
export class RefundsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly chains: ChainStore,
  ) {}

  /** What `refund` would do; writes nothing. Throws what `refund` throws. */
  async preview(paymentId: number, input: unknown, actor: Actor): Promise<RefundChange> {
    requireOwner(actor);
    const { clientId } = await this.get(paymentId);
    const chain = await this.chains.read(clientId);
    const plan = this.plan(chain, paymentId, input);
    return this.answer(plan, movedPeriods(chain.payments, replayChain(plan.inputs)));
  }

  /**
   * Throws `owner_only`, `not_found`, `already_refunded`, `already_transferred`, `refund_period_over`,
   * `refund_has_visits`, `refund_too_large`, `invalid_input`.
   */
  async refund(paymentId: number, input: unknown, actor: Actor): Promise<RefundChange> {
    requireOwner(actor);
    return this.changing(paymentId, async (manager, chain) => {
      const plan = this.plan(chain, paymentId, input);
      const { payment, refundDate, amount } = plan;
      const note = plan.note ? [payment.note, plan.note].filter(Boolean).join('\n').slice(0, 500) : payment.note;
      const news = { refundDate, refundAmount: amount, owedAmount: ZERO_MONEY, note };
      await manager.update(Payment, { id: paymentId }, { ...news, updatedAt: this.clock.now() });
      const moved = await this.chains.store(chain, plan.inputs);
      await this.audit.record(actor, 'payment.refund', 'Payment', paymentId, payment, { ...payment, ...news, moved });
      return this.answer(plan, moved);
    });
  }

  /** The exact inverse: the former dates come back. Throws `not_refunded`, `not_found`, `owner_only`. */
  async undo(paymentId: number, actor: Actor): Promise<MovedPeriod[]> {
    requireOwner(actor);
    return this.changing(paymentId, async (manager, chain) => {
      const payment = paymentOf(chain, paymentId);
      if (payment.refundDate === null) throw new DomainError('not_refunded');
      const before = { refundDate: payment.refundDate, refundAmount: payment.refundAmount };
      const instalments = await manager.findBy(Instalment, { paymentId });
      const owedAmount = owedOf({ ...payment, refundDate: null }, instalments);
      const cleared = { refundDate: null, refundAmount: null, owedAmount };
      await manager.update(Payment, { id: paymentId }, { ...cleared, updatedAt: this.clock.now() });
      const moved = await this.chains.store(chain, withPayment(chain, paymentId, { refundDate: null }));
      const after = { refundDate: null, refundAmount: null, moved };
      await this.audit.record(actor, 'payment.refund-undo', 'Payment', paymentId, before, after);
      return moved;
    });
  }

  private plan(chain: ClientChain, paymentId: number, input: unknown): RefundPlan {
    const request = validate(refundSchema, input);
    const payment = paymentOf(chain, paymentId);
    const visitDays = chain.visits.filter((visit) => visit.paymentId === paymentId).map(({ date }) => date);
    const today = this.clock.today();
    const refundDate = request.refundDate ?? earliestRefundDate(visitDays, today);
    checkRefundDate(payment, refundDate, visitDays, today);
    const proposed = proposedRefund(payment, chain, refundDate);
    const amount = request.amount ?? proposed;
    checkRefundAmount(payment, amount);
    const inputs = withPayment(chain, paymentId, { refundDate });
    return { payment, refundDate, amount, proposed, note: request.note, inputs };
  }

  private answer({ payment, refundDate, amount, proposed }: RefundPlan, moved: MovedPeriod[]): RefundChange {
    return { refundDate, amount, proposed, paid: receivedFor(payment), owed: payment.owedAmount, payments: moved };
  }

  private changing<T>(paymentId: number, work: (manager: EntityManager, chain: ClientChain) => Promise<T>): Promise<T> {
    return this.unitOfWork.run(async (manager) => {
      const { clientId } = await this.get(paymentId);
      return work(manager, await this.chains.lock(clientId));
    });
  }

  private async get(id: number): Promise<Payment> {
    const payment = await this.unitOfWork.manager.findOneBy(Payment, { id });
    if (!payment) throw new DomainError('not_found');
    return payment;
  }
}
