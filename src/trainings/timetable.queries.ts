import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { presentCoach } from '../coaches/coach.presenter.js';
import { Coach } from '../coaches/coach.entity.js';
import type { CoachView } from '../contract/groups.js';
import { whereIn } from '../db/columns.js';
import { query } from '../db/query.js';
import { readEntities } from '../db/read-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { Group } from '../groups/group.entity.js';
import { dateInZone, timeInZone, type CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { GroupTraining } from './group-training.entity.js';
import type { SessionAccess } from './session-access.js';
import { viewsOf } from './session-views.js';
import { plannedDays, stateOfSession, weekOf, type ClosedDays, type EntryState } from './timetable.rules.js';

/** One line of the timetable: a session, or a day on which a group usually trains. */
export interface TimetableEntry {
  /** Null = not started. */
  sessionId: number | null;
  group: { id: number; name: string; capacity: number | null };
  /** Null = the group has no usual coach. */
  coach: CoachView | null;
  date: CalendarDate;
  /** `HH:MM` on the studio's wall clock; null = the group has no fixed time. */
  time: string | null;
  durationMinutes: number;
  state: EntryState;
  invited: number;
  joined: number;
  attended: number;
}

export interface TimetableWeek {
  today: CalendarDate;
  /** Monday first. */
  days: CalendarDate[];
  /** By day, then time. */
  entries: TimetableEntry[];
  /** The studio's closed days of this week. */
  closures: Pick<ClosedDays, 'startDate' | 'endDate' | 'reason'>[];
}

const NOBODY = { invited: 0, joined: 0, attended: 0 };

/** The studio's week: what takes place, and what the groups' weeks promise. */
export class TimetableQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly access: SessionAccess,
  ) {}

  /** The week around `day`. A coach sees the sessions that he leads and those of the own groups. Throws `forbidden`. */
  async week(day: CalendarDate, actor: Actor): Promise<TimetableWeek> {
    const { manager } = this.unitOfWork;
    const coachId = await this.access.coachOnly(actor);
    const days = weekOf(day);
    const [from, to] = [days[0] ?? day, days.at(-1) ?? day];
    const sessions = await readSessions(manager, from, to, coachId);
    const groups = await readGroups(manager, sessions, coachId);
    const closures = await readClosures(manager, from, to);
    const entries = [
      ...(await this.started(sessions, groups)),
      ...(await this.planned(days, sessions, groups, { closures, coachId })),
    ];
    return {
      today: this.clock.today(),
      days,
      entries: entries.sort(byTime),
      closures: closures.filter(({ groupId }) => groupId === null),
    };
  }

  private async started(sessions: readonly GroupTraining[], groups: readonly Group[]): Promise<TimetableEntry[]> {
    const now = this.clock.now();
    const capacityOf = new Map(groups.map(({ id, capacity }) => [id, capacity]));
    const views = await viewsOf(this.unitOfWork.manager, sessions);
    return views.map((view) => ({
      sessionId: view.id,
      group: { ...view.group, capacity: capacityOf.get(view.group.id) ?? null },
      coach: view.coach,
      date: view.date as CalendarDate,
      time: timeInZone(new Date(view.startsAt), this.clock.timeZone),
      durationMinutes: view.durationMinutes,
      state: stateOfSession(view, now),
      invited: view.invited,
      joined: view.joined,
      attended: view.attended,
    }));
  }

  private async planned(
    days: readonly CalendarDate[],
    sessions: readonly GroupTraining[],
    groups: readonly Group[],
    { closures, coachId }: { closures: readonly ClosedDays[]; coachId: number | null },
  ): Promise<TimetableEntry[]> {
    const own = groups.filter((group) => group.archivedAt === null && (coachId === null || group.coachId === coachId));
    const weekly = own.map(({ id, weekdays, createdAt }) => ({ id, weekdays, since: this.dayOf(createdAt) }));
    const groupOf = new Map(own.map((group) => [group.id, group]));
    const coaches = await readCoaches(this.unitOfWork.manager, own);
    return plannedDays(weekly, days, { sessions, closures, today: this.clock.today() }).flatMap((day) => {
      const group = groupOf.get(day.groupId);
      if (!group) return [];
      const { id, name, capacity, startTime: time, durationMinutes } = group;
      const coach = coaches.get(group.coachId ?? 0) ?? null;
      const { date, state } = day;
      return [{ sessionId: null, group: { id, name, capacity }, coach, date, time, durationMinutes, state, ...NOBODY }];
    });
  }

  private dayOf(instant: Date): CalendarDate {
    return dateInZone(instant, this.clock.timeZone);
  }
}

async function readSessions(
  manager: EntityManager,
  from: CalendarDate,
  to: CalendarDate,
  coachId: number | null,
): Promise<GroupTraining[]> {
  if (coachId === null) return readEntities(manager, GroupTraining, 'WHERE date BETWEEN ? AND ?', [from, to]);
  const own = 'SELECT id FROM `groups` WHERE coachId = ? AND archivedAt IS NULL';
  const where = `WHERE date BETWEEN ? AND ? AND (coachId = ? OR groupId IN (${own}))`;
  return readEntities(manager, GroupTraining, where, [from, to, coachId, coachId]);
}

/** Those that have sessions this week, and those that train weekly. */
async function readGroups(
  manager: EntityManager,
  sessions: readonly GroupTraining[],
  coachId: number | null,
): Promise<Group[]> {
  const weekly = manager
    .createQueryBuilder(Group, 'grp')
    .where("grp.archivedAt IS NULL AND grp.weekdays <> ''")
    .andWhere(coachId === null ? '1 = 1' : 'grp.coachId = :coachId', { coachId });
  if (sessions.length > 0) weekly.orWhere('grp.id IN (:...ids)', { ids: sessions.map(({ groupId }) => groupId) });
  return weekly.getMany();
}

async function readCoaches(manager: EntityManager, groups: readonly Group[]): Promise<Map<number, CoachView>> {
  const ids = [...new Set(groups.flatMap(({ coachId }) => coachId ?? []))];
  const coaches = ids.length === 0 ? [] : await manager.findBy(Coach, { id: whereIn(ids) });
  return new Map(coaches.map((coach) => [coach.id, presentCoach(coach)]));
}

/** Those of a plan close no session: who has another plan still trains. */
async function readClosures(manager: EntityManager, from: CalendarDate, to: CalendarDate): Promise<ClosedDays[]> {
  return query<ClosedDays[]>(
    manager,
    `SELECT groupId, startDate, endDate, reason FROM closures
     WHERE undoneAt IS NULL AND scope <> 'plan' AND startDate <= ? AND endDate >= ? ORDER BY startDate, id`,
    [to, from],
  );
}

/** What has no time stands first, as all-day things do. */
function byTime(a: TimetableEntry, b: TimetableEntry): number {
  const [left, right] = [`${a.date} ${a.time ?? ''}`, `${b.date} ${b.time ?? ''}`];
  if (left !== right) return left < right ? -1 : 1;
  return a.group.name.localeCompare(b.group.name, 'ru') || (a.sessionId ?? 0) - (b.sessionId ?? 0);
}
