import type { EntityManager } from 'typeorm';
import { filterCondition, NOTHING_CLOSED, statusParameters } from '../clients/client-status.sql.js';
import { query } from '../db/query.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { moneyFromCents, type Money } from '../lib/money.js';
import { birthdaysFrom } from './birthday.rules.js';

/** How many days from today on the desk looks ahead, today included. */
export const WEEK_DAYS = 7;

/** Whom the desk sees: on which day, and of which coach's groups; null = of all. */
export interface DeskView {
  today: CalendarDate;
  coachId: number | null;
  /** As many rows are given; `total` counts all. */
  limit: number;
}

export interface DeskClient {
  id: number;
  firstName: string;
  lastName: string;
  phone: string | null;
}

export interface DeskList<T> {
  total: number;
  items: T[];
}

const CLIENT = 'c.id, c.firstName, c.lastName, c.phone';

function inScope({ coachId }: DeskView): string {
  // A number of our own, never typed text.
  return coachId === null ? '1 = 1' : `c.groupId IN (SELECT own.id FROM \`groups\` own WHERE own.coachId = ${coachId})`;
}

async function readList<T extends object>(
  manager: EntityManager,
  sql: string,
  parameters: Record<string, unknown>,
): Promise<DeskList<T>> {
  const statement = manager.dataSource.driver.escapeQueryWithParameters(sql, parameters);
  const rows = await query<(T & { total: number | string })[]>(manager, ...statement);
  return { total: Number(rows[0]?.total ?? 0), items: rows };
}

/**
 * The clients whose last paid day is at most `lastDay`, and who may train until then but for a closure: what
 * the full list is narrowed by; `readEnding` counts the same clients. `alias` is the client's row.
 */
export function endingBy(alias: string, today: CalendarDate, lastDay: CalendarDate) {
  return {
    sql: filterCondition('expiring', alias, NOTHING_CLOSED),
    parameters: { ...statusParameters(today, 0), expiringDay: lastDay },
  };
}

/**
 * Whose membership ends soon, the soonest first: the clients of `endingBy`, found from the days on which memberships end.
 * Joins, where the condition asks four times per client: MariaDB takes a third of the time for them.
 */
export async function readEnding(
  manager: EntityManager,
  view: DeskView,
  lastDay: CalendarDate,
): Promise<DeskList<DeskClient & { endDate: CalendarDate }>> {
  const ending = `FROM payments p JOIN clients c ON c.id = p.clientId
    LEFT JOIN payments l ON l.clientId = p.clientId AND l.endDate > p.endDate AND l.endDate >= l.startDate
    LEFT JOIN lazy_days f ON f.clientId = p.clientId AND f.startDate <= :today AND f.endDate >= :today
    WHERE p.endDate >= :today AND p.endDate <= :lastDay AND p.endDate >= p.startDate
      AND l.id IS NULL AND f.id IS NULL AND c.archivedAt IS NULL AND ${inScope(view)}
      AND ((p.startDate <= :today AND (p.usedUpDate IS NULL OR p.usedUpDate > :today))
        OR (SELECT 1 FROM payments a WHERE a.clientId = p.clientId AND a.startDate <= :today AND a.endDate >= :today
          AND (a.usedUpDate IS NULL OR a.usedUpDate > :today) LIMIT 1) IS NOT NULL)`;
  return readList(
    manager,
    `SELECT ${CLIENT}, p.endDate, (SELECT COUNT(*) ${ending}) AS total ${ending}
     ORDER BY p.endDate, p.clientId LIMIT ${view.limit}`,
    { today: view.today, lastDay },
  );
}

/** Whose freeze runs today, the soonest to come back first. Closed days are no freezes of anybody. */
export async function readFrozen(
  manager: EntityManager,
  view: DeskView,
): Promise<DeskList<DeskClient & { freezeId: number; endDate: CalendarDate }>> {
  return readList(
    manager,
    `SELECT ${CLIENT}, f.id AS freezeId, f.endDate, COUNT(*) OVER () AS total
     FROM lazy_days f JOIN clients c ON c.id = f.clientId
     WHERE f.startDate <= :today AND f.endDate >= :today AND c.archivedAt IS NULL AND ${inScope(view)}
       AND (SELECT 1 FROM payments p WHERE p.clientId = c.id AND p.startDate <= :today AND p.endDate >= :today LIMIT 1)
         IS NOT NULL
     ORDER BY f.endDate, c.searchName, c.id LIMIT ${view.limit}`,
    { today: view.today },
  );
}

interface DebtorRow extends DeskClient {
  paymentId: number;
  saleDate: CalendarDate;
  cents: number | string;
  allCents: number | string;
}

/** Who owes, the oldest sale first; `paymentId` is the membership to be paid for first. */
export async function readDebtors(
  manager: EntityManager,
  view: DeskView,
): Promise<DeskList<DeskClient & { paymentId: number; saleDate: CalendarDate; owed: Money }> & { owed: Money }> {
  // Begins with the debts, which are few; the + keeps SQLite from reading all payments in the order of clients.
  const { total, items } = await readList<DebtorRow>(
    manager,
    `SELECT ${CLIENT}, d.paymentId, d.saleDate, d.cents, COUNT(*) OVER () AS total, SUM(d.cents) OVER () AS allCents
     FROM (SELECT +p.clientId AS clientId, MIN(p.id) AS paymentId, MIN(p.saleDate) AS saleDate,
             SUM(ROUND(p.owedAmount * 100)) AS cents
           FROM payments p WHERE p.owedAmount > 0 GROUP BY +p.clientId) d
     JOIN clients c ON c.id = d.clientId
     WHERE c.archivedAt IS NULL AND ${inScope(view)} ORDER BY d.saleDate, c.searchName, c.id LIMIT ${view.limit}`,
    {},
  );
  return {
    total,
    owed: moneyFromCents(Number(items[0]?.allCents ?? 0)),
    items: items.map(({ cents, allCents: _all, ...row }) => ({ ...row, owed: moneyFromCents(Number(cents)) })),
  };
}

/** The condition that keeps those with a birthday on one of the days; `alias` is the client's row. */
export function birthdayBetween(alias: string, from: CalendarDate, to: CalendarDate): string {
  const days = birthdaysFrom(from, to).flatMap(({ monthDays }) => monthDays);
  return `${alias}.birthMonthDay IN (${days.map((day) => `'${day}'`).join(', ') || 'NULL'})`;
}

type BirthdayRow = DeskClient & { birthDate: CalendarDate; place: number; isReachable: number };

/** Whose birthday it is today or soon; `date` is the day on which it is celebrated. `isReachable`: the bot can write to them. */
export async function readBirthdays(
  manager: EntityManager,
  view: DeskView,
  lastDay: CalendarDate,
): Promise<DeskList<DeskClient & { birthDate: CalendarDate; date: CalendarDate; isReachable: boolean }>> {
  const days = birthdaysFrom(view.today, lastDay);
  const order = days.flatMap(({ monthDays }, place) => monthDays.map((day) => `WHEN '${day}' THEN ${place}`));
  // The = 1 leaves the choice between the indices of birthdays and of living clients to nobody.
  const { total, items } = await readList<BirthdayRow>(
    manager,
    `SELECT ${CLIENT}, c.birthDate, CASE c.birthMonthDay ${order.join(' ')} END AS place,
       CASE WHEN c.telegramId IS NOT NULL AND c.telegramState = 'ok' THEN 1 ELSE 0 END AS isReachable,
       COUNT(*) OVER () AS total
     FROM clients c
     WHERE (c.archivedAt IS NULL) = 1 AND ${birthdayBetween('c', view.today, lastDay)} AND ${inScope(view)}
     ORDER BY place, c.searchName, c.id LIMIT ${view.limit}`,
    {},
  );
  return {
    total,
    items: items.map(({ place, isReachable, ...row }) => ({
      ...row,
      date: days[Number(place)]?.date ?? view.today,
      isReachable: Number(isReachable) === 1,
    })),
  };
}
