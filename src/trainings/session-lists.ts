import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Client } from '../clients/client.entity.js';
import { Coach } from '../coaches/coach.entity.js';
import { presentCoach } from '../coaches/coach.presenter.js';
import type { ClientSession, SessionView, Timetable, VisitHistory } from '../contract/sessions.js';
import { query } from '../db/query.js';
import { readEntities } from '../db/read-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { Group } from '../groups/group.entity.js';
import { parseWeekdays } from '../groups/group.rules.js';
import { Invitation } from '../invitations/invitation.entity.js';
import { isOpen } from '../invitations/invitation.rules.js';
import { addDays, daysInclusive, type CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { GroupTraining } from './group-training.entity.js';
import type { SessionAccess } from './session-access.js';
import { viewsOf } from './session-views.js';

const MAX_RANGE_DAYS = 366;
const TIMETABLE_DAYS = 14;
const NEWEST_VISITS = 50;

/** Sessions as a coach and a client ask for them. */
export class SessionLists {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly access: SessionAccess,
  ) {}

  /**
   * Of the days `[from, to]`, at most 366: those that the coach leads and those of the coach's own groups, in the order of
   * their start, cancelled ones included. Throws `not_found`, `forbidden`, `out_of_range`.
   */
  async ofCoach(coachId: number, from: CalendarDate, to: CalendarDate, actor: Actor): Promise<SessionView[]> {
    const { manager } = this.unitOfWork;
    await this.access.requireCoach(actor, coachId);
    if (!(await manager.existsBy(Coach, { id: coachId }))) throw new DomainError('not_found');
    if (daysInclusive(from, to) > MAX_RANGE_DAYS) {
      throw DomainError.field('to', 'out_of_range', { min: from, max: addDays(from, MAX_RANGE_DAYS - 1) });
    }
    const own = 'SELECT id FROM `groups` WHERE coachId = ? AND archivedAt IS NULL';
    const where = `WHERE date BETWEEN ? AND ? AND (coachId = ? OR groupId IN (${own})) ORDER BY startsAt, id`;
    return viewsOf(manager, await readEntities(manager, GroupTraining, where, [from, to, coachId, coachId]));
  }

  /**
   * The week of the client's group, and the sessions of the next 14 days: the group's, and others they are invited to.
   * Throws `not_found`.
   */
  async timetable(clientId: number): Promise<Timetable> {
    const { manager } = this.unitOfWork;
    const client = await getClient(manager, clientId);
    const today = this.clock.today();
    const sessions = await readEntities(
      manager,
      GroupTraining,
      `WHERE date BETWEEN ? AND ?
         AND (groupId = ? OR id IN (SELECT groupTrainingId FROM invitations WHERE clientId = ?)) ORDER BY startsAt, id`,
      [today, addDays(today, TIMETABLE_DAYS - 1), client.groupId ?? 0, clientId],
    );
    return {
      group: await this.week(client.groupId),
      sessions: await this.sessionsOf(clientId, sessions),
    };
  }

  /** How many in all, and the newest 50. Throws `not_found`. */
  async visits(clientId: number): Promise<VisitHistory> {
    const { manager } = this.unitOfWork;
    await getClient(manager, clientId);
    const [counted] = await query<{ total: number | string }[]>(
      manager,
      'SELECT COUNT(*) AS total FROM trainings WHERE clientId = ?',
      [clientId],
    );
    const items = await query<VisitHistory['items']>(
      manager,
      `SELECT t.id, t.date, g.name AS groupName FROM trainings t
       LEFT JOIN group_trainings s ON s.id = t.groupTrainingId LEFT JOIN \`groups\` g ON g.id = s.groupId
       WHERE t.clientId = ? ORDER BY t.date DESC, t.id DESC LIMIT ${NEWEST_VISITS}`,
      [clientId],
    );
    return { total: Number(counted?.total), items };
  }

  private async week(groupId: number | null): Promise<Timetable['group']> {
    if (groupId === null) return null;
    const group = await this.unitOfWork.manager.findOne(Group, { where: { id: groupId }, relations: { coach: true } });
    if (!group) return null;
    const { id, name, coach, weekdays, startTime } = group;
    return { id, name, coach: coach ? presentCoach(coach) : null, weekdays: parseWeekdays(weekdays), startTime };
  }

  private async sessionsOf(clientId: number, sessions: readonly GroupTraining[]): Promise<ClientSession[]> {
    const { manager } = this.unitOfWork;
    const now = this.clock.now();
    const invitations = await readEntities(manager, Invitation, 'WHERE clientId = ?', [clientId]);
    const invitationTo = new Map(invitations.map((invitation) => [invitation.groupTrainingId, invitation]));
    const came = await query<{ sessionId: number | null }[]>(
      manager,
      'SELECT groupTrainingId AS sessionId FROM trainings WHERE clientId = ? AND date >= ?',
      [clientId, this.clock.today()],
    );
    const attended = new Set(came.map(({ sessionId }) => sessionId));
    const views = await viewsOf(manager, sessions);
    return views.map(({ id, group, coach, date, startsAt, durationMinutes, cancelled, closedAt }) => {
      const invitation = invitationTo.get(id);
      const canAnswer = invitation !== undefined && !cancelled && closedAt === null && isOpen(invitation, now);
      const answer = invitation ? { id: invitation.id, status: invitation.status, canAnswer } : null;
      const facts = { id, group, coach, date, startsAt, durationMinutes, cancelled };
      return { ...facts, invitation: answer, attended: attended.has(id) };
    });
  }
}

async function getClient(manager: EntityManager, id: number): Promise<Client> {
  const client = await manager.findOneBy(Client, { id });
  if (!client) throw new DomainError('not_found');
  return client;
}
