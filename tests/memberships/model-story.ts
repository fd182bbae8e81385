import { lastPaidDay, paidDaysLeft } from '../../src/clients/client-status.rules.js';
import type { ClosureScope } from '../../src/closures/closure.entity.js';
import { DomainError } from '../../src/errors/domain-error.js';
import { checkCancellable, frozenPayment, resumedEnd } from '../../src/lazy-days/freeze.rules.js';
import { addDays, laterOf, type CalendarDate } from '../../src/lib/calendar-date.js';
import type { FixedClock } from '../../src/lib/clock.js';
import {
  movedPeriods,
  NEVER_USED,
  replayChain,
  type ChainClosure,
  type ChainPayment,
  type MovedPeriod,
} from '../../src/payments/chain.rules.js';
import { changedInput, requireAskedStarts, requireFreezesCovered } from '../../src/payments/payment-change.rules.js';
import { checkRefundDate, earliestRefundDate } from '../../src/payments/refund.rules.js';
import { PLANNED_ID, planRenewal } from '../../src/payments/renewal.rules.js';
import { ZERO_MONEY } from '../../src/lib/money.js';
import { EVERYBODY, type Deed, type DeedOf, type PlanTerms, type Story, type StoryChain, type Who } from './story.js';

interface ModelClosure extends ChainClosure {
  id: number;
  scope: ClosureScope;
}

/** A story in memory: the inputs of two chains, changed by the rules themselves and replayed, without any service. */
export class ModelStory implements Story {
  private chains: [StoryChain, StoryChain] = [EMPTY, EMPTY];
  private closed: ModelClosure[] = [];
  /** The last move of each moved payment. */
  private readonly moves = new Map<number, Move>();
  /** The rest of each transferred payment, in the hands of the other client. */
  private readonly rests = new Map<number, number>();
  private lastId = 0;
  today: CalendarDate;

  constructor(private readonly clock: FixedClock) {
    this.today = clock.today();
  }

  pass(hours: number): null {
    this.clock.set(new Date(this.clock.now().getTime() + hours * 3_600_000));
    this.today = this.clock.today();
    return null;
  }

  /** Another story that goes on from here. */
  clone(): ModelStory {
    const copy = new ModelStory(this.clock);
    return Object.assign(copy, this, {
      chains: [...this.chains],
      moves: new Map(this.moves),
      rests: new Map(this.rests),
    });
  }

  async chain(who: Who): Promise<StoryChain> {
    return this.read(who);
  }

  async closures(): Promise<ModelClosure[]> {
    return this.closed;
  }

  /** All or nothing, as a transaction is. */
  async perform(deed: Deed): Promise<number> {
    const before = this.clone();
    try {
      return this.tell(deed);
    } catch (error) {
      Object.assign(this, before);
      throw error;
    }
  }

  private tell(deed: Deed): number {
    switch (deed.kind) {
      case 'sell':
        return this.sell(deed);
      case 'freeze':
        return this.freeze(deed);
      case 'resume':
      case 'cancel':
        return this.endFreeze(deed);
      case 'visit':
        return this.visit(deed);
      case 'remove visit':
        return this.removeVisit(deed.visitId);
      case 'refund':
        return this.refund(deed);
      case 'undo refund':
        return this.undoRefund(deed.paymentId);
      case 'close':
        return this.close(deed);
      case 'undo closure':
        this.setClosures(this.closed.filter(({ id }) => id !== deed.closureId));
        return deed.closureId;
      case 'move':
        return this.move(deed);
      case 'undo move':
        return this.undoMove(deed.paymentId);
      case 'transfer':
        return this.transfer(deed);
      case 'undo transfer':
        return this.undoTransfer(deed.paymentId);
      case 'join':
      case 'leave':
        // Here the first client is always in the group.
        throw new DomainError('client_in_group');
    }
  }

  private read(who: Who): StoryChain {
    const concerns = ({ scope }: ModelClosure): boolean => scope !== 'group' || who === 0;
    return { ...this.chains[who], closures: this.closed.filter(concerns) };
  }

  /** What `ChainStore.store` does: replay, refuse where a visit would lose its membership, keep the result. */
  private store(who: Who, chain: StoryChain): void {
    const periods = replayChain(chain);
    const payments = chain.payments.map((payment) => {
      const period = periods.find(({ paymentId }) => paymentId === payment.id);
      if (!period) throw new Error('the chain lost a payment');
      const { startDate, endDate, durationDays, visitsUsed, usedUpDate } = period;
      return { ...payment, startDate, endDate, durationDays, visitsUsed, usedUpDate };
    });
    const paymentOf = new Map(periods.flatMap(({ paymentId, visitIds }) => visitIds.map((id) => [id, paymentId])));
    const visits = chain.visits.map((visit) => ({ ...visit, paymentId: paymentOf.get(visit.id) ?? null }));
    if (visits.some(({ paymentId }) => paymentId === null)) throw new DomainError('visit_not_covered');
    this.chains[who] = { ...chain, payments, visits };
  }

  private sell({ who, plan, days, startDate: askedStartDate }: DeedOf<'sell'>): number {
    const terms = {
      planId: plan && planIdOf(plan),
      durationDays: plan?.days ?? days,
      durationMonths: plan?.months ?? null,
      visitLimit: plan?.visits ?? null,
      askedStartDate,
    };
    return this.add(who, terms);
  }

  private add(who: Who, terms: SoldTerms): number {
    const chain = this.read(who);
    const { startDate, endDate } = planRenewal(chain, { ...terms, today: this.today, mayBackdate: true });
    const payment = { ...terms, ...NEVER_USED, id: this.nextId(), saleDate: this.today, startDate, endDate };
    this.store(who, { ...chain, payments: [...chain.payments, payment] });
    return payment.id;
  }

  private freeze({ who, startDate, endDate }: DeedOf<'freeze'>): number {
    const chain = this.read(who);
    const days = chain.visits.map(({ date }) => date);
    const request = { startDate, endDate, today: this.today, mayBackdate: true, reason: 'болезнь' };
    frozenPayment(chain.payments, chain.freezes, days, request);
    const freeze = { id: this.nextId(), startDate, endDate };
    this.store(who, { ...chain, freezes: [...chain.freezes, freeze] });
    return freeze.id;
  }

  private endFreeze({ kind, freezeId }: { kind: 'resume' | 'cancel'; freezeId: number }): number {
    const who = this.ownerOf('freezes', freezeId);
    const chain = this.read(who);
    const freeze = found(chain.freezes, freezeId);
    const others = chain.freezes.filter(({ id }) => id !== freezeId);
    if (kind === 'cancel') checkCancellable(freeze, this.today);
    const endDate = kind === 'cancel' ? null : resumedEnd(freeze, this.today);
    this.store(who, { ...chain, freezes: endDate === null ? others : [...others, { ...freeze, endDate }] });
    return freezeId;
  }

  private visit({ who, date }: DeedOf<'visit'>): number {
    const chain = this.read(who);
    const visit = { id: this.nextId(), date, paymentId: null };
    const periods = replayChain({ ...chain, visits: [...chain.visits, { id: PLANNED_ID, date }] });
    const taken = periods.flatMap(({ visitIds }) => visitIds);
    if (taken.length <= chain.visits.length) throw new DomainError('client_not_active');
    this.store(who, { ...chain, visits: [...chain.visits, visit] });
    return visit.id;
  }

  private removeVisit(visitId: number): number {
    const who = this.ownerOf('visits', visitId);
    const chain = this.read(who);
    this.store(who, { ...chain, visits: chain.visits.filter(({ id }) => id !== visitId) });
    return visitId;
  }

  private refund({ paymentId, date }: DeedOf<'refund'>): number {
    const { payment, visitDays } = this.payment(paymentId);
    const refundDate = date ?? earliestRefundDate(visitDays, this.today);
    checkRefundDate({ ...payment, ...FREE }, refundDate, visitDays, this.today);
    return this.change(paymentId, { refundDate });
  }

  private undoRefund(paymentId: number): number {
    if (this.payment(paymentId).payment.refundDate === null) throw new DomainError('not_refunded');
    return this.change(paymentId, { refundDate: null });
  }

  private close({ scope, plan, startDate, endDate }: DeedOf<'close'>): number {
    const planId = scope === 'plan' && plan ? planIdOf(plan) : null;
    const closure = { id: this.nextId(), scope, planId, startDate, endDate, reason: 'ремонт' };
    this.setClosures([...this.closed, closure]);
    return closure.id;
  }

  private setClosures(closures: ModelClosure[]): void {
    this.closed = closures;
    for (const who of EVERYBODY) this.store(who, this.read(who));
  }

  private move({ paymentId, startDate: askedStartDate }: DeedOf<'move'>): number {
    const { who, payment } = this.payment(paymentId);
    if (payment.refundDate !== null) throw new DomainError('already_refunded');
    if (payment.transferDate !== null) throw new DomainError('already_transferred');
    const chain = this.read(who);
    const inputs = withPayment(chain, paymentId, changedInput(payment, { askedStartDate }, this.today));
    const moved = this.correct(who, inputs, paymentId);
    this.moves.set(paymentId, { former: { askedStartDate: payment.askedStartDate }, moved });
    return paymentId;
  }

  private undoMove(paymentId: number): number {
    const move = this.moves.get(paymentId);
    if (!move) throw new DomainError('nothing_to_undo');
    const { who } = this.payment(paymentId);
    const chain = this.read(who);
    const isAsLeft = ({ id, startDate, endDate }: MovedPeriod): boolean =>
      chain.payments.some((one) => one.id === id && one.startDate === startDate && one.endDate === endDate);
    if (!move.moved.every(isAsLeft)) throw new DomainError('nothing_to_undo');
    const inputs = move.moved.reduce((back, { id, before }) => withPayment(back, id, before), chain);
    this.correct(who, withPayment(inputs, paymentId, move.former), paymentId);
    this.moves.delete(paymentId);
    return paymentId;
  }

  /** What the owner corrects pushes no asked start and takes nothing from under a freeze. */
  private correct(who: Who, inputs: StoryChain, id: number): MovedPeriod[] {
    const { payments, freezes } = this.read(who);
    const periods = replayChain(inputs);
    requireAskedStarts(inputs.payments, periods, { paymentId: id, path: 'startDate' });
    requireFreezesCovered(freezes, payments, periods);
    this.store(who, inputs);
    return movedPeriods(payments, periods);
  }

  private transfer({ paymentId, to, date }: DeedOf<'transfer'>): number {
    const { who, payment, visitDays } = this.payment(paymentId);
    const transferDate = date ?? earliestRefundDate(visitDays, this.today);
    if (who === to) throw new DomainError('transfer_to_self');
    checkRefundDate({ ...payment, ...FREE }, transferDate, visitDays, this.today);
    const { planId, visitLimit, visitsUsed } = payment;
    const last = lastPaidDay(this.read(to).payments);
    const soonest = last === null ? this.today : laterOf(this.today, addDays(last, 1));
    const rest = {
      planId,
      durationDays: paidDaysLeft(transferDate, { ...this.read(who), payments: [payment] }),
      durationMonths: null,
      visitLimit: visitLimit && visitLimit - visitsUsed,
      askedStartDate: transferDate > soonest ? transferDate : null,
    };
    this.correct(who, withPayment(this.read(who), paymentId, { transferDate }), paymentId);
    this.rests.set(paymentId, this.add(to, rest));
    return paymentId;
  }

  private undoTransfer(paymentId: number): number {
    const rest = this.rests.get(paymentId);
    if (rest === undefined) throw new DomainError('not_transferred');
    const { who, payment, visitDays } = this.payment(rest);
    const isUsed = visitDays.length > 0 || payment.refundDate !== null || payment.transferDate !== null;
    if (isUsed) throw new DomainError('payment_depended_on');
    const chain = this.read(who);
    this.correct(who, { ...chain, payments: chain.payments.filter(({ id }) => id !== rest) }, rest);
    this.rests.delete(paymentId);
    const giver = this.payment(paymentId).who;
    this.store(giver, withPayment(this.read(giver), paymentId, { transferDate: null }));
    return paymentId;
  }

  private change(paymentId: number, news: Partial<ChainPayment>): number {
    const { who } = this.payment(paymentId);
    this.store(who, withPayment(this.read(who), paymentId, news));
    return paymentId;
  }

  private payment(id: number) {
    const who = this.ownerOf('payments', id);
    const { payments, visits } = this.chains[who];
    const visitDays = visits.filter(({ paymentId }) => paymentId === id).map(({ date }) => date);
    return { who, payment: found(payments, id), visitDays };
  }

  private ownerOf(what: 'payments' | 'freezes' | 'visits', id: number): Who {
    return this.chains[0][what].some((one) => one.id === id) ? 0 : 1;
  }

  private nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }
}

interface Move {
  former: Pick<ChainPayment, 'askedStartDate'>;
  moved: MovedPeriod[];
}

type SoldTerms = Pick<ChainPayment, 'planId' | 'durationDays' | 'durationMonths' | 'visitLimit' | 'askedStartDate'>;

const EMPTY: StoryChain = { payments: [], freezes: [], closures: [], visits: [] };
/** Money has no say in the dates. */
const FREE = { amount: ZERO_MONEY, owedAmount: ZERO_MONEY };

/** Whatever was sold before, the same plan has the same id. */
function planIdOf({ days, months, visits }: PlanTerms): number {
  return 1_000_000 + days * 10_000 + (months ?? 0) * 100 + (visits ?? 0);
}

function withPayment(chain: StoryChain, id: number, news: Partial<ChainPayment>): StoryChain {
  const payments = chain.payments.map((one) => (one.id === id ? { ...one, ...news } : one));
  return { ...chain, payments };
}

function found<T extends { id: number }>(rows: readonly T[], id: number): T {
  const row = rows.find((one) => one.id === id);
  if (!row) throw new DomainError('not_found');
  return row;
}
