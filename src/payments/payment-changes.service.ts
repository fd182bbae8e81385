import { requireOwner, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import type { ExplanationStep } from '../lib/explanation.js';
import type { Money } from '../lib/money.js';
import type { ChainCorrections, CorrectedChain } from './chain-corrections.js';
import { paymentOf, withPayment, type ChainStore, type ClientChain } from './chain-store.js';
import { replayChain, type MovedPeriod } from './chain.rules.js';
import { Instalment } from './instalment.entity.js';
import {
  changedInput,
  changedTerms,
  fieldToBlame,
  movesPeriod,
  paymentChangeSchema,
  requireUntouched,
  type PaymentTerms,
} from './payment-change.rules.js';
import { Payment } from './payment.entity.js';
import { clientIdOf } from './payment.queries.js';

/** A payment as it is after the change. */
export interface PaymentChange {
  startDate: CalendarDate;
  endDate: CalendarDate;
  explanation: ExplanationStep[];
  amount: Money;
  /** Received on the day of sale. */
  paid: Money;
  owed: Money;
  /** Every period that moves. */
  payments: MovedPeriod[];
}

interface ChangePlan {
  payment: Payment;
  news: Partial<PaymentTerms>;
  corrected: CorrectedChain;
}

/**
 * What the owner puts right after a sale: another start, other terms or sums, or no sale at all. Each is "change an
 * input, replay the chain", and a preview is the same without the write.
 */
export class PaymentChangesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly chains: ChainStore,
    private readonly corrections: ChainCorrections,
  ) {}

  /** What `change` would do; writes nothing. Throws what `change` throws. */
  async preview(id: number, input: unknown, actor: Actor): Promise<PaymentChange> {
    requireOwner(actor);
    return answer(await this.plan(await this.read(id), id, input));
  }

  /**
   * `{startDate?, durationDays?, durationMonths?, visitLimit?, amount?, paid?, method?, note?}`: what is left out stays.
   * Throws `owner_only`, `not_found`, `changed_meanwhile`, `invalid_input` and what `changedTerms`, `changedInput` and
   * `ChainCorrections` throw.
   */
  async change(id: number, input: unknown, actor: Actor, expectedVersion?: number): Promise<PaymentChange> {
    requireOwner(actor);
    return this.unitOfWork.run(async (manager) => {
      const chain = await this.lock(id);
      const { version } = paymentOf(chain, id);
      if (expectedVersion !== undefined && version !== expectedVersion) throw new DomainError('changed_meanwhile');
      const plan = await this.plan(chain, id, input);
      const { payment, news, corrected } = plan;
      await manager.update(Payment, { id }, { ...news, updatedAt: this.clock.now() });
      if (movesPeriod(news)) await this.corrections.store([corrected]);
      const after = { ...news, moved: corrected.moved };
      await this.audit.record(actor, 'payment.change', 'Payment', id, formerTerms(payment, news), after);
      return answer(plan);
    });
  }

  /** What `remove` would move; writes nothing. Throws what `remove` throws. */
  async previewRemoval(id: number, actor: Actor): Promise<{ payments: MovedPeriod[] }> {
    requireOwner(actor);
    const { moved } = await this.withoutPayment(await this.read(id), id);
    return { payments: moved };
  }

  /**
   * Takes away a sale entered by mistake; the audit log keeps the whole row. Throws `owner_only`, `not_found` and what
   * `requireUntouched` and `ChainCorrections` throw.
   */
  async remove(id: number, actor: Actor): Promise<{ clientId: number; payments: MovedPeriod[] }> {
    requireOwner(actor);
    return this.unitOfWork.run(async (manager) => {
      const chain = await this.lock(id);
      const corrected = await this.withoutPayment(chain, id);
      await this.corrections.store([corrected]);
      await manager.delete(Payment, { id });
      const { moved } = corrected;
      await this.audit.record(actor, 'payment.remove', 'Payment', id, paymentOf(chain, id), { moved });
      return { clientId: chain.client.id, payments: moved };
    });
  }

  private async plan(chain: ClientChain, id: number, input: unknown): Promise<ChangePlan> {
    const fields = validate(paymentChangeSchema, input);
    const payment = paymentOf(chain, id);
    const instalments = await this.unitOfWork.manager.findBy(Instalment, { paymentId: id });
    const news = changedTerms(payment, fields, instalments);
    // A price is corrected whatever became of the chain since.
    if (!movesPeriod(news)) {
      const asItIs = { before: chain, inputs: chain, periods: replayChain(chain), moved: [] };
      return { payment, news, corrected: asItIs };
    }
    const inputs = withPayment(chain, id, changedInput(payment, news, this.clock.today()));
    const correction = { paymentId: id, path: fieldToBlame(news) };
    return { payment, news, corrected: this.corrections.replay(chain, inputs, correction) };
  }

  private async withoutPayment(chain: ClientChain, id: number): Promise<CorrectedChain> {
    const payment = paymentOf(chain, id);
    const instalments = await this.unitOfWork.manager.findBy(Instalment, { paymentId: id });
    requireUntouched(payment, { ...chain, instalments });
    // A received rest goes back by undoing the transfer: the giver's card tells of it too.
    if (payment.transferredFromId !== null) throw new DomainError('payment_depended_on');
    const payments = chain.payments.filter((one) => one.id !== id);
    return this.corrections.replay(chain, { ...chain, payments }, { paymentId: id, path: 'startDate' });
  }

  private async read(id: number): Promise<ClientChain> {
    return this.chains.read(await clientIdOf(this.unitOfWork.manager, id));
  }

  private async lock(id: number): Promise<ClientChain> {
    return this.chains.lock(await clientIdOf(this.unitOfWork.manager, id));
  }
}

function formerTerms(payment: Payment, news: Partial<PaymentTerms>): object {
  const terms = Object.keys(news).map((term) => [term, payment[term as keyof PaymentTerms]] as const);
  // The days sold are lost where months come in their place: undoing must find them.
  return { ...('durationMonths' in news && { durationDays: payment.durationDays }), ...Object.fromEntries(terms) };
}

function answer({ payment, news, corrected }: ChangePlan): PaymentChange {
  const period = corrected.periods.find(({ paymentId }) => paymentId === payment.id);
  const { startDate, endDate, explanation } = period ?? { ...payment, explanation: [] };
  const { amount, paidAmount: paid, owedAmount: owed } = { ...payment, ...news };
  return { startDate, endDate, explanation, amount, paid, owed, payments: corrected.moved };
}
