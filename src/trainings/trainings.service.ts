import { IsNull } from 'typeorm';
import { isOwner, refuseCoachRole, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { requireLivingCoach } from '../coaches/coach.queries.js';
import { lockRecord } from '../db/lock-record.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import { Group } from '../groups/group.entity.js';
import { Invitation } from '../invitations/invitation.entity.js';
import { dateInZone, instantInZone, timeInZone, type CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import type { ChainStore, ClientChain } from '../payments/chain-store.js';
import { replayChain } from '../payments/chain.rules.js';
import { PLANNED_ID } from '../payments/renewal.rules.js';
import { Staff } from '../staff/staff.entity.js';
import { GroupTraining } from './group-training.entity.js';
import { Training, type VisitSource } from './training.entity.js';
import {
  isFarAway,
  sessionPatchSchema,
  sessionSchema,
  visitFieldsSchema,
  visitSlot,
  type SessionFields,
} from './training.rules.js';

const SOURCES: Record<Actor['kind'], VisitSource> = {
  staff: 'panel',
  bot: 'bot',
  api: 'api',
  import: 'import',
  system: 'panel',
};

/** Sessions of groups and who came to them. */
export class TrainingsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly chains: ChainStore,
  ) {}

  /**
   * `{groupId, coachId, startsAt? | date?, time?, link?}`; without a time the group's own, else now.
   * Throws `invalid_input`, `group_archived`, `coach_archived`, `date_too_far`, `forbidden` for a coach's login.
   */
  async createSession(input: unknown, actor: Actor): Promise<{ id: number }> {
    refuseCoachRole(actor);
    const fields = validate(sessionSchema, input);
    return this.unitOfWork.run(async (manager) => {
      const group = await manager.findOneBy(Group, { id: fields.groupId });
      if (!group) throw DomainError.field('groupId', 'not_an_option');
      if (group.archivedAt !== null) throw DomainError.field('groupId', 'group_archived');
      await requireLivingCoach(manager, fields.coachId);
      const session = manager.create(GroupTraining, {
        groupId: group.id,
        coachId: fields.coachId,
        ...this.startOf(fields, group.startTime),
        link: fields.link ?? null,
        cancelledAt: null,
      });
      await manager.save(session);
      await this.audit.record(actor, 'session.create', 'GroupTraining', session.id, null, session);
      return { id: session.id };
    });
  }

  /** Only the given fields change; the group stays. A session that people came to keeps its day: `not_an_option`. */
  async updateSession(id: number, input: unknown, actor: Actor, expectedVersion?: number): Promise<{ id: number }> {
    refuseCoachRole(actor);
    const fields = validate(sessionPatchSchema, input);
    return this.unitOfWork.run(async (manager) => {
      const session = await this.lockSession(id, expectedVersion);
      const before = { ...session };
      if (fields.coachId !== undefined && fields.coachId !== session.coachId) {
        session.coachId = (await requireLivingCoach(manager, fields.coachId)).id;
      }
      if (fields.link !== undefined) session.link = fields.link;
      if (fields.startsAt ?? fields.date ?? fields.time) {
        const oldTime = timeInZone(session.startsAt, this.clock.timeZone);
        Object.assign(session, this.startOf({ ...fields, date: fields.date ?? session.date }, oldTime));
      }
      if (session.date !== before.date && (await manager.existsBy(Training, { groupTrainingId: id }))) {
        throw DomainError.field('date', 'not_an_option');
      }
      await manager.save(session);
      await this.audit.record(actor, 'session.update', 'GroupTraining', id, before, session);
      return { id };
    });
  }

  /** The session does not take place: its visits are given back and its invitations can't be accepted any more. */
  async cancelSession(id: number, actor: Actor): Promise<void> {
    refuseCoachRole(actor);
    await this.unitOfWork.run(async (manager) => {
      const session = await this.lockSession(id);
      // Clients are locked in one order, so that two who take back visits never wait for each other.
      const visits = await manager.find(Training, { where: { groupTrainingId: id }, order: { clientId: 'ASC' } });
      for (const visit of visits) await this.deleteVisit(visit, actor);
      const now = this.clock.now();
      const open = { groupTrainingId: id, status: 'sent' as const };
      await manager.update(Invitation, open, { status: 'expired', updatedAt: now });
      session.cancelledAt = now;
      await manager.save(session);
      await this.audit.record(
        actor,
        'session.cancel',
        'GroupTraining',
        id,
        { cancelledAt: null },
        { cancelledAt: now },
      );
    });
  }

  /**
   * `{clientId, groupTrainingId?, date?, override?}`: once per client and session (or day without one); again is the
   * same visit. A plan with a visit limit pays with one visit.
   * Throws `client_not_active` (unless the owner overrides), `client_archived`, `date_in_future`, `date_too_far`,
   * `not_found`, `archived` for a cancelled session, `forbidden` for a coach and another coach's session.
   */
  async recordVisit(input: unknown, actor: Actor): Promise<Training> {
    const fields = validate(visitFieldsSchema, input);
    if (fields.override && !isOwner(actor)) throw new DomainError('owner_only');
    return this.unitOfWork.run(async (manager) => {
      const chain = await this.chains.lock(fields.clientId);
      const session = fields.groupTrainingId ? await this.livingSession(fields.groupTrainingId) : null;
      await this.requireMayMark(actor, session);
      const date = this.visitDate(session, fields.date);
      const slot = visitSlot(session?.id ?? null, date);
      const known = await manager.findOneBy(Training, { clientId: fields.clientId, slot });
      if (known) return known;
      if (chain.client.archivedAt !== null) throw new DomainError('client_archived');
      const paymentId = this.membershipFor(chain, date, fields.override ?? false);
      const visit = manager.create(Training, {
        clientId: fields.clientId,
        groupTrainingId: session?.id ?? null,
        paymentId,
        date,
        slot,
        source: SOURCES[actor.kind],
      });
      await manager.save(visit);
      const visits = [...chain.visits, { id: visit.id, date, paymentId }];
      await this.chains.store(chain, { ...chain, visits }, { mayUncoverVisits: fields.override ?? false });
      await this.audit.record(actor, 'visit.record', 'Training', visit.id, null, visit);
      return visit;
    });
  }

  /** Takes a visit back, and gives it back to the membership it was taken from. Throws `not_found`, `forbidden`. */
  async removeVisit(id: number, actor: Actor): Promise<void> {
    await this.unitOfWork.run(async (manager) => {
      const found = await manager.findOneBy(Training, { id });
      if (!found) throw new DomainError('not_found');
      const session =
        found.groupTrainingId === null ? null : await manager.findOneBy(GroupTraining, { id: found.groupTrainingId });
      await this.requireMayMark(actor, session);
      await this.deleteVisit(found, actor);
    });
  }

  private async deleteVisit(visit: Training, actor: Actor): Promise<void> {
    const chain = await this.chains.lock(visit.clientId);
    const { affected } = await this.unitOfWork.manager.delete(Training, { id: visit.id });
    // Two people removing the same visit: the second finds it gone.
    if (affected !== 1) throw new DomainError('not_found');
    await this.chains.store(chain, { ...chain, visits: chain.visits.filter(({ id }) => id !== visit.id) });
    await this.audit.record(actor, 'visit.remove', 'Training', visit.id, visit, null);
  }

  /**
   * The membership that a visit on `date` is taken from: found by the replay, in which it may be that of a pack that begins
   * the day after. Throws `client_not_active` when there is none, or another visit would lose its own, unless overridden.
   */
  private membershipFor(chain: ClientChain, date: CalendarDate, override: boolean): number | null {
    const visits = [...chain.visits, { id: PLANNED_ID, date }];
    const periods = replayChain({ ...chain, visits });
    const isCovered = (id: number): boolean => periods.some(({ visitIds }) => visitIds.includes(id));
    const losesNone = chain.visits.every(({ id, paymentId }) => paymentId === null || isCovered(id));
    if (!override && !(isCovered(PLANNED_ID) && losesNone)) throw new DomainError('client_not_active');
    return periods.find(({ visitIds }) => visitIds.includes(PLANNED_ID))?.paymentId ?? null;
  }

  private async lockSession(id: number, expectedVersion?: number): Promise<GroupTraining> {
    const session = await lockRecord(this.unitOfWork, GroupTraining, id, expectedVersion);
    if (session.cancelledAt !== null) throw new DomainError('archived');
    return session;
  }

  private async livingSession(id: number): Promise<GroupTraining> {
    const session = await this.unitOfWork.manager.findOneBy(GroupTraining, { id });
    if (!session) throw DomainError.field('groupTrainingId', 'not_an_option');
    if (session.cancelledAt !== null) throw DomainError.field('groupTrainingId', 'archived');
    return session;
  }

  private startOf(
    { startsAt, date, time }: Partial<Pick<SessionFields, 'startsAt' | 'date' | 'time'>>,
    usualTime: string | null,
  ): { startsAt: Date; date: CalendarDate } {
    const { timeZone } = this.clock;
    const wallTime = time ?? usualTime;
    const onDate = date ?? this.clock.today();
    const start = startsAt ?? (wallTime ? instantInZone(onDate, wallTime, timeZone) : this.clock.now());
    const day = startsAt || !wallTime ? dateInZone(start, timeZone) : onDate;
    if (date && day !== date) throw DomainError.field('time', 'required');
    if (isFarAway(day, this.clock.today())) throw DomainError.field('date', 'date_too_far');
    return { startsAt: start, date: day };
  }

  private visitDate(session: GroupTraining | null, asked: CalendarDate | undefined): CalendarDate {
    if (session && asked && asked !== session.date) throw DomainError.field('date', 'not_an_option');
    const date = session?.date ?? asked ?? this.clock.today();
    if (date > this.clock.today()) throw DomainError.field('date', 'date_in_future');
    if (isFarAway(date, this.clock.today())) throw DomainError.field('date', 'date_too_far');
    return date;
  }

  /** A coach's login marks visits of the sessions it leads and of its own groups, nothing else. */
  private async requireMayMark(actor: Actor, session: GroupTraining | null): Promise<void> {
    if (actor.role !== 'coach') return;
    const { manager } = this.unitOfWork;
    const staff = actor.id === null ? null : await manager.findOneBy(Staff, { id: actor.id });
    const coachId = staff?.coachId ?? null;
    if (session === null || coachId === null) throw new DomainError('forbidden');
    if (session.coachId === coachId) return;
    const own = await manager.existsBy(Group, { id: session.groupId, coachId, archivedAt: IsNull() });
    if (!own) throw new DomainError('forbidden');
  }
}
