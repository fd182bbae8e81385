import type { ClientFilter } from '../contract/clients.js';
import { addDays, type CalendarDate } from '../lib/calendar-date.js';

/**
 * `clientStatusOn` in SQL, for SQLite, MySQL and MariaDB. Every fragment reads the client's row as `alias` and the
 * parameters `:statusDay` and (for `expiring`) `:expiringDay`, both given by `statusParameters`.
 */
export interface StatusParameters {
  statusDay: CalendarDate;
  expiringDay: CalendarDate;
}

/** What is closed on the day: read first (`closedOn`), so that the many days on which nothing is cost nothing. */
export interface ClosedOn {
  studio: boolean;
  planIds: readonly number[];
  /** Closures of groups; whom they concern is in `closure_clients`. */
  groupClosureIds: readonly number[];
}

export const NOTHING_CLOSED: ClosedOn = { studio: false, planIds: [], groupClosureIds: [] };

export function statusParameters(day: CalendarDate, expiringDays: number): StatusParameters {
  return { statusDay: day, expiringDay: addDays(day, expiringDays) };
}

/** Not EXISTS: MariaDB would turn it into a join over all payments, and the first page would cost as much as the last. */
function paymentExists(alias: string, condition: string): string {
  return `((SELECT 1 FROM payments p WHERE p.clientId = ${alias}.id AND ${condition} LIMIT 1) IS NOT NULL)`;
}

const COVERS = 'p.startDate <= :statusDay AND p.endDate >= :statusDay';
const VISITS_LEFT = '(p.usedUpDate IS NULL OR p.usedUpDate > :statusDay)';
const STARTS_LATER = 'p.startDate > :statusDay AND p.endDate >= p.startDate';

/** Whether the membership `p` stands still because of a closure; null when nothing is closed. */
function closedCondition({ studio, planIds, groupClosureIds }: ClosedOn): string | null {
  if (studio) return '1 = 1';
  const conditions = [
    ...(planIds.length > 0 ? [`COALESCE(p.planId IN (${planIds.join(', ')}), 0)`] : []),
    ...(groupClosureIds.length > 0
      ? [
          `((SELECT 1 FROM closure_clients k WHERE k.clientId = p.clientId
            AND k.closureId IN (${groupClosureIds.join(', ')})
            AND k.startDate <= :statusDay AND k.endDate >= :statusDay LIMIT 1) IS NOT NULL)`,
        ]
      : []),
  ];
  return conditions.length > 0 ? `(${conditions.join(' OR ')})` : null;
}

function fragments(alias: string, closedOn: ClosedOn) {
  const closed = closedCondition(closedOn);
  const frozenDay = `((SELECT 1 FROM lazy_days f WHERE f.clientId = ${alias}.id
    AND f.startDate <= :statusDay AND f.endDate >= :statusDay LIMIT 1) IS NOT NULL)`;
  // The rarer first: it is all that is looked up for most clients.
  const frozen = `(${frozenDay} AND ${paymentExists(alias, COVERS)})`;
  return {
    archived: `(${alias}.archivedAt IS NOT NULL AND ${alias}.archivedDate <= :statusDay)`,
    living: `(${alias}.archivedAt IS NULL OR ${alias}.archivedDate > :statusDay)`,
    frozen: closed === null ? frozen : `(${frozen} OR ${paymentExists(alias, `${COVERS} AND ${closed}`)})`,
    active: `(${paymentExists(
      alias,
      `${COVERS} AND ${VISITS_LEFT}${closed === null ? '' : ` AND NOT ${closed}`}`,
    )} AND NOT ${frozenDay})`,
    starts: paymentExists(alias, STARTS_LATER),
    any: paymentExists(alias, '1 = 1'),
    endsSoon: `NOT ${paymentExists(alias, 'p.endDate > :expiringDay AND p.endDate >= p.startDate')}`,
  };
}

/** An expression that gives the status as text. */
export function statusExpression(alias: string, closedOn: ClosedOn): string {
  const is = fragments(alias, closedOn);
  return `CASE WHEN ${is.archived} THEN 'archived' WHEN ${is.frozen} THEN 'frozen'
    WHEN ${is.active} THEN 'active' WHEN ${is.starts} THEN 'upcoming' WHEN ${is.any} THEN 'expired' ELSE 'new' END`;
}

/** A condition that keeps the clients of one list; `all` is everyone who is not archived. */
export function filterCondition(filter: ClientFilter, alias: string, closedOn: ClosedOn): string {
  const is = fragments(alias, closedOn);
  if (filter === 'archived') return is.archived;
  return `${is.living} AND ${livingCondition(filter, alias, closedOn)}`;
}

/** The same for clients of whom it is known that they are not archived. */
export function livingCondition(filter: Exclude<ClientFilter, 'archived'>, alias: string, closedOn: ClosedOn): string {
  const is = fragments(alias, closedOn);
  switch (filter) {
    case 'all':
      return '1 = 1';
    case 'frozen':
      return is.frozen;
    case 'active':
      return is.active;
    case 'inactive':
      return `NOT ${is.active}`;
    case 'expiring':
      return `${is.endsSoon} AND ${is.active}`;
    case 'upcoming':
      return `${is.starts} AND NOT ${is.active} AND NOT ${is.frozen}`;
    case 'expired':
      return `${is.any} AND NOT ${is.starts} AND NOT ${is.active} AND NOT ${is.frozen}`;
    case 'new':
      return `NOT ${is.any}`;
    case 'owing':
      return paymentExists(alias, 'p.owedAmount > 0');
  }
}

/**
 * How many clients each status has, and how many of the active ones expire soon, counted anew in one pass over all
 * payments: what `StatusLedger` keeps is checked against it. Columns: `status`, `expiring` (0 or 1), `clients`.
 */
export function statusCounts(closedOn: ClosedOn): string {
  const closed = closedCondition(closedOn) ?? '0 = 1';
  return `
  SELECT status, expiring, COUNT(*) AS clients FROM (
    SELECT
      CASE WHEN c.archivedAt IS NOT NULL AND c.archivedDate <= :statusDay THEN 'archived'
        WHEN m.closed = 1 OR (m.covered = 1 AND f.clientId IS NOT NULL) THEN 'frozen'
        WHEN m.usable = 1 THEN 'active'
        WHEN m.starts = 1 THEN 'upcoming'
        WHEN m.clientId IS NOT NULL THEN 'expired'
        ELSE 'new' END AS status,
      CASE WHEN m.lastDay <= :expiringDay THEN 1 ELSE 0 END AS expiring
    FROM clients c
    LEFT JOIN (
      SELECT p.clientId,
        MAX(CASE WHEN ${COVERS} THEN 1 ELSE 0 END) AS covered,
        MAX(CASE WHEN ${COVERS} AND ${closed} THEN 1 ELSE 0 END) AS closed,
        MAX(CASE WHEN ${COVERS} AND ${VISITS_LEFT} THEN 1 ELSE 0 END) AS usable,
        MAX(CASE WHEN ${STARTS_LATER} THEN 1 ELSE 0 END) AS starts,
        MAX(CASE WHEN p.endDate >= p.startDate THEN p.endDate END) AS lastDay
      FROM payments p GROUP BY p.clientId
    ) m ON m.clientId = c.id
    LEFT JOIN (
      SELECT DISTINCT clientId FROM lazy_days WHERE startDate <= :statusDay AND endDate >= :statusDay
    ) f ON f.clientId = c.id
  ) clientStatuses GROUP BY status, expiring`;
}
