import type { CoachStatistics, DayStatistics, Statistics, Totals } from '../contract/statistics.js';
import { query } from '../db/query.js';
import { storedInstant } from '../db/stored-values.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { addDays, type CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { totalDebt } from '../payments/debt.queries.js';
import { readMoneyDays, readStatusDays, type DayNumbers } from './day-counts.queries.js';
import { readAttendance } from './misses.queries.js';
import { DaySpan, formatCents, requireRange } from './statistics.rules.js';

type Counted = Record<'visits' | 'sales' | 'revenueCents' | 'newClients' | 'misses', DayNumbers>;

/** The studio's numbers (docs/figures.md): from the facts and the ledger of statuses, with the days asked for and no more. */
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
    const { manager } = this.unitOfWork;
    const counted: Counted = {
      ...(await readMoneyDays(manager, span)),
      ...(await readAttendance(manager, this.clock, span)),
    };
    const { active, frozen } = await readStatusDays(manager, span);
    const days = span.days.slice(length).map((date, index): DayStatistics => {
      const place = length + index;
      const present = { active: active[place] ?? 0, frozen: frozen[place] ?? 0 };
      return { date, ...totalsOf(counted, place, place + 1), ...present };
    });
    return {
      days,
      totals: { ...totalsOf(counted, length, 2 * length), owed: await totalDebt(manager) },
      previous: totalsOf(counted, 0, length),
    };
  }

  /**
   * Sessions held (begun and not cancelled), visits to them and how full they were, by the coach who led; living coaches
   * even with none. Of one coach when asked so.
   */
  async coaches(from: CalendarDate, to: CalendarDate, coachId: number | null = null): Promise<CoachStatistics> {
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
       ${coachId === null ? '' : 'WHERE c.id = ?'}
       GROUP BY c.id, c.firstName, c.lastName, c.archivedAt
       HAVING c.archivedAt IS NULL OR COUNT(held.id) > 0
       ORDER BY sessions DESC, c.id`,
      [from, to, now, ...(coachId === null ? [] : [coachId])],
    );
    return { items: rows.map(presentCoachRow) };
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

/** Of the days from one place up to another, the last one not included. */
function totalsOf(counted: Counted, from: number, to: number): Totals {
  const sum = (numbers: DayNumbers): number => numbers.subarray(from, to).reduce((total, number) => total + number, 0);
  return {
    visits: sum(counted.visits),
    revenue: formatCents(sum(counted.revenueCents)),
    payments: sum(counted.sales),
    misses: sum(counted.misses),
    newClients: sum(counted.newClients),
  };
}
