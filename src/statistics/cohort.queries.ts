import type { EntityManager } from 'typeorm';
import { eachRow } from '../db/each-row.js';
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

type PeriodRow = [
  clientId: number,
  saleDate: CalendarDate,
  startDate: CalendarDate | null,
  endDate: CalendarDate | null,
];

/** Who of each month's first buyers still had a membership in the months after, the oldest month first. */
export async function readCohorts(manager: EntityManager, asOf: CalendarDate): Promise<Cohort[]> {
  const months = monthsUpTo(asOf, COHORT_MONTHS).map(({ firstDay, lastDay }) => {
    return { firstDay, lastDay: earlierOf(lastDay, asOf) };
  });
  // A bit for each month with a membership, by client: a join with the months would take several times as long.
  const people = new Map<number, { cohort: number; had: number }>();
  await eachRow<PeriodRow>(
    manager,
    `SELECT first.clientId, first.saleDate, p.startDate, p.endDate FROM (${FIRST_SALES}) first
     LEFT JOIN payments p ON p.clientId = first.clientId AND p.startDate <= p.endDate`,
    [months[0]?.firstDay ?? asOf, asOf],
    ([clientId, saleDate, startDate, endDate]) => {
      const known = people.get(clientId);
      const person = known ?? { cohort: months.findLastIndex(({ firstDay }) => firstDay <= saleDate), had: 0 };
      if (!known) people.set(clientId, person);
      if (startDate === null || endDate === null) return;
      for (let place = person.cohort; place < months.length; place += 1) {
        const month = months[place];
        if (month && startDate <= month.lastDay && endDate >= month.firstDay) person.had |= 1 << place;
      }
    },
  );
  const cohorts = months.map(({ firstDay }, place): Cohort => {
    return { month: firstDay, clients: 0, stayed: months.slice(place).map(() => 0) };
  });
  for (const { cohort: place, had } of people.values()) {
    const cohort = cohorts[place];
    if (!cohort) continue;
    cohort.clients += 1;
    cohort.stayed = cohort.stayed.map((count, later) => count + ((had >> (place + later)) & 1));
  }
  return cohorts;
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
