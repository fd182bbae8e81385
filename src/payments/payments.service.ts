import type { z } from 'zod';
import { isOwner, refuseCoachRole, staffIdOf, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { findEntity } from '../db/read-entities.js';
import { insertEntity } from '../db/write-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import type { ExplanationStep } from '../lib/explanation.js';
import { ZERO_MONEY, type Money } from '../lib/money.js';
import { freezePolicyOf } from '../plans/freeze-policy.js';
import type { MembershipPlan } from '../plans/membership-plan.entity.js';
import type { PlansService } from '../plans/plans.service.js';
import type { SettingsService } from '../settings/settings.service.js';
import type { ChainStore, ClientChain } from './chain-store.js';
import { NEVER_USED } from './chain.rules.js';
import { owedOf } from './debt.rules.js';
import { refuseSecondTrial } from './trial.queries.js';
import { planRenewal, renewalPreviewSchema, renewalSchema } from './renewal.rules.js';
import { Payment } from './payment.entity.js';

export interface RenewalPreview {
  startDate: CalendarDate;
  endDate: CalendarDate;
  durationDays: number;
  amount: Money;
  /** What is paid now. */
  paid: Money;
  owed: Money;
  visitLimit: number | null;
  explanation: ExplanationStep[];
}

type RenewalInput = z.output<typeof renewalPreviewSchema>;

/** Selling membership periods. */
export class PaymentsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly plans: PlansService,
    private readonly settings: SettingsService,
    private readonly chains: ChainStore,
  ) {}

  /** The period that `renew` would sell now; writes nothing. Throws what `renew` throws. */
  async previewRenewal(input: unknown, actor: Actor): Promise<RenewalPreview> {
    refuseCoachRole(actor);
    const request = validate(renewalPreviewSchema, input);
    const chain = await this.chains.read(request.clientId, 'clientId');
    const { period, sold } = await this.plan(chain, request, actor);
    const { startDate, endDate, durationDays, explanation } = period;
    const { amount, paidAmount: paid, owedAmount: owed, visitLimit } = sold;
    return { startDate, endDate, durationDays, amount, paid, owed, visitLimit, explanation };
  }

  /**
   * Sells the next period (docs/rules.md, "Renewal"). The same `idempotencyKey` gives the first sale again.
   * Throws `not_found`, `client_archived`, `plan_archived`, `trial_already_used`, `period_overlap`, `start_in_past`,
   * `paid_too_much`, `invalid_input`, `idempotency_key_reused`.
   */
  async renew(input: unknown, actor: Actor): Promise<Payment> {
    refuseCoachRole(actor);
    const request = validate(renewalSchema, input);
    if (!request.planId && !request.amount) throw DomainError.invalid([{ path: 'amount', code: 'required' }]);
    return this.unitOfWork.run(async (manager) => {
      const chain = await this.chains.lock(request.clientId, 'clientId');
      const idempotencyKey = request.idempotencyKey ?? null;
      const known = idempotencyKey && (await findEntity(manager, Payment, { idempotencyKey }));
      if (known) return sameSale(known, request);
      const { period, sold } = await this.plan(chain, request, actor);
      const { startDate, endDate, durationDays, visitsUsed, usedUpDate } = period;
      const payment = await insertEntity(manager, Payment, {
        clientId: request.clientId,
        method: request.method,
        refundAmount: null,
        note: request.note ?? null,
        staffId: staffIdOf(actor),
        idempotencyKey,
        startDate,
        endDate,
        ...sold,
        ...NEVER_USED,
        durationDays,
        visitsUsed,
        usedUpDate,
      });
      await this.chains.store(chain, { ...chain, payments: [...chain.payments, payment] });
      await this.audit.record(actor, 'payment.renew', 'Payment', payment.id, null, payment);
      return payment;
    });
  }

  private async plan(chain: ClientChain, request: RenewalInput, actor: Actor) {
    if (chain.client.archivedAt !== null) throw new DomainError('client_archived');
    const plan = request.planId ? await this.plans.getSellable(request.planId) : null;
    if (plan?.isTrial) await refuseSecondTrial(this.unitOfWork, chain.client);
    const durationDays = request.durationDays ?? plan?.durationDays ?? (await this.settings.get('defaultDurationDays'));
    const terms = { durationDays, ...termsOf(plan, request) };
    // Asked once: between two askings midnight may pass, and the chain would start on another day than the sale.
    const today = this.clock.today();
    const period = planRenewal(chain, { today, mayBackdate: isOwner(actor), ...terms });
    const amount = request.amount ?? plan?.price ?? ZERO_MONEY;
    const paidAmount = request.paid ?? amount;
    const sold = {
      saleDate: today,
      isTrial: plan?.isTrial ?? false,
      freezePolicy: plan ? freezePolicyOf(plan) : null,
      amount,
      paidAmount,
      owedAmount: owedOf({ amount, paidAmount, refundDate: null }, []),
      ...terms,
    };
    return { period, sold };
  }
}

/** What is sold: the plan's terms, where the request does not say otherwise. */
function termsOf(plan: MembershipPlan | null, request: RenewalInput) {
  return {
    planId: plan?.id ?? null,
    durationMonths: request.durationDays ? null : (plan?.durationMonths ?? null),
    visitLimit: plan?.visitLimit ?? null,
    askedStartDate: request.startDate ?? null,
  };
}

/** A repeated form gets the first answer; the same key for another sale is refused instead of silently dropped. */
function sameSale(sold: Payment, request: z.output<typeof renewalSchema>): Payment {
  const same =
    sold.clientId === request.clientId &&
    (request.planId ?? null) === sold.planId &&
    (request.durationDays ?? sold.durationDays) === sold.durationDays &&
    (request.startDate ?? null) === sold.askedStartDate &&
    (request.amount ?? sold.amount) === sold.amount &&
    (request.paid ?? sold.amount) === sold.paidAmount;
  if (!same) throw new DomainError('idempotency_key_reused');
  return sold;
}
