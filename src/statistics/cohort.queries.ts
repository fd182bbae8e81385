import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import { earlierOf, type CalendarDate } from '../lib/calendar-date.js';
import { readPage, type Page, type PageRequest } from './row-page.js';
import { monthsUpTo, type Month } from './range.rules.js';

/** So many months of first payments, and as many after each. */
export const COHORT_MONTHS = 12;

export interface Cohort {
  /** The month's first day. */
  month: CalendarDate;
  clients: number;
  /** How many of them had a membership on a day of the month itself, of the next one, and so on up to now. */
  stayed: number[];
}

/** Clients who bought their first membership (trials apart) between two days. Parameters: the two days. */
const FIRST_SALES = `SELECT f.clientId, f.saleDate FROM payments f
   WHERE f.saleDate BETWEEN ? AND ? AND f.isTrial = 0
     AND ((SELECT 1 FROM payments e WHERE e.clientId = f.clientId AND e.isTrial = 0
       AND (e.saleDate < f.saleDate OR (e.saleDate = f.saleDate AND e.id < f.id)) LIMIT 1) IS NULL)`;

/** The months as a table: `place`, `firstDay`, `lastDay`. */
function monthsSql(months: readonly Month[], asOf: CalendarDate): [sql: string, values: unknown[]] {
  const sql = months.map(() => 'SELECT ? AS place, ? AS firstDay, ? AS lastDay').join(' UNION ALL ');
  return [sql, months.flatMap(({ firstDay, lastDay }, place) => [place, firstDay, earlierOf(lastDay, asOf)])];
}

type Count = number | string;

/** Who of each month's first buyers still had a membership in the months after, the oldest month first. */
export async function readCohorts(manager: EntityManager, asOf: CalendarDate): Promise<Cohort[]> {
  const months = monthsUpTo(asOf, COHORT_MONTHS);
  const [table, values] = monthsSql(months, asOf);
  const rows = await query<{ cohort: Count; month: Count | null; clients: Count }[]>(
    manager,
    `SELECT cohort.place AS cohort, month.place AS month, COUNT(DISTINCT first.clientId) AS clients
     FROM (${FIRST_SALES}) first
     JOIN (${table}) cohort ON first.saleDate BETWEEN cohort.firstDay AND cohort.lastDay
     JOIN payments p ON p.clientId = first.clientId AND p.startDate <= p.endDate
     JOIN (${table}) month ON p.startDate <= month.lastDay AND p.endDate >= month.firstDay AND month.place >= cohort.place
     GROUP BY cohort.place, month.place
     UNION ALL
     SELECT cohort.place, NULL, COUNT(*)
     FROM (${FIRST_SALES}) first
     JOIN (${table}) cohort ON first.saleDate BETWEEN cohort.firstDay AND cohort.lastDay
     GROUP BY cohort.place`,
    [...range(months, asOf), ...values, ...values, ...range(months, asOf), ...values],
  );
  const cohorts = months.map(({ firstDay }, place): Cohort => {
    return { month: firstDay, clients: 0, stayed: months.slice(place).map(() => 0) };
  });
  for (const { cohort, month, clients } of rows) {
    const known = cohorts[Number(cohort)];
    if (!known) continue;
    if (month === null) known.clients = Number(clients);
    else known.stayed[Number(month) - Number(cohort)] = Number(clients);
  }
  return cohorts;
}

function range(months: readonly Month[], asOf: CalendarDate): [CalendarDate, CalendarDate] {
  return [months[0]?.firstDay ?? asOf, asOf];
}

export interface CohortClient {
  clientId: number;
  saleDate: CalendarDate;
}

/** The clients behind a cell of the table: first buyers of the month who had a membership so many months later. */
export function listCohort(
  manager: EntityManager,
  cohort: Month,
  later: Month,
  asOf: CalendarDate,
  page: PageRequest,
): Promise<Page<CohortClient>> {
  return readPage(
    manager,
    `SELECT first.clientId, first.saleDate FROM (${FIRST_SALES}) first
     WHERE ((SELECT 1 FROM payments p WHERE p.clientId = first.clientId AND p.startDate <= p.endDate
       AND p.startDate <= ? AND p.endDate >= ? LIMIT 1) IS NOT NULL)`,
    'saleDate DESC, clientId',
    [cohort.firstDay, earlierOf(cohort.lastDay, asOf), earlierOf(later.lastDay, asOf), later.firstDay],
    page,
  );
}
