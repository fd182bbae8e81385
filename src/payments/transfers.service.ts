import type { z } from 'zod';
import { requireOwner, staffIdOf, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { ZERO_MONEY, type Money } from '../lib/money.js';
import type { ChainCorrections, CorrectedChain } from './chain-corrections.js';
import { paymentOf, withPayment, type ChainStore, type ClientChain, type StoredInputs } from './chain-store.js';
import { NEVER_USED, type ChainPeriod, type MovedPeriod } from './chain.rules.js';
import { Instalment } from './instalment.entity.js';
import { requireUntouched } from './payment-change.rules.js';
import { Payment } from './payment.entity.js';
import { clientIdOf } from './payment.queries.js';
import { earliestRefundDate } from './refund.rules.js';
import { planRenewal } from './renewal.rules.js';
import { readParties, type Parties } from './transfer-parties.js';
import { askedStartOf, checkTransferDate, restOf, transferSchema } from './transfer.rules.js';

type TransferRequest = z.output<typeof transferSchema>;

/** A transfer as both clients see it. */
export interface TransferChange {
  transferDate: CalendarDate;
  /** What the taker gets. */
  taken: Pick<ChainPeriod, 'startDate' | 'endDate' | 'durationDays'> & { visitLimit: number | null };
  /** A debt stays with the giver. */
  owed: Money;
  /** The giver's periods that end or move. */
  payments: MovedPeriod[];
}

interface TransferPlan {
  payment: Payment;
  transferDate: CalendarDate;
  /** The taker's membership, but for who, when and by whom. */
  sold: Pick<Payment, 'planId' | 'durationDays' | 'durationMonths' | 'visitLimit' | 'freezePolicy' | 'askedStartDate'>;
  period: ChainPeriod;
  corrected: CorrectedChain;
}

/** The money stays where it was received. */
const UNPAID = {
  amount: ZERO_MONEY,
  paidAmount: ZERO_MONEY,
  owedAmount: ZERO_MONEY,
  method: 'other',
  refundAmount: null,
  idempotencyKey: null,
} as const;

/** Handing the rest of a membership to another client: what one gives is what the other gets. Owner only. */
export class TransfersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly chains: ChainStore,
    private readonly corrections: ChainCorrections,
  ) {}

  /** What `transfer` would do; writes nothing. Throws what `transfer` throws. */
  async preview(paymentId: number, input: unknown, actor: Actor): Promise<TransferChange> {
    requireOwner(actor);
    const request = validate(transferSchema, input);
    const parties = await this.parties(paymentId, request.clientId, 'read');
    return answer(this.plan(parties, paymentId, request));
  }

  /**
   * `{clientId, transferDate?, note?}`: the giver's membership ends the day before, the taker's begins as soon as possible.
   * Throws `owner_only`, `not_found`, `client_archived`, `transfer_to_self`, `invalid_input` and what `checkTransferDate`,
   * `restOf` and `ChainCorrections` throw.
   */
  async transfer(paymentId: number, input: unknown, actor: Actor): Promise<TransferChange> {
    requireOwner(actor);
    const request = validate(transferSchema, input);
    return this.unitOfWork.run(async (manager) => {
      const parties = await this.parties(paymentId, request.clientId, 'lock');
      const { taker } = parties;
      const plan = this.plan(parties, paymentId, request);
      const { payment, transferDate, sold, period, corrected } = plan;
      const { startDate, endDate } = period;
      const taken = manager.create(Payment, {
        ...sold,
        ...NEVER_USED,
        ...UNPAID,
        startDate,
        endDate,
        clientId: taker.client.id,
        saleDate: this.clock.today(),
        transferredFromId: payment.id,
        note: request.note ?? null,
        staffId: staffIdOf(actor),
      });
      await manager.save(taken);
      await manager.update(Payment, { id: payment.id }, { transferDate, updatedAt: this.clock.now() });
      const taking = { ...taker, payments: [...taker.payments, taken] };
      await this.corrections.store([corrected, this.replay(taker, taking, taken.id)]);
      const after = { transferDate, toClientId: taker.client.id, toPaymentId: taken.id, moved: corrected.moved };
      await this.audit.record(actor, 'payment.transfer', 'Payment', payment.id, { transferDate: null }, after);
      await this.audit.record(actor, 'payment.transfer', 'Payment', taken.id, null, taken);
      return answer(plan);
    });
  }

  /** What `undo` would move of the giver; writes nothing. Throws what `undo` throws. */
  async previewUndo(paymentId: number, actor: Actor): Promise<{ payments: MovedPeriod[] }> {
    requireOwner(actor);
    const { clientId } = await this.taken(paymentId);
    const { given } = await this.givenBack(await this.parties(paymentId, clientId, 'read'), paymentId);
    return { payments: given.moved };
  }

  /**
   * The exact inverse, while the taker has not used the rest in any way. `paymentId` is the giver's. Throws `owner_only`,
   * `not_transferred`, and what `requireUntouched` and `ChainCorrections` throw.
   */
  async undo(paymentId: number, actor: Actor): Promise<{ payments: MovedPeriod[] }> {
    requireOwner(actor);
    return this.unitOfWork.run(async (manager) => {
      const { clientId } = await this.taken(paymentId);
      const { payment, taken, given, gone } = await this.givenBack(
        await this.parties(paymentId, clientId, 'lock'),
        paymentId,
      );
      await manager.update(Payment, { id: paymentId }, { transferDate: null, updatedAt: this.clock.now() });
      await this.corrections.store([given, gone]);
      await manager.delete(Payment, { id: taken.id });
      const { moved } = given;
      const before = { transferDate: payment.transferDate };
      const after = { transferDate: null, moved };
      await this.audit.record(actor, 'payment.transfer-undo', 'Payment', paymentId, before, after);
      await this.audit.record(actor, 'payment.transfer-undo', 'Payment', taken.id, taken, null);
      return { payments: moved };
    });
  }

  private plan({ giver, taker }: Parties, paymentId: number, request: TransferRequest): TransferPlan {
    if (taker.client.archivedAt !== null) throw DomainError.field('clientId', 'client_archived');
    const payment = paymentOf(giver, paymentId);
    const today = this.clock.today();
    const visitDays = giver.visits.filter((visit) => visit.paymentId === paymentId).map(({ date }) => date);
    const transferDate = request.transferDate ?? earliestRefundDate(visitDays, today);
    checkTransferDate(payment, transferDate, visitDays, today);
    const rest = restOf(payment, giver, transferDate);
    const askedStartDate = askedStartOf(taker.payments, transferDate, today);
    const sold = { ...rest, planId: payment.planId, durationMonths: null, askedStartDate };
    const period = planRenewal(taker, { ...sold, today, mayBackdate: true });
    const corrected = this.replay(giver, withPayment(giver, paymentId, { transferDate }), paymentId);
    return { payment, transferDate, sold, period, corrected };
  }

  private replay(before: ClientChain, inputs: StoredInputs, paymentId: number): CorrectedChain {
    return this.corrections.replay(before, inputs, { paymentId, path: 'transferDate' });
  }

  private async givenBack({ giver, taker }: Parties, paymentId: number) {
    const payment = paymentOf(giver, paymentId);
    const taken = taker.payments.find(({ transferredFromId }) => transferredFromId === paymentId);
    if (payment.transferDate === null || !taken) throw new DomainError('not_transferred');
    const instalments = await this.unitOfWork.manager.findBy(Instalment, { paymentId: taken.id });
    requireUntouched(taken, { ...taker, instalments });
    if (taken.amount !== ZERO_MONEY) throw new DomainError('payment_depended_on');
    const others = taker.payments.filter(({ id }) => id !== taken.id);
    return {
      payment,
      taken,
      given: this.corrections.replay(giver, withPayment(giver, paymentId, { transferDate: null }), {
        paymentId,
        path: 'transferDate',
        // Freezes and closures may have pushed one before the transfer already, as they do again now.
        mayPushAskedStarts: true,
      }),
      gone: this.replay(taker, { ...taker, payments: others }, taken.id),
    };
  }

  private async taken(paymentId: number): Promise<Payment> {
    const taken = await this.unitOfWork.manager.findOneBy(Payment, { transferredFromId: paymentId });
    if (!taken) throw new DomainError('not_transferred');
    return taken;
  }

  private async parties(paymentId: number, takerId: number, how: 'lock' | 'read'): Promise<Parties> {
    const giverId = await clientIdOf(this.unitOfWork.manager, paymentId);
    if (giverId === takerId) throw DomainError.field('clientId', 'transfer_to_self');
    return readParties(this.chains, { giverId, takerId }, how);
  }
}

function answer({ transferDate, payment, sold, period, corrected }: TransferPlan): TransferChange {
  const { startDate, endDate, durationDays } = period;
  const taken = { startDate, endDate, durationDays, visitLimit: sold.visitLimit };
  return { transferDate, taken, owed: payment.owedAmount, payments: corrected.moved };
}
