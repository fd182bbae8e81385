import { isSqlite } from '../src/db/data-source.js';
import { addDays, daysInclusive, type CalendarDate } from '../src/lib/calendar-date.js';
import type { RawConnection } from './raw-connection.js';
import type { BenchStudio } from './studio.js';

/** The same numbers as `GET /statistics`, as one would write them by hand: seven statements and nothing else. */
const MONEY = `SELECT 1 AS kind, saleDate AS day, COUNT(*) AS number, SUM(ROUND(paidAmount * 100)) AS cents
   FROM payments WHERE saleDate BETWEEN ? AND ? GROUP BY saleDate
   UNION ALL SELECT 2, date, 0, SUM(ROUND(amount * 100)) FROM instalments WHERE date BETWEEN ? AND ? GROUP BY date
   UNION ALL SELECT 3, refundDate, 0, -SUM(ROUND(refundAmount * 100)) FROM payments
   WHERE refundDate BETWEEN ? AND ? GROUP BY refundDate`;
const NEW_CLIENTS = 'SELECT registeredDate, COUNT(*) FROM clients WHERE registeredDate BETWEEN ? AND ? GROUP BY 1';
const VISITS = 'SELECT date, COUNT(*) FROM trainings WHERE date BETWEEN ? AND ? GROUP BY date';
const STATUSES = `SELECT status, ? AS day, SUM(clients) FROM status_days
   WHERE status IN ('active', 'frozen') AND day <= ? GROUP BY status
   UNION ALL SELECT status, day, clients FROM status_days WHERE status IN ('active', 'frozen') AND day > ? AND day <= ?`;
const DEBT = `SELECT SUM(ROUND(p.owedAmount * 100)) FROM payments p JOIN clients c ON c.id = p.clientId
   WHERE p.owedAmount > 0 AND c.archivedAt IS NULL`;
/** Who has changed groups since is not even looked at. MariaDB would turn an EXISTS into a join that it then can't resolve. */
const MISSES = `SELECT s.date, COUNT(*) FROM (
     SELECT DISTINCT groupId, date FROM group_trainings
     WHERE date BETWEEN ? AND ? AND cancelledAt IS NULL AND startsAt <= ?
   ) s JOIN clients c ON c.groupId = s.groupId AND c.registeredDate <= s.date
     AND (c.archivedDate IS NULL OR c.archivedDate > s.date)
   WHERE (SELECT 1 FROM payments p WHERE p.clientId = c.id AND p.startDate <= s.date AND p.endDate >= s.date
       AND (p.usedUpDate IS NULL OR p.usedUpDate > s.date) LIMIT 1) IS NOT NULL
     AND (SELECT 1 FROM trainings t WHERE t.date = s.date AND t.clientId = c.id LIMIT 1) IS NULL
     AND (SELECT 1 FROM lazy_days f WHERE f.clientId = c.id AND f.startDate <= s.date AND f.endDate >= s.date LIMIT 1) IS NULL
     AND (SELECT 1 FROM closures k WHERE k.undoneAt IS NULL AND k.startDate <= s.date AND k.endDate >= s.date LIMIT 1) IS NULL
   GROUP BY s.date`;

export async function handWritten(
  { studio, dataSource }: BenchStudio,
  raw: RawConnection,
  from: CalendarDate,
  to: CalendarDate,
): Promise<unknown[]> {
  const now = studio.clock.now();
  const stored = isSqlite(dataSource) ? now.toISOString().slice(0, -1).replace('T', ' ') : now;
  const first = addDays(from, -daysInclusive(from, to));
  return [
    await raw.all(MONEY, [first, to, first, to, first, to]),
    await raw.all(NEW_CLIENTS, [first, to]),
    await raw.all(VISITS, [first, to]),
    await raw.all(STATUSES, [first, first, first, to]),
    await raw.all(MISSES, [first, to, stored]),
    await raw.all(DEBT),
  ];
}
