import { z } from 'zod';
import { isOwner, refuseCoachRole, requireOwner, staffIdOf, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { Client } from '../clients/client.entity.js';
import { optionalText } from '../clients/client.rules.js';
import { lockRecord } from '../db/lock-record.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import type { ExplanationStep } from '../lib/explanation.js';
import { ZERO_MONEY, type Money } from '../lib/money.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { amountSchema } from '../plans/plan.rules.js';
import type { PlansService } from '../plans/plans.service.js';
import type { SettingsService } from '../settings/settings.service.js';
import { planRenewal, renewalPreviewSchema, renewalSchema } from './renewal.rules.js';
import { Payment, PAYMENT_METHODS } from './payment.entity.js';

export interface RenewalPreview {
  startDate: CalendarDate;
  endDate: CalendarDate;
  durationDays: number;
  amount: Money;
  visitLimit: number | null;
  explanation: ExplanationStep[];
}

interface RenewalTerms extends RenewalPreview {
  planId: number | null;
  askedStartDate: CalendarDate | null;
  saleDate: CalendarDate;
}

type RenewalInput = z.output<typeof renewalPreviewSchema>;

const paymentDetailsSchema = z.object({
  amount: amountSchema.optional(),
  method: z.enum(PAYMENT_METHODS).optional(),
  note: optionalText(500),
});

/** Selling membership periods. */
export class PaymentsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly plans: PlansService,
    private readonly settings: SettingsService,
  ) {}

  /** The period that `renew` would sell now; writes nothing. Throws what `renew` throws. */
  async previewRenewal(input: unknown, actor: Actor): Promise<RenewalPreview> {
    refuseCoachRole(actor);
    const request = validate(renewalPreviewSchema, input);
    const client = await this.unitOfWork.manager.findOneBy(Client, { id: request.clientId });
    requireLiving(client);
    const { planId: _plan, askedStartDate: _asked, saleDate: _sale, ...preview } = await this.terms(request, actor);
    return preview;
  }

  /**
   * Sells the next period (docs/rules.md, "Renewal"). The same `idempotencyKey` gives the first sale again.
   * Throws `not_found`, `client_archived`, `plan_archived`, `period_overlap`, `start_in_past`, `invalid_input`,
   * `idempotency_key_reused`.
   */
  async renew(input: unknown, actor: Actor): Promise<Payment> {
    refuseCoachRole(actor);
    const request = validate(renewalSchema, input);
    if (!request.planId && !request.amount) throw DomainError.invalid([{ path: 'amount', code: 'required' }]);
    return this.unitOfWork.run(async (manager) => {
      await this.unitOfWork.lock(Client, request.clientId);
      requireLiving(await manager.findOneBy(Client, { id: request.clientId }));
      const idempotencyKey = request.idempotencyKey ?? null;
      const sold = idempotencyKey && (await manager.findOneBy(Payment, { idempotencyKey }));
      if (sold) return sameSale(sold, request);
      const { explanation: _, ...terms } = await this.terms(request, actor);
      const payment = manager.create(Payment, {
        ...terms,
        clientId: request.clientId,
        visitsUsed: 0,
        method: request.method,
        refundDate: null,
        refundAmount: null,
        note: request.note ?? null,
        staffId: staffIdOf(actor),
        idempotencyKey,
      });
      await manager.save(payment);
      await this.audit.record(actor, 'payment.renew', 'Payment', payment.id, null, payment);
      return payment;
    });
  }

  /** Corrects what does not move the period. Owner only. Throws `changed_meanwhile`, `not_found`, `invalid_input`. */
  async update(id: number, input: unknown, actor: Actor, expectedVersion?: number): Promise<Payment> {
    requireOwner(actor);
    const fields = validate(paymentDetailsSchema, input);
    return this.unitOfWork.run(async (manager) => {
      const payment = await lockRecord(this.unitOfWork, Payment, id, expectedVersion);
      const before = { ...payment };
      payment.amount = fields.amount ?? payment.amount;
      payment.method = fields.method ?? payment.method;
      if (fields.note !== undefined) payment.note = fields.note;
      await manager.save(payment);
      await this.audit.record(actor, 'payment.update', 'Payment', id, before, payment);
      return payment;
    });
  }

  private async terms(request: RenewalInput, actor: Actor): Promise<RenewalTerms> {
    const { manager } = this.unitOfWork;
    const plan = request.planId ? await this.plans.getSellable(request.planId) : null;
    const durationDays = request.durationDays ?? plan?.durationDays ?? (await this.settings.get('defaultDurationDays'));
    const where = { clientId: request.clientId };
    const [payments, freezes] = [await manager.findBy(Payment, where), await manager.findBy(LazyDays, where)];
    // Asked once: between two askings midnight may pass, and the chain would start on another day than the sale.
    const today = this.clock.today();
    const period = planRenewal(payments, freezes, {
      durationDays,
      askedStartDate: request.startDate ?? null,
      today,
      mayBackdate: isOwner(actor),
    });
    return {
      planId: plan?.id ?? null,
      askedStartDate: request.startDate ?? null,
      saleDate: today,
      startDate: period.startDate,
      endDate: period.endDate,
      durationDays,
      amount: request.amount ?? plan?.price ?? ZERO_MONEY,
      visitLimit: plan?.visitLimit ?? null,
      explanation: period.explanation,
    };
  }
}

function requireLiving(client: Client | null): void {
  if (!client) throw DomainError.field('clientId', 'not_found');
  if (client.archivedAt !== null) throw new DomainError('client_archived');
}

/** A repeated form gets the first answer; the same key for another sale is refused instead of silently dropped. */
function sameSale(sold: Payment, request: z.output<typeof renewalSchema>): Payment {
  const same =
    sold.clientId === request.clientId &&
    (request.planId ?? null) === sold.planId &&
    (request.durationDays ?? sold.durationDays) === sold.durationDays &&
    (request.startDate ?? null) === sold.askedStartDate &&
    (request.amount ?? sold.amount) === sold.amount;
  if (!same) throw new DomainError('idempotency_key_reused');
  return sold;
}
