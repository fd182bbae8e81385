import { addDays, calendarDate, type CalendarDate } from '../lib/calendar-date.js';
import type { Money } from '../lib/money.js';
import { cleanLine } from '../lib/person-name.js';
import { parseAmountCell } from './amount-cell.rules.js';
import type { BookField } from './columns.js';
import { parseDateCell, type DateOrder } from './date-cell.rules.js';
import { parseFlagCell, parseWholeCell } from './fact-cell.rules.js';
import { hasError, issue, type ImportIssue, type IssueCode } from './import-issues.js';
import type { BookRow } from './studio-book.js';

export interface RowContext {
  /** ISO 3166, for phones without a country code. */
  country: string;
  today: CalendarDate;
  dateOrder: DateOrder;
  nameOrder: 'last-first' | 'first-last';
  /** What the book has columns for, filled or not. */
  fields: ReadonlySet<BookField>;
}

/** The longest membership. */
export const MAX_PERIOD_DAYS = 3660;
/** A studio plans no further: beyond it the year is mistyped. */
export const MAX_DAYS_AHEAD = 731;
/** A studio's book begins later. */
const EARLIEST_SALE = calendarDate('2000-01-01');
/** What people write to say that there is nothing. */
const NOTHING = /^(нет|no|none)$/i;

/** The cells of one row, read one by one: what is wrong with a cell is said once, whoever asks. */
export class RowCells {
  readonly issues: ImportIssue[] = [];

  constructor(
    private readonly row: BookRow,
    readonly context: RowContext,
  ) {
    for (const { field, text } of row.brokenCells) this.say('formula_broken', { field, text });
    if (row.extraCells.length > 0) this.say('extra_cells', { text: row.extraCells.join(' · ') });
  }

  get hasError(): boolean {
    return hasError(this.issues);
  }

  text(field: BookField): string | undefined {
    return this.row.cells[field];
  }

  /** The cell's text, unless it says that there is nothing. */
  told(field: BookField): string | undefined {
    const text = this.text(field);
    return text !== undefined && NOTHING.test(text) ? undefined : text;
  }

  /** A sale that a program has numbered is taken at its word where a hand-written one is checked for slips. */
  get isNumbered(): boolean {
    return this.told('saleNumber') !== undefined;
  }

  line(field: BookField, max: number): string | null {
    const text = cleanLine(this.text(field) ?? '');
    if (text.length > max) this.say('too_long', { field, max });
    return text || null;
  }

  date(field: BookField): CalendarDate | null {
    const text = this.told(field);
    if (text === undefined) return null;
    const date = this.peekDate(field);
    if (date === null) {
      this.say('date_unreadable', { field, text });
    } else if (!this.isNumbered && this.isFarAway(date)) {
      this.say('date_too_far', { field, date });
    }
    return date;
  }

  /** The same without a word about it. */
  peekDate(field: BookField): CalendarDate | null {
    const { dateOrder, today } = this.context;
    return parseDateCell(this.text(field) ?? '', dateOrder, addDays(today, MAX_DAYS_AHEAD));
  }

  money(field: BookField): Money | null {
    const text = this.told(field);
    if (text === undefined) return null;
    const cell = parseAmountCell(text);
    if ('amount' in cell) return cell.amount;
    this.say('money_unreadable', { field, text });
    return null;
  }

  whole(field: BookField, min: number, max: number): number | null {
    const text = this.told(field);
    if (text === undefined) return null;
    const number = parseWholeCell(text);
    if (number !== null && number >= min && number <= max) return number;
    this.say('number_unreadable', { field, text, min, max });
    return null;
  }

  /** Null = not told. */
  flag(field: BookField): boolean | null {
    const text = this.text(field);
    if (text === undefined) return null;
    const flag = parseFlagCell(text);
    if (flag === null) this.say('flag_unreadable', { field, text });
    return flag;
  }

  take<T extends { issues: ImportIssue[] }>(field: BookField, parse: (text: string) => T): T | null {
    const text = this.text(field);
    if (text === undefined) return null;
    const parsed = parse(text);
    this.issues.push(...parsed.issues);
    return parsed;
  }

  say(code: IssueCode, params: ImportIssue['params'] = {}): void {
    const isSaid = this.issues.some((said) => said.code === code && said.params.field === params.field);
    if (!isSaid) this.issues.push(issue(code, params));
  }

  private isFarAway(date: CalendarDate): boolean {
    return date < EARLIEST_SALE || date > addDays(this.context.today, MAX_DAYS_AHEAD + MAX_PERIOD_DAYS);
  }
}
