import { readCsv } from '../../src/imports/csv-table.js';
import { severityOf, type IssueCode } from '../../src/imports/import-issues.js';
import { planImport, type ImportPlan } from '../../src/imports/import-plan.rules.js';
import type { RowContext } from '../../src/imports/row-cells.js';
import { parseRow } from '../../src/imports/row.rules.js';
import { studioBookFrom } from '../../src/imports/studio-book.js';
import { EMPTY_STUDIO, type SnapshotClient, type StudioSnapshot } from '../../src/imports/studio-snapshot.js';
import { calendarDate } from '../../src/lib/calendar-date.js';
import { parseMoney, type Money } from '../../src/lib/money.js';
import { sale } from '../factories/chain.js';
import { HEADER } from './studio-book.fixture.js';

export const TODAY = calendarDate('2026-11-22');

/** One row of the book; what is not told is empty. */
export type Cells = Partial<Record<string, string>>;

export const ANNA = { ФИО: 'Иванова Анна', Телефон: '0555 12-34-56' };
export const MONTH = {
  Абонемент: 'Месяц',
  Сумма: '4500',
  'Дата оплаты': '01.11.2026',
  Начало: '01.11.2026',
  Окончание: '30.11.2026',
  'Способ оплаты': 'нал',
};

/** What an import of the rows would do to the studio. The book has the usual columns and those that the rows name. */
export function plan(rows: Cells[], studio: StudioSnapshot = EMPTY_STUDIO): ImportPlan {
  const columns = [...new Set([...HEADER.split(';'), ...rows.flatMap((cells) => Object.keys(cells))])];
  const lines = rows.map((cells) => columns.map((column) => `"${(cells[column] ?? '').replaceAll('"', '""')}"`));
  const table = [columns, ...lines].map((cells) => cells.join(';')).join('\n');
  const book = studioBookFrom([readCsv(Buffer.from(table))], 'ru');
  const fields = new Set(book.columns.indexOf.keys());
  const context: RowContext = { country: 'KG', today: TODAY, dateOrder: 'day-first', nameOrder: 'last-first', fields };
  return planImport(
    book.rows.map((row) => parseRow(row, context)),
    studio,
    TODAY,
  );
}

/** Codes of errors and warnings by row number. */
export function said({ rows }: ImportPlan): Record<number, IssueCode[]> {
  const told = rows.map(({ row, issues }) => {
    const codes = issues.filter((one) => severityOf(one) !== 'note').map(({ code }) => code);
    return [row.number, codes] as const;
  });
  return Object.fromEntries(told.filter(([, codes]) => codes.length > 0));
}

/** The periods that are new. */
export const periods = ({ clients }: ImportPlan): string[] =>
  clients.flatMap(({ chain }) => chain.payments.map(({ period }) => `${period.startDate} – ${period.endDate}`));

/** Anna as the studio has her. */
export function client(given: Partial<SnapshotClient> = {}): SnapshotClient {
  return {
    id: 7,
    firstName: 'Анна',
    lastName: 'Иванова',
    phone: '+996555123456',
    telegramId: null,
    telegramUsername: null,
    email: null,
    birthDate: null,
    cardNumber: null,
    region: null,
    groupId: null,
    note: null,
    archivedDate: null,
    payments: [],
    freezes: [],
    closures: [],
    visits: [],
    ...given,
  };
}

export const NO_LIMITS = {
  allowed: true,
  totalDays: null,
  minDays: null,
  maxDays: null,
  maxCount: null,
  noticeDays: null,
};

/** One of Anna's for 4500. */
export function payment(
  id: number,
  start: string,
  end: string,
  durationDays: number,
  idempotencyKey: string | null = null,
) {
  const amount = parseMoney('4500') as Money;
  return { ...sale(id, start, { durationDays, endDate: calendarDate(end) }), amount, idempotencyKey };
}
