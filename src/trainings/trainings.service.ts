import { isOwner, type Actor } from '../audit/actor.js';
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
import { GroupTraining } from './group-training.entity.js';
import { refuseCoach, requireMarkable, type SessionAccess } from './session-access.js';
import type { SessionChanges } from './session-changes.js';
import { holdSession } from './session.queries.js';
import { Training } from './training.entity.js';
import {
  isFarAway,
  isSameMinute,
  sessionPatchSchema,
  sessionSchema,
  visitFieldsSchema,
  type SessionFields,
} from './training.rules.js';
import type { VisitBook } from './visit-book.js';

/** Sessions of groups and who came to them. */
export class TrainingsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly access: SessionAccess,
    private readonly visits: VisitBook,
    private readonly changes: SessionChanges,
  ) {}

  /**
   * `{groupId, coachId, startsAt? | date?, time?, link?}`; without a time the group's own, else now.
   * Throws `invalid_input`, `group_archived`, `coach_archived`, `date_too_far`, `forbidden` for a coach's login.
   */
  async createSession(input: unknown, actor: Actor): Promise<{ id: number }> {
    refuseCoach(actor);
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
        invitedAt: null,
        closedAt: null,
      });
      await manager.save(session);
      await this.audit.record(actor, 'session.create', 'GroupTraining', session.id, null, session);
      await this.changes.created(session);
      return { id: session.id };
    });
  }

  /**
   * Only the given fields change; the group stays. A session that people came to keeps its day: `not_an_option`. One that
   * has not begun may move to another day: who had joined gets the visit back and is asked again.
   */
  async updateSession(id: number, input: unknown, actor: Actor, expectedVersion?: number): Promise<{ id: number }> {
    refuseCoach(actor);
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
        const start = this.startOf({ ...fields, date: fields.date ?? session.date }, oldTime);
        // Forms know minutes: what was not touched there must not move the session by its seconds.
        if (!isSameMinute(start.startsAt, session.startsAt)) Object.assign(session, start);
      }
      if (session.date !== before.date) await this.giveBack(before, actor);
      await manager.save(session);
      await this.audit.record(actor, 'session.update', 'GroupTraining', id, before, session);
      await this.changes.changed(before, session);
      return { id };
    });
  }

  /** The session does not take place: its visits are given back and its invitations can't be accepted any more. */
  async cancelSession(id: number, actor: Actor): Promise<void> {
    refuseCoach(actor);
    await this.unitOfWork.run(async (manager) => {
      const session = await this.lockSession(id);
      await this.removeVisits(id, actor);
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
      await this.changes.cancelled(session);
    });
  }

  /**
   * `{clientId, groupTrainingId?, date?, override?}`: once per client and session (or day without one); again is the
   * same visit. A plan with a visit limit pays with one visit.
   * Throws `client_not_active` (unless the owner overrides), `client_archived`, `date_in_future`, `date_too_far`,
   * `not_found`, `archived` for a cancelled session, `session_closed`, `forbidden` for a coach and another coach's session.
   */
  async recordVisit(input: unknown, actor: Actor): Promise<Training> {
    const fields = validate(visitFieldsSchema, input);
    if (fields.override && !isOwner(actor)) throw new DomainError('owner_only');
    return this.unitOfWork.run(async () => {
      const session = fields.groupTrainingId ? await this.livingSession(fields.groupTrainingId) : null;
      await this.access.require(actor, session);
      if (session) requireMarkable(session, true, actor, this.clock.now());
      const date = this.visitDate(session, fields.date);
      const { clientId, override = false } = fields;
      return this.visits.record({ clientId, sessionId: session?.id ?? null, date, override }, actor);
    });
  }

  /** Takes a visit back, and gives it back to the membership it was taken from. Throws `not_found`, `forbidden`, `session_closed`. */
  async removeVisit(id: number, actor: Actor): Promise<void> {
    await this.unitOfWork.run(async (manager) => {
      const found = await manager.findOneBy(Training, { id });
      if (!found) throw new DomainError('not_found');
      const session = found.groupTrainingId === null ? null : await holdSession(manager, found.groupTrainingId);
      await this.access.require(actor, session);
      if (session) requireMarkable(session, false, actor, this.clock.now());
      await this.visits.remove(found, actor);
    });
  }

  /** Before a session begins nobody has come to it, only said so. */
  private async giveBack({ id, startsAt }: Pick<GroupTraining, 'id' | 'startsAt'>, actor: Actor): Promise<void> {
    if (startsAt > this.clock.now()) await this.removeVisits(id, actor);
    else if (await this.unitOfWork.manager.existsBy(Training, { groupTrainingId: id })) {
      throw DomainError.field('date', 'not_an_option');
    }
  }

  private async removeVisits(sessionId: number, actor: Actor): Promise<void> {
    // Clients are locked in one order, so that two who take back visits never wait for each other.
    const order = { clientId: 'ASC' } as const;
    const visits = await this.unitOfWork.manager.find(Training, { where: { groupTrainingId: sessionId }, order });
    for (const visit of visits) await this.visits.remove(visit, actor);
  }

  private async lockSession(id: number, expectedVersion?: number): Promise<GroupTraining> {
    const session = await lockRecord(this.unitOfWork, GroupTraining, id, expectedVersion);
    if (session.cancelledAt !== null) throw new DomainError('archived');
    return session;
  }

  private async livingSession(id: number): Promise<GroupTraining> {
    if (!(await this.unitOfWork.manager.existsBy(GroupTraining, { id }))) {
      throw DomainError.field('groupTrainingId', 'not_an_option');
    }
    const session = await holdSession(this.unitOfWork.manager, id);
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
}
