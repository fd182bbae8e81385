import { addDays, type CalendarDate } from '../src/lib/calendar-date.js';

/** The words in which SQLite and MySQL differ. */
interface Dialect {
  least: string;
  greatest: string;
  /** Days from the first to the second, both inclusive. */
  days: (from: string, to: string) => string;
  /** Joins in the order as written. */
  join: string;
}

const SQLITE: Dialect = {
  least: 'MIN',
  greatest: 'MAX',
  days: (from, to) => `(julianday(${to}) - julianday(${from}) + 1)`,
  join: 'CROSS JOIN',
};
const SERVER: Dialect = {
  least: 'LEAST',
  greatest: 'GREATEST',
  days: (from, to) => `(DATEDIFF(${to}, ${from}) + 1)`,
  join: 'STRAIGHT_JOIN',
};

export const LISTS = [
  'all',
  'active',
  'frozen',
  'expired',
  'upcoming',
  'new',
  'archived',
  'expiring',
  'owing',
] as const;
export type BenchList = (typeof LISTS)[number];

export const LEDGER_COUNTS = 'SELECT status, SUM(clients) AS clients FROM status_days WHERE day <= ? GROUP BY status';
/** Of everybody who is not archived. */
export const LEDGER_COUNT =
  "SELECT SUM(clients) AS clients FROM status_days WHERE status IN ('active', 'frozen', 'upcoming', 'expired', 'new') AND day <= ?";
export const OWING_COUNT =
  'SELECT COUNT(DISTINCT +clientId) AS clients FROM payments p WHERE owedAmount > 0 AND (SELECT archivedAt FROM clients c WHERE c.id = p.clientId) IS NULL';

const FIELDS =
  'id firstName lastName searchName phone phoneVerifiedAt email region birthDate cardNumber telegramId language groupId hasPhoto archivedDate'
    .split(' ')
    .map((name) => `c.${name}`)
    .join(', ');

/**
 * The SQL that a good database developer would write by hand for the same answers, on a day on which nothing is closed.
 */
export class HandWritten {
  private readonly dialect: Dialect;
  private readonly soon: CalendarDate;

  constructor(
    isSqlite: boolean,
    readonly today: CalendarDate,
  ) {
    this.dialect = isSqlite ? SQLITE : SERVER;
    this.soon = addDays(today, 3);
  }

  /** The rows of a page with status, last paid day and days left, all in one statement; by names, or by what marks the list. */
  pages(list: BenchList, size: number): string[] {
    const marks = this.mark(list);
    const plans = [this.ids(list, 'clients c', size)];
    if (marks) {
      const few = `(SELECT DISTINCT +clientId AS clientId FROM (${marks}) m) few ${this.dialect.join} clients c ON c.id = few.clientId`;
      // The mark of a debt is all that there is to know.
      plans.push(this.ids(list === 'owing' ? 'all' : list, few, size));
    }
    return plans.map(
      (
        ids,
      ) => `SELECT ${FIELDS}, ${this.status()} AS status, ${this.lastDay()} AS endDate, ${this.daysLeft()} AS daysLeft
        FROM (${ids}) page ${this.dialect.join} clients c ON c.id = page.id ORDER BY c.searchName, c.id`,
    );
  }

  /** The same page as its clients alone, to read payments and freezes of these next. */
  pageRows(list: BenchList, size: number): string {
    const ids = this.ids(list, 'clients c', size);
    return `SELECT ${FIELDS} FROM (${ids}) page ${this.dialect.join} clients c ON c.id = page.id ORDER BY c.searchName, c.id`;
  }

  /** How many clients each status has, counted from the memberships. */
  directCounts(): string {
    return `SELECT ${this.status()} AS status, COUNT(*) AS clients FROM clients c GROUP BY 1`;
  }

  private ids(list: BenchList, from: string, size: number): string {
    const living = list === 'archived' ? 'c.archivedAt IS NOT NULL' : 'c.archivedAt IS NULL';
    return `SELECT c.id FROM ${from} WHERE ${living} AND ${this.belongs(list)} ORDER BY c.searchName, c.id LIMIT ${size}`;
  }

  private payment(condition: string): string {
    return `((SELECT 1 FROM payments p WHERE p.clientId = c.id AND ${condition} LIMIT 1) IS NOT NULL)`;
  }

  private get freeze(): string {
    return `((SELECT 1 FROM lazy_days f WHERE f.clientId = c.id AND f.startDate <= '${this.today}' AND f.endDate >= '${this.today}' LIMIT 1) IS NOT NULL)`;
  }

  private get covered(): string {
    return `p.startDate <= '${this.today}' AND p.endDate >= '${this.today}'`;
  }

  private get active(): string {
    const visitsLeft = `(p.usedUpDate IS NULL OR p.usedUpDate > '${this.today}')`;
    return `${this.payment(`${this.covered} AND ${visitsLeft}`)} AND NOT ${this.freeze}`;
  }

  private get starts(): string {
    return this.payment(`p.startDate > '${this.today}' AND p.endDate >= p.startDate`);
  }

  private belongs(list: BenchList): string {
    const frozen = `(${this.freeze} AND ${this.payment(this.covered)})`;
    const conditions: Record<BenchList, string> = {
      all: '1 = 1',
      archived: '1 = 1',
      active: this.active,
      frozen,
      expired: `${this.payment('1 = 1')} AND NOT ${this.starts} AND NOT (${this.active}) AND NOT ${frozen}`,
      upcoming: `${this.starts} AND NOT (${this.active}) AND NOT ${frozen}`,
      new: `NOT ${this.payment('1 = 1')}`,
      expiring: `NOT ${this.payment(`p.endDate > '${this.soon}'`)} AND ${this.active}`,
      owing: this.payment('p.owedAmount > 0'),
    };
    return conditions[list];
  }

  private mark(list: BenchList): string | undefined {
    const marks: Partial<Record<BenchList, string>> = {
      archived: 'SELECT id AS clientId FROM clients WHERE archivedAt IS NOT NULL',
      frozen: `SELECT clientId FROM lazy_days WHERE startDate <= '${this.today}' AND endDate >= '${this.today}'`,
      upcoming: `SELECT clientId FROM payments WHERE startDate > '${this.today}'`,
      expiring: `SELECT clientId FROM payments WHERE endDate BETWEEN '${this.today}' AND '${this.soon}'`,
      owing: 'SELECT clientId FROM payments WHERE owedAmount > 0',
    };
    return marks[list];
  }

  private status(): string {
    return `CASE WHEN c.archivedAt IS NOT NULL THEN 'archived'
      WHEN ${this.freeze} AND ${this.payment(this.covered)} THEN 'frozen' WHEN ${this.active} THEN 'active'
      WHEN ${this.starts} THEN 'upcoming' WHEN ${this.payment('1 = 1')} THEN 'expired' ELSE 'new' END`;
  }

  private lastDay(): string {
    return '(SELECT MAX(p.endDate) FROM payments p WHERE p.clientId = c.id)';
  }

  private daysLeft(): string {
    const { least, greatest, days } = this.dialect;
    const from = `${greatest}(p.startDate, '${this.today}')`;
    const running = `p.clientId = c.id AND p.endDate >= '${this.today}' AND (p.usedUpDate IS NULL OR p.usedUpDate > '${this.today}')`;
    return `COALESCE((SELECT SUM(${days(from, 'p.endDate')}) FROM payments p WHERE ${running}), 0)
      - COALESCE((SELECT SUM(${days(`${greatest}(f.startDate, ${from})`, `${least}(f.endDate, p.endDate)`)})
        FROM lazy_days f JOIN payments p ON ${running} AND f.endDate >= ${from} AND f.startDate <= p.endDate
        WHERE f.clientId = c.id), 0)`;
  }
}

/** No answer about a status is right without asking what is closed. */
export const CLOSURES =
  'SELECT id, scope, planId, startDate, endDate, reason FROM closures WHERE undoneAt IS NULL ORDER BY startDate, id';

/** What a status on the day, a last paid day and the days left follow from; of what is over, indexes tell enough. */
export function factRows(clients: number, day: CalendarDate): string[] {
  const ids = Array.from({ length: clients }, () => '?').join(', ');
  return [
    `SELECT clientId, planId, startDate, endDate, usedUpDate FROM payments
     WHERE clientId IN (${ids}) AND endDate >= '${day}'`,
    `SELECT clientId, MAX(CASE WHEN startDate <= endDate THEN endDate END) AS endDate FROM payments
     WHERE clientId IN (${ids}) AND endDate < '${day}' GROUP BY clientId`,
    `SELECT clientId, startDate, endDate FROM lazy_days WHERE clientId IN (${ids}) AND endDate >= '${day}'`,
  ];
}

/** A client's card: the client with group and number of visits, the payments with their plans, the freezes. */
export const CARD = [
  `SELECT ${FIELDS}, g.name AS groupName, (SELECT COUNT(*) FROM trainings t WHERE t.clientId = c.id) AS visits
   FROM clients c LEFT JOIN \`groups\` g ON g.id = c.groupId WHERE c.id = ?`,
  `SELECT p.id, p.planId, p.durationDays, p.durationMonths, p.isTrial, p.amount, p.owedAmount, p.paidAmount, p.method,
     p.saleDate, p.askedStartDate, p.startDate, p.endDate, p.refundDate, p.transferDate, p.transferredFromId,
     p.visitLimit, p.visitsCarried, p.visitsUsed, p.usedUpDate, m.name AS planName
   FROM payments p LEFT JOIN membership_plans m ON m.id = p.planId WHERE p.clientId = ? ORDER BY p.startDate, p.id`,
  'SELECT id, startDate, endDate, reason FROM lazy_days WHERE clientId = ? ORDER BY startDate, id',
];
