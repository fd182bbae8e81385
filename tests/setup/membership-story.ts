import { IsNull } from 'typeorm';
import { Closure } from '../../src/closures/closure.entity.js';
import { DomainError } from '../../src/errors/domain-error.js';
import type { CalendarDate } from '../../src/lib/calendar-date.js';
import { FixedClock } from '../../src/lib/clock.js';
import type { ClientChain } from '../../src/payments/chain-store.js';
import type { Deed, DeedOf, PlanTerms, Story, StoryChain, Who } from '../memberships/story.js';
import type { TestDatabase } from './databases.js';
import { nextPhone, OWNER, studioOn, type Studio } from './studio.js';

/**
 * The studio of each zone, made once: every one that is made is carried along by all that runs after it, and a thousand
 * would take longer than the stories.
 */
export class StudiosByZone {
  private readonly studios = new Map<string, Studio>();

  constructor(private readonly database: TestDatabase) {}

  /** Its clock standing at `now`. Usable inside hooks and tests only. */
  at(now: Date, zone: string): Studio {
    const studio = this.studios.get(zone) ?? studioOn(this.database.dataSource, new FixedClock(now, zone));
    this.studios.set(zone, studio);
    studio.clock.set(now);
    return studio;
  }
}

/** A story told through the services, by the owner, to two new clients of the studio. */
export class MembershipStory implements Story {
  private readonly planIds = new Map<string, number>();
  private readonly sessionIds = new Map<CalendarDate, number>();

  private constructor(
    private readonly studio: Studio,
    readonly clientIds: readonly [number, number],
    readonly groupId: number,
    private readonly coachId: number,
  ) {}

  static async begin(studio: Studio): Promise<MembershipStory> {
    const first = await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, OWNER);
    const second = await studio.clients.create({ firstName: 'Борис', phone: nextPhone() }, OWNER);
    const group = await studio.groups.create({ name: `Группа ${first.id}` }, OWNER);
    const coach = await studio.coaches.create({ firstName: 'Вера' }, OWNER);
    return new MembershipStory(studio, [first.id, second.id], group.id, coach.id);
  }

  get today(): CalendarDate {
    return this.studio.clock.today();
  }

  pass(hours: number): null {
    const { clock } = this.studio;
    clock.set(new Date(clock.now().getTime() + hours * 3_600_000));
    return null;
  }

  async chain(who: Who): Promise<StoryChain> {
    return stored(await this.studio.chains.read(this.clientIds[who]));
  }

  async closures(): Promise<Closure[]> {
    return this.studio.dataSource.manager.findBy(Closure, { undoneAt: IsNull() });
  }

  async perform(deed: Deed): Promise<number> {
    const { lazyDays, trainings, refunds, closures, paymentChanges, paymentUndo, transfers, groups } = this.studio;
    switch (deed.kind) {
      case 'sell':
        return this.sell(deed);
      case 'freeze': {
        const { startDate, endDate, who } = deed;
        const input = { clientId: this.clientIds[who], startDate, endDate, reason: 'болезнь' };
        return (await lazyDays.freeze(input, OWNER)).id ?? 0;
      }
      case 'resume':
      case 'cancel':
        await lazyDays[deed.kind](deed.freezeId, OWNER);
        return deed.freezeId;
      case 'visit':
        return this.visit(deed);
      case 'remove visit':
        await trainings.removeVisit(deed.visitId, OWNER);
        return deed.visitId;
      case 'refund':
        await refunds.refund(deed.paymentId, { refundDate: deed.date }, OWNER);
        return deed.paymentId;
      case 'undo refund':
        await refunds.undo(deed.paymentId, OWNER);
        return deed.paymentId;
      case 'close':
        return this.close(deed);
      case 'undo closure':
        await closures.undo(deed.closureId, OWNER);
        return deed.closureId;
      case 'move':
        await paymentChanges.change(deed.paymentId, { startDate: deed.startDate }, OWNER);
        return deed.paymentId;
      case 'undo move':
        await paymentUndo.undo(deed.paymentId, OWNER);
        return deed.paymentId;
      case 'transfer':
        await transfers.transfer(deed.paymentId, { clientId: this.clientIds[deed.to], transferDate: deed.date }, OWNER);
        return deed.paymentId;
      case 'undo transfer':
        await transfers.undo(deed.paymentId, OWNER);
        return deed.paymentId;
      case 'join':
        await groups.addClient(this.groupId, this.clientIds[deed.who], OWNER);
        return this.groupId;
      case 'leave':
        await groups.removeClient(this.groupId, this.clientIds[deed.who], OWNER);
        return this.groupId;
    }
  }

  private async sell({ who, plan, days, startDate, paid }: DeedOf<'sell'>): Promise<number> {
    const term = plan ? { planId: await this.planId(plan) } : { durationDays: days };
    const input = { clientId: this.clientIds[who], ...term, startDate, amount: '3000', paid };
    return (await this.studio.payments.renew(input, OWNER)).id;
  }

  private async visit({ who, date, session }: DeedOf<'visit'>): Promise<number> {
    const clientId = this.clientIds[who];
    const { visits } = await this.studio.chains.read(clientId);
    const groupTrainingId = session === 0 ? null : await this.sessionOn(date);
    const { id } = await this.studio.trainings.recordVisit({ clientId, groupTrainingId, date }, OWNER);
    // The same visit entered twice is the first one again: nothing happened.
    if (visits.some((visit) => visit.id === id)) throw new DomainError('nothing_changed');
    return id;
  }

  private async close({ scope, plan, startDate, endDate }: DeedOf<'close'>): Promise<number> {
    const { closures } = this.studio;
    const planId = scope === 'plan' && plan ? await this.planId(plan) : null;
    const input = { scope, groupId: this.groupId, planId, startDate, endDate, reason: 'ремонт' };
    return (await closures.close(input, OWNER)).id;
  }

  private async planId(plan: PlanTerms): Promise<number> {
    const { days, months, visits: visitLimit, isTrial } = plan;
    const name = JSON.stringify(plan);
    const term = months === null ? { durationDays: days } : { durationMonths: months };
    const known =
      this.planIds.get(name) ??
      (await this.studio.plans.create({ name, ...term, visitLimit, isTrial, price: '3000' }, OWNER)).id;
    this.planIds.set(name, known);
    return known;
  }

  private async sessionOn(date: CalendarDate): Promise<number> {
    const { groupId, coachId } = this;
    const known =
      this.sessionIds.get(date) ??
      (await this.studio.trainings.createSession({ groupId, coachId, date, time: '19:00' }, OWNER)).id;
    this.sessionIds.set(date, known);
    return known;
  }
}

/** What the dates follow from and what they are, and of the money what a refund must give back. */
function stored({ payments, freezes, closures, visits }: ClientChain): StoryChain {
  return {
    payments: payments.map(({ createdAt: _, updatedAt: __, version: ___, note: ____, ...payment }) => payment),
    freezes: freezes.map(({ id, paymentId, startDate, endDate }) => ({ id, paymentId, startDate, endDate })),
    closures: closures.map(({ startDate, endDate, reason, planId }) => ({ startDate, endDate, reason, planId })),
    visits,
  };
}
