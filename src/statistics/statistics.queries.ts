import { AuditEntry } from '../audit/audit-entry.entity.js';
import { Client } from '../clients/client.entity.js';
import type { CoachStatistics, DayStatistics, Statistics, Totals } from '../contract/statistics.js';
import { query } from '../db/query.js';
import { storedInstant } from '../db/stored-values.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { addDays, daysInclusive, instantInZone, type CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { totalDebt } from '../payments/debt.queries.js';
import { Instalment } from '../payments/instalment.entity.js';
import { Payment } from '../payments/payment.entity.js';
import { GroupTraining } from '../trainings/group-training.entity.js';
import { Training } from '../trainings/training.entity.js';
import { readClientDays } from './client-days.queries.js';
import { ACTIVE, DaySpan, formatCents, FROZEN, groupAt, type GroupChange } from './statistics.rules.js';

export const MAX_RANGE_DAYS = 366;

type DayCounts = ReadonlyMap<CalendarDate, number>;

interface Counted {
  visits: DayCounts;
  sales: DayCounts;
  revenueCents: DayCounts;
  newClients: DayCounts;
  misses: DayCounts;
}

interface GroupCandidate {
  clientId: number;
  groupId: number | null;
  registeredDate: CalendarDate;
  /** Newest first. */
  changes: readonly GroupChange[];
}

/** The studio's numbers (docs/rules.md, "Statistics"), always computed from the facts, never kept. */
export class StatisticsQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Every day of `[from, to]`, the totals, and the totals of the equally long period just before.
   * Throws `end_before_start`, and `out_of_range` for more than 366 days.
   */
  async between(from: CalendarDate, to: CalendarDate): Promise<Statistics> {
    const length = requireRange(from, to);
    // The days before are needed for `previous`: one reading serves both.
    const span = new DaySpan(addDays(from, -length), to);
    const clientDays = await readClientDays(this.unitOfWork.manager, span);
    const counted: Counted = {
      visits: await this.countByDay(Training, 'date', span),
      sales: await this.countByDay(Payment, 'saleDate', span),
      revenueCents: await this.revenueByDay(span),
      newClients: await this.countByDay(Client, 'registeredDate', span),
      misses: await this.missesByDay(span, clientDays),
    };
    const [active, frozen] = [new Array<number>(span.days.length).fill(0), new Array<number>(span.days.length).fill(0)];
    for (const states of clientDays.values()) {
      states.forEach((state, place) => {
        if (state === ACTIVE) active[place] = (active[place] ?? 0) + 1;
        else if (state === FROZEN) frozen[place] = (frozen[place] ?? 0) + 1;
      });
    }
    const days = span.days.map((date, place) => dayOf(date, counted, active[place] ?? 0, frozen[place] ?? 0));
    return {
      days: days.slice(length),
      totals: { ...totalsOf(span.days.slice(length), counted), owed: await totalDebt(this.unitOfWork.manager) },
      previous: totalsOf(span.days.slice(0, length), counted),
    };
  }

  /**
   * Sessions held (begun and not cancelled), visits to them and how full they were, by the coach who led; living coaches
   * even with none.
   */
  async coaches(from: CalendarDate, to: CalendarDate): Promise<CoachStatistics> {
    requireRange(from, to);
    const now = storedInstant(this.unitOfWork.dataSource, this.clock.now());
    const rows = await query<CoachRow[]>(
      this.unitOfWork.manager,
      `SELECT c.id AS coachId, c.firstName, c.lastName, COUNT(held.id) AS sessions, COALESCE(SUM(held.visits), 0) AS visits,
         COALESCE(SUM(held.places), 0) AS places,
         COALESCE(SUM(CASE WHEN held.places > 0 THEN held.visits ELSE 0 END), 0) AS placedVisits
       FROM coaches c
       LEFT JOIN (
         SELECT s.id, s.coachId,
           (SELECT COUNT(*) FROM trainings t WHERE t.groupTrainingId = s.id) AS visits,
           COALESCE(g.capacity, (SELECT COUNT(*) FROM invitations i WHERE i.groupTrainingId = s.id)) AS places
         FROM group_trainings s JOIN \`groups\` g ON g.id = s.groupId
         WHERE s.date BETWEEN ? AND ? AND s.cancelledAt IS NULL AND s.startsAt <= ?
       ) held ON held.coachId = c.id
       GROUP BY c.id, c.firstName, c.lastName, c.archivedAt
       HAVING c.archivedAt IS NULL OR COUNT(held.id) > 0
       ORDER BY sessions DESC, c.id`,
      [from, to, now],
    );
    return { items: rows.map(presentCoachRow) };
  }

  private async countByDay(
    entity: typeof Training | typeof Payment | typeof Client,
    column: 'date' | 'saleDate' | 'registeredDate',
    span: DaySpan,
  ): Promise<DayCounts> {
    const rows = await this.unitOfWork.manager
      .createQueryBuilder<Training | Payment | Client>(entity, 'row')
      .select(`row.${column}`, 'day')
      .addSelect('COUNT(*)', 'count')
      .where(`row.${column} BETWEEN :from AND :to`, { from: span.from, to: span.to })
      .groupBy(`row.${column}`)
      .getRawMany<{ day: CalendarDate; count: number | string }>();
    return new Map(rows.map(({ day, count }) => [day, Number(count)]));
  }

  /** In whole hundredths: SQLite would add decimals as binary fractions. */
  private async revenueByDay(span: DaySpan): Promise<DayCounts> {
    const cents = new Map<CalendarDate, number>();
    for (const [entity, dayColumn, amountColumn, sign] of [
      [Payment, 'saleDate', 'paidAmount', 1],
      [Instalment, 'date', 'amount', 1],
      [Payment, 'refundDate', 'refundAmount', -1],
    ] as const) {
      const rows = await this.unitOfWork.manager
        .createQueryBuilder<Payment | Instalment>(entity, 'row')
        .select(`row.${dayColumn}`, 'day')
        .addSelect(`SUM(ROUND(row.${amountColumn} * 100))`, 'cents')
        .where(`row.${dayColumn} BETWEEN :from AND :to`, { from: span.from, to: span.to })
        .groupBy(`row.${dayColumn}`)
        .getRawMany<{ day: CalendarDate; cents: number | string | null }>();
      for (const row of rows) cents.set(row.day, (cents.get(row.day) ?? 0) + sign * Number(row.cents ?? 0));
    }
    return cents;
  }

  /**
   * A miss: a client of the group, active on the day of a session that has begun, without any visit on that day; once
   * per client and day. Who was in the group then is known from the audit log of later changes.
   */
  private async missesByDay(span: DaySpan, clientDays: ReadonlyMap<number, Uint8Array>): Promise<DayCounts> {
    const sessions = await this.sessionsHeld(span);
    const misses = new Map<CalendarDate, number>();
    if (sessions.length === 0) return misses;
    const came = await this.visitors(span);
    const candidates = await this.groupCandidates(span);
    const seen = new Set<string>();
    for (const session of sessions) {
      const place = span.placeOf(session.date);
      for (const client of candidates.get(session.groupId) ?? []) {
        const key = `${client.clientId} ${session.date}`;
        if (seen.has(key) || came.has(key) || session.date < client.registeredDate) continue;
        if (clientDays.get(client.clientId)?.[place] !== ACTIVE) continue;
        if (groupAt(client.groupId, client.changes, session.startsAt) !== session.groupId) continue;
        seen.add(key);
        misses.set(session.date, (misses.get(session.date) ?? 0) + 1);
      }
    }
    return misses;
  }

  private sessionsHeld(span: DaySpan): Promise<GroupTraining[]> {
    return this.unitOfWork.manager
      .createQueryBuilder(GroupTraining, 'held')
      .where('held.date BETWEEN :from AND :to', { from: span.from, to: span.to })
      .andWhere('held.cancelledAt IS NULL AND held.startsAt <= :now', { now: this.clock.now() })
      .getMany();
  }

  private async visitors(span: DaySpan): Promise<Set<string>> {
    const rows = await this.unitOfWork.manager
      .createQueryBuilder(Training, 'visit')
      .select('visit.clientId', 'clientId')
      .addSelect('visit.date', 'date')
      .where('visit.date BETWEEN :from AND :to', { from: span.from, to: span.to })
      .getRawMany<{ clientId: number; date: CalendarDate }>();
    return new Set(rows.map(({ clientId, date }) => `${clientId} ${date}`));
  }

  /** By group: everyone who may have been in it during the span. */
  private async groupCandidates(span: DaySpan): Promise<Map<number, GroupCandidate[]>> {
    const changes = await this.groupChanges(instantInZone(span.from, '00:00', this.clock.timeZone));
    const clients = await this.unitOfWork.manager
      .createQueryBuilder(Client, 'client')
      .select('client.id', 'clientId')
      .addSelect('client.groupId', 'groupId')
      .addSelect('client.registeredDate', 'registeredDate')
      .where('client.groupId IS NOT NULL')
      .orWhere(changes.size > 0 ? 'client.id IN (:...ids)' : '1 = 0', { ids: [...changes.keys()] })
      .getRawMany<Omit<GroupCandidate, 'changes'>>();
    const candidates = new Map<number, GroupCandidate[]>();
    for (const client of clients) {
      const own = changes.get(client.clientId) ?? [];
      for (const groupId of new Set([client.groupId, ...own.map(({ from }) => from)])) {
        if (groupId === null) continue;
        candidates.set(groupId, [...(candidates.get(groupId) ?? []), { ...client, changes: own }]);
      }
    }
    return candidates;
  }

  private async groupChanges(since: Date): Promise<Map<number, GroupChange[]>> {
    const entries = await this.unitOfWork.manager
      .createQueryBuilder(AuditEntry, 'entry')
      .where("entry.at >= :since AND entry.entity = 'Client'", { since })
      .andWhere("entry.action IN ('client.group', 'client.archive')")
      .orderBy('entry.id', 'DESC')
      .getMany();
    const changes = new Map<number, GroupChange[]>();
    for (const { entityId, at, before } of entries) {
      const from = before?.groupId;
      if (from !== null && typeof from !== 'number') continue;
      const clientId = Number(entityId);
      changes.set(clientId, [...(changes.get(clientId) ?? []), { at, from }]);
    }
    return changes;
  }
}

/** Numbers come as text from some servers. */
interface CoachRow {
  coachId: number;
  firstName: string;
  lastName: string;
  sessions: number | string;
  visits: number | string;
  places: number | string;
  /** Of the sessions of which it is known how many places there are. */
  placedVisits: number | string;
}

function presentCoachRow(row: CoachRow): CoachStatistics['items'][number] {
  const { coachId, firstName, lastName } = row;
  const places = Number(row.places);
  const fill = places > 0 ? Math.round((Number(row.placedVisits) / places) * 1000) / 1000 : null;
  return { coachId, firstName, lastName, sessions: Number(row.sessions), visits: Number(row.visits), fill };
}

function requireRange(from: CalendarDate, to: CalendarDate): number {
  const length = daysInclusive(from, to);
  if (length < 1) throw DomainError.field('to', 'end_before_start');
  if (length > MAX_RANGE_DAYS) throw DomainError.field('to', 'out_of_range', { min: from, max: addDays(from, 365) });
  return length;
}

function dayOf(date: CalendarDate, counted: Counted, active: number, frozen: number): DayStatistics {
  return { date, ...totalsOf([date], counted), active, frozen };
}

function totalsOf(days: readonly CalendarDate[], counted: Counted): Totals {
  const sum = (counts: DayCounts): number => days.reduce((total, day) => total + (counts.get(day) ?? 0), 0);
  return {
    visits: sum(counted.visits),
    revenue: formatCents(sum(counted.revenueCents)),
    payments: sum(counted.sales),
    misses: sum(counted.misses),
    newClients: sum(counted.newClients),
  };
}
