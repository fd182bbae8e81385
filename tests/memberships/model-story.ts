import { lastPaidDay, paidDaysLeft } from '../../src/clients/client-status.rules.js';
import type { ClosureScope } from '../../src/closures/closure.entity.js';
import { DomainError } from '../../src/errors/domain-error.js';
import { addDays, laterOf, type CalendarDate } from '../../src/lib/calendar-date.js';
import type { FixedClock } from '../../src/lib/clock.js';
import type { ChainClosure } from '../../src/payments/chain.rules.js';
import {
  afterCancel,
  afterFreeze,
  afterMove,
  afterMoveUndone,
  afterRefund,
  afterRefundUndone,
  afterReturn,
  afterSale,
  afterVisit,
  afterVisitRemoved,
  corrected,
  cutDate,
  EMPTY_CHAIN,
  found,
  replayed,
  withPayment,
  type Move,
  type SoldTerms,
} from './model-chain.js';
import { EVERYBODY, type Deed, type DeedOf, type PlanTerms, type Story, type StoryChain, type Who } from './story.js';

interface ModelClosure extends ChainClosure {
  id: number;
  scope: ClosureScope;
}

/** A story in memory: two chains changed by the rules themselves (`model-chain.ts`). The first client is in the group. */
export class ModelStory implements Story {
  today: CalendarDate;
  private chains: StoryChain[] = [EMPTY_CHAIN, EMPTY_CHAIN];
  private closed: ModelClosure[] = [];
  /** The last move of each moved payment. */
  private moves = new Map<number, Move>();
  /** The rest of each transferred payment, in the hands of the other client. */
  private rests = new Map<number, number>();
  private lastId = 0;

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
    const copies = { chains: [...this.chains], moves: new Map(this.moves), rests: new Map(this.rests) };
    return Object.assign(new ModelStory(this.clock), this, copies);
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
      return this.apply(deed);
    } catch (error) {
      Object.assign(this, before);
      throw error;
    }
  }

  private apply(deed: Deed): number {
    const { today } = this;
    switch (deed.kind) {
      case 'sell':
        return this.make(deed.who, (chain, id) => afterSale(chain, termsOf(deed), today, id));
      case 'freeze':
        return this.make(deed.who, (chain, id) => afterFreeze(chain, deed, today, id));
      case 'visit':
        return this.make(deed.who, (chain, id) => afterVisit(chain, deed.date, id));
      case 'resume':
        return this.change('freezes', deed.freezeId, (chain, id) => afterReturn(chain, id, today));
      case 'cancel':
        return this.change('freezes', deed.freezeId, (chain, id) => afterCancel(chain, id, today));
      case 'remove visit':
        return this.change('visits', deed.visitId, afterVisitRemoved);
      case 'refund':
        return this.change('payments', deed.paymentId, (chain, id) => afterRefund(chain, id, deed.date, today));
      case 'undo refund':
        return this.change('payments', deed.paymentId, afterRefundUndone);
      case 'close':
        return this.close(deed);
      case 'undo closure':
        return this.setClosures(
          this.closed.filter(({ id }) => id !== deed.closureId),
          deed.closureId,
        );
      case 'move':
        return this.change('payments', deed.paymentId, (chain, id) => {
          const { after, move } = afterMove(chain, id, deed.startDate, today);
          this.moves.set(id, move);
          return after;
        });
      case 'undo move':
        return this.change('payments', deed.paymentId, (chain, id) => {
          const move = this.moves.get(id);
          if (!move) throw new DomainError('nothing_to_undo');
          this.moves.delete(id);
          return afterMoveUndone(chain, id, move);
        });
      case 'transfer':
        return this.transfer(deed);
      case 'undo transfer':
        return this.undoTransfer(deed.paymentId);
      case 'join':
      case 'leave':
        throw new DomainError('client_in_group');
    }
  }

  private close({ scope, plan, startDate, endDate }: DeedOf<'close'>): number {
    const planId = scope === 'plan' && plan ? planIdOf(plan) : null;
    const closure = { id: this.nextId(), scope, planId, startDate, endDate, reason: 'ремонт' };
    return this.setClosures([...this.closed, closure], closure.id);
  }

  private setClosures(closures: ModelClosure[], id: number): number {
    this.closed = closures;
    this.chains = EVERYBODY.map((who) => replayed(this.read(who)));
    return id;
  }

  /** The rest is the taker's as soon as possible, but not before the day of the transfer. */
  private transfer({ paymentId, to, date }: DeedOf<'transfer'>): number {
    if (this.ownerOf('payments', paymentId) === to) throw new DomainError('transfer_to_self');
    return this.change('payments', paymentId, (chain, id) => {
      const transferDate = cutDate(chain, id, date, this.today);
      const { planId, visitLimit, visitsUsed } = found(chain.payments, id);
      const last = lastPaidDay(this.read(to).payments);
      const soonest = last === null ? this.today : laterOf(this.today, addDays(last, 1));
      const rest = {
        planId,
        durationDays: paidDaysLeft(transferDate, { ...chain, payments: [found(chain.payments, id)] }),
        durationMonths: null,
        visitLimit: visitLimit && visitLimit - visitsUsed,
        askedStartDate: transferDate > soonest ? transferDate : null,
      };
      this.rests.set(
        id,
        this.make(to, (taker, restId) => afterSale(taker, rest, this.today, restId)),
      );
      return corrected(chain, withPayment(chain, id, { transferDate }), id);
    });
  }

  private undoTransfer(paymentId: number): number {
    const rest = this.rests.get(paymentId);
    if (rest === undefined) throw new DomainError('not_transferred');
    this.change('payments', rest, (chain) => {
      const { refundDate, transferDate } = found(chain.payments, rest);
      const isUsed = chain.visits.some((visit) => visit.paymentId === rest) || (refundDate ?? transferDate) !== null;
      if (isUsed) throw new DomainError('payment_depended_on');
      return corrected(chain, { ...chain, payments: chain.payments.filter(({ id }) => id !== rest) }, rest);
    });
    this.rests.delete(paymentId);
    return this.change('payments', paymentId, (chain, id) => replayed(withPayment(chain, id, { transferDate: null })));
  }

  private make(who: Who, after: (chain: StoryChain, id: number) => StoryChain): number {
    const id = this.nextId();
    this.chains[who] = after(this.read(who), id);
    return id;
  }

  private change(
    what: 'payments' | 'freezes' | 'visits',
    id: number,
    after: (chain: StoryChain, id: number) => StoryChain,
  ): number {
    const who = this.ownerOf(what, id);
    this.chains[who] = after(this.read(who), id);
    return id;
  }

  private ownerOf(what: 'payments' | 'freezes' | 'visits', id: number): Who {
    return this.chains[0]?.[what].some((one) => one.id === id) ? 0 : 1;
  }

  private read(who: Who): StoryChain {
    const concerns = ({ scope }: ModelClosure): boolean => scope !== 'group' || who === 0;
    return { ...(this.chains[who] ?? EMPTY_CHAIN), closures: this.closed.filter(concerns) };
  }

  private nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }
}

function termsOf({ plan, days, startDate: askedStartDate }: DeedOf<'sell'>): SoldTerms {
  const limits = { durationMonths: plan?.months ?? null, visitLimit: plan?.visits ?? null };
  return { planId: plan && planIdOf(plan), durationDays: plan?.days ?? days, ...limits, askedStartDate };
}

/** Whatever was sold before, the same plan has the same id. */
function planIdOf({ days, months, visits }: PlanTerms): number {
  return 1_000_000 + days * 10_000 + (months ?? 0) * 100 + (visits ?? 0);
}
