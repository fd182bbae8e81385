import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { DaySpan } from './statistics.rules.js';

/** By the place of the day in the span. */
export type DayNumbers = Float64Array;

export interface MoneyDays {
  sales: DayNumbers;
  /** Whole hundredths: received on the day of sale and in instalments, less what was given back. */
  revenueCents: DayNumbers;
  newClients: DayNumbers;
}

const [SALE, INSTALMENT, REFUND, REGISTRATION] = [1, 2, 3, 4];

/** In whole hundredths: SQLite would add decimals as binary fractions. */
export function centsOf(column: string): string {
  return `SUM(ROUND(${column} * 100))`;
}

const MONEY_BY_DAY = `SELECT ${SALE} AS kind, saleDate AS day, COUNT(*) AS number, ${centsOf('paidAmount')} AS cents
   FROM payments WHERE saleDate BETWEEN ? AND ? GROUP BY saleDate
   UNION ALL
   SELECT ${INSTALMENT}, date, 0, ${centsOf('amount')} FROM instalments WHERE date BETWEEN ? AND ? GROUP BY date
   UNION ALL
   SELECT ${REFUND}, refundDate, 0, -${centsOf('refundAmount')}
   FROM payments WHERE refundDate BETWEEN ? AND ? GROUP BY refundDate
   UNION ALL
   SELECT ${REGISTRATION}, registeredDate, COUNT(*), 0
   FROM clients WHERE registeredDate BETWEEN ? AND ? GROUP BY registeredDate`;

/** Numbers come as text from some servers. */
interface DayRow {
  kind: number;
  day: CalendarDate;
  number: number | string;
  cents: number | string | null;
}

export async function readMoneyDays(manager: EntityManager, span: DaySpan): Promise<MoneyDays> {
  const { from, to } = span;
  const rows = await query<DayRow[]>(manager, MONEY_BY_DAY, [from, to, from, to, from, to, from, to]);
  const money: MoneyDays = { sales: numbersOf(span), revenueCents: numbersOf(span), newClients: numbersOf(span) };
  for (const { kind, day, number, cents } of rows) {
    const place = span.placeOf(day);
    if (Number(kind) === SALE) add(money.sales, place, Number(number));
    if (Number(kind) === REGISTRATION) add(money.newClients, place, Number(number));
    else add(money.revenueCents, place, Number(cents ?? 0));
  }
  return money;
}

/** How many visits each day had. */
export async function readVisitDays(manager: EntityManager, span: DaySpan): Promise<DayNumbers> {
  const rows = await query<{ day: CalendarDate; number: number | string }[]>(
    manager,
    'SELECT date AS day, COUNT(*) AS number FROM trainings WHERE date BETWEEN ? AND ? GROUP BY date',
    [span.from, span.to],
  );
  const visits = numbersOf(span);
  for (const { day, number } of rows) add(visits, span.placeOf(day), Number(number));
  return visits;
}

export interface StatusDays {
  active: DayNumbers;
  frozen: DayNumbers;
}

/**
 * How many clients were active and frozen on each day, from the ledger (docs/adr/0009): what happened before the span is one
 * row of each status, however long it is.
 */
export async function readStatusDays(manager: EntityManager, span: DaySpan): Promise<StatusDays> {
  const rows = await query<{ status: keyof StatusDays; day: CalendarDate; clients: number | string }[]>(
    manager,
    `SELECT status, ? AS day, SUM(clients) AS clients FROM status_days
     WHERE status IN ('active', 'frozen') AND day <= ? GROUP BY status
     UNION ALL
     SELECT status, day, clients FROM status_days WHERE status IN ('active', 'frozen') AND day > ? AND day <= ?`,
    [span.from, span.from, span.from, span.to],
  );
  const days: StatusDays = { active: numbersOf(span), frozen: numbersOf(span) };
  for (const { status, day, clients } of rows) add(days[status], span.placeOf(day), Number(clients));
  for (const numbers of Object.values(days) as DayNumbers[]) {
    for (let place = 1; place < numbers.length; place += 1) add(numbers, place, numbers[place - 1] ?? 0);
  }
  return days;
}

export function numbersOf(span: DaySpan): DayNumbers {
  return new Float64Array(span.days.length);
}

function add(numbers: DayNumbers, place: number, number: number): void {
  numbers[place] = (numbers[place] ?? 0) + number;
}
