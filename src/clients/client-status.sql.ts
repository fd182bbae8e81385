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

export function statusParameters(day: CalendarDate, expiringDays: number): StatusParameters {
  return { statusDay: day, expiringDay: addDays(day, expiringDays) };
}

/** Not EXISTS: MariaDB would turn it into a join over all payments, and the first page would cost as much as the last. */
function paymentExists(alias: string, condition: string): string {
  return `((SELECT 1 FROM payments p WHERE p.clientId = ${alias}.id AND ${condition} LIMIT 1) IS NOT NULL)`;
}

const COVERS = 'p.startDate <= :statusDay AND p.endDate >= :statusDay';
const VISITS_LEFT = '(p.visitLimit IS NULL OR p.visitsUsed < p.visitLimit)';

function fragments(alias: string) {
  const frozenDay = `((SELECT 1 FROM lazy_days f WHERE f.clientId = ${alias}.id
    AND f.startDate <= :statusDay AND f.endDate >= :statusDay LIMIT 1) IS NOT NULL)`;
  return {
    frozen: `(${paymentExists(alias, COVERS)} AND ${frozenDay})`,
    active: `(${paymentExists(alias, `${COVERS} AND ${VISITS_LEFT}`)} AND NOT ${frozenDay})`,
    starts: paymentExists(alias, 'p.startDate > :statusDay AND p.endDate >= p.startDate'),
    any: paymentExists(alias, '1 = 1'),
    endsSoon: `NOT ${paymentExists(alias, 'p.endDate > :expiringDay')}`,
  };
}

/** An expression that gives the status as text. */
export function statusExpression(alias: string): string {
  const is = fragments(alias);
  return `CASE WHEN ${alias}.archivedAt IS NOT NULL THEN 'archived' WHEN ${is.frozen} THEN 'frozen'
    WHEN ${is.active} THEN 'active' WHEN ${is.starts} THEN 'upcoming' WHEN ${is.any} THEN 'expired' ELSE 'new' END`;
}

/** A condition that keeps the clients of one list; `all` is everyone who is not archived. */
export function filterCondition(filter: ClientFilter, alias: string): string {
  const is = fragments(alias);
  const living = `${alias}.archivedAt IS NULL`;
  switch (filter) {
    case 'all':
      return living;
    case 'archived':
      return `${alias}.archivedAt IS NOT NULL`;
    case 'frozen':
      return `${living} AND ${is.frozen}`;
    case 'active':
      return `${living} AND ${is.active}`;
    case 'inactive':
      return `${living} AND NOT ${is.active}`;
    case 'expiring':
      return `${living} AND ${is.active} AND ${is.endsSoon}`;
    case 'upcoming':
      return `${living} AND ${is.starts} AND NOT ${is.active} AND NOT ${is.frozen}`;
    case 'expired':
      return `${living} AND ${is.any} AND NOT ${is.starts} AND NOT ${is.active} AND NOT ${is.frozen}`;
    case 'new':
      return `${living} AND NOT ${is.any}`;
  }
}

/**
 * How many clients each status has, and how many of the active ones expire soon: the same rules as one pass over all
 * payments instead of several look-ups per client. Columns: `status`, `expiring` (0 or 1), `clients`.
 */
export const STATUS_COUNTS = `
  SELECT status, expiring, COUNT(*) AS clients FROM (
    SELECT
      CASE WHEN c.archivedAt IS NOT NULL THEN 'archived'
        WHEN m.covered = 1 AND f.clientId IS NOT NULL THEN 'frozen'
        WHEN m.usable = 1 THEN 'active'
        WHEN m.starts = 1 THEN 'upcoming'
        WHEN m.clientId IS NOT NULL THEN 'expired'
        ELSE 'new' END AS status,
      CASE WHEN m.lastDay <= :expiringDay THEN 1 ELSE 0 END AS expiring
    FROM clients c
    LEFT JOIN (
      SELECT p.clientId,
        MAX(CASE WHEN ${COVERS} THEN 1 ELSE 0 END) AS covered,
        MAX(CASE WHEN ${COVERS} AND ${VISITS_LEFT} THEN 1 ELSE 0 END) AS usable,
        MAX(CASE WHEN p.startDate > :statusDay AND p.endDate >= p.startDate THEN 1 ELSE 0 END) AS starts,
        MAX(p.endDate) AS lastDay
      FROM payments p GROUP BY p.clientId
    ) m ON m.clientId = c.id
    LEFT JOIN (
      SELECT DISTINCT clientId FROM lazy_days WHERE startDate <= :statusDay AND endDate >= :statusDay
    ) f ON f.clientId = c.id
  ) clientStatuses GROUP BY status, expiring`;
