import type { DataSource } from 'typeorm';
import { isSqlite } from '../src/db/data-source.js';
import { addDays, isoWeekday, type CalendarDate } from '../src/lib/calendar-date.js';

const CLIENTS_OF_A_GROUP = 12;
/** One client in so many is in a group. */
const IN_GROUPS = 10;
const COACHES = 20;
const ROWS_AT_ONCE = 500;
const YEAR_DAYS = 365;
/** As long as the payments of `fillStudio` reach back. */
export const HISTORY_YEARS = 2;
const STAMPS = "'2026-01-01 00:00:00.000'";

/**
 * Groups of twelve, each with three sessions a week in the two years before today, and ten visits for each client of the
 * studio. Gives the number of visits.
 */
export async function fillAttendance(dataSource: DataSource, clients: number, today: CalendarDate): Promise<number> {
  const groups = Math.max(1, Math.round(clients / IN_GROUPS / CLIENTS_OF_A_GROUP));
  await insert(dataSource, '`groups`', 'id, name, version, createdAt, updatedAt', 21, groups, (id) => {
    return `${id}, 'Группа ${id}', 1, ${STAMPS}, ${STAMPS}`;
  });
  await insert(
    dataSource,
    'coaches',
    'id, firstName, lastName, searchName, version, createdAt, updatedAt',
    1,
    COACHES,
    (id) => {
      return `${id}, 'Тренер ${id}', '', 'тренер ${id}', 1, ${STAMPS}, ${STAMPS}`;
    },
  );
  const place = isSqlite(dataSource) ? '(id / 10)' : '(id DIV 10)';
  await dataSource.query(
    `UPDATE clients SET groupId = CASE WHEN id % ${IN_GROUPS} = 0 THEN 1 + ${place} % ${groups} ELSE NULL END`,
  );
  return addSessions(dataSource, groups, addDays(today, -HISTORY_YEARS * YEAR_DAYS), today);
}

/** The same studio with twice as many years more behind it: sessions, visits and memberships as in the years before. */
export async function addHistory(dataSource: DataSource, today: CalendarDate): Promise<number> {
  const days = HISTORY_YEARS * YEAR_DAYS;
  const [{ groups } = { groups: 0 }] = await dataSource.query<{ groups: number }[]>(
    'SELECT COUNT(DISTINCT groupId) AS `groups` FROM group_trainings',
  );
  const sqlite = isSqlite(dataSource);
  const earlier = (column: string, by: number): string =>
    sqlite ? `date(${column}, '-${by} days')` : `${column} - INTERVAL ${by} DAY`;
  for (const by of [days, 2 * days]) {
    const moved = ['saleDate', 'startDate', 'endDate', 'usedUpDate'].map((column) => earlier(column, by)).join(', ');
    await dataSource.query(
      `INSERT INTO payments (clientId, planId, durationDays, visitLimit, visitsUsed, freezePolicy, amount, paidAmount,
         owedAmount, method, version, createdAt, updatedAt, saleDate, startDate, endDate, usedUpDate)
       SELECT clientId, planId, durationDays, visitLimit, visitsUsed, freezePolicy, amount, amount, 0, method, 1, createdAt,
         updatedAt, ${moved} FROM payments WHERE saleDate > ?`,
      [addDays(today, -days)],
    );
  }
  return addSessions(dataSource, Number(groups), addDays(today, -3 * days), addDays(today, -days - 1));
}

async function addSessions(
  dataSource: DataSource,
  groups: number,
  from: CalendarDate,
  to: CalendarDate,
): Promise<number> {
  const [{ last } = { last: 0 }] = await dataSource.query<{ last: number | null }[]>(
    'SELECT MAX(id) AS last FROM group_trainings',
  );
  const sessions: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (let group = 1; group <= groups; group += 1) {
      // A third of the groups on each day of the week but Sunday, and so each of them on two or three.
      if (isoWeekday(day) < 7 && (isoWeekday(day) + group) % 2 === 0) {
        sessions.push(`${group}, ${1 + (group % COACHES)}, '${day}', '${day} 03:00:00.000', 1, ${STAMPS}, ${STAMPS}`);
      }
    }
  }
  const columns = 'id, groupId, coachId, date, startsAt, version, createdAt, updatedAt';
  const firstId = Number(last ?? 0) + 1;
  await insert(dataSource, 'group_trainings', columns, firstId, sessions.length, (id) => {
    return `${id}, ${sessions[id - firstId] ?? ''}`;
  });
  // About every third of those who could have come did.
  await dataSource.query(
    `INSERT INTO trainings (clientId, groupTrainingId, paymentId, date, slot, source, createdAt, updatedAt)
     SELECT c.id, s.id, (SELECT p.id FROM payments p WHERE p.clientId = c.id AND p.startDate <= s.date
         AND p.endDate >= s.date LIMIT 1), s.date, CONCAT('s', s.id), 'demo', ${STAMPS}, ${STAMPS}
     FROM group_trainings s JOIN clients c ON c.groupId = s.groupId
     WHERE s.id >= ? AND (c.id * 7 + s.id * 13) % 32 < 10`,
    [firstId],
  );
  const [{ visits } = { visits: 0 }] = await dataSource.query<{ visits: number | string }[]>(
    'SELECT COUNT(*) AS visits FROM trainings',
  );
  return Number(visits);
}

async function insert(
  dataSource: DataSource,
  table: string,
  columns: string,
  firstId: number,
  rows: number,
  rowOf: (id: number) => string,
): Promise<void> {
  await dataSource.transaction(async (manager) => {
    for (let from = firstId; from < firstId + rows; from += ROWS_AT_ONCE) {
      const length = Math.min(ROWS_AT_ONCE, firstId + rows - from);
      const values = Array.from({ length }, (_, place) => `(${rowOf(from + place)})`).join(', ');
      await manager.query(`INSERT INTO ${table} (${columns}) VALUES ${values}`);
    }
  });
}
