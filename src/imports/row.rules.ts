import { addDays, calendarDate, daysInclusive, type CalendarDate } from '../lib/calendar-date.js';
import type { Money } from '../lib/money.js';
import { cleanLine, fullName } from '../lib/person-name.js';
import type { PaymentMethod } from '../payments/payment.entity.js';
import { parseAmountCell, parseMethodCell } from './amount-cell.rules.js';
import { MEMBERSHIP_FIELDS, type BookField } from './columns.js';
import { parseEmailCell, parsePhoneCell, parseTelegramCell } from './contact-cells.rules.js';
import { parseDateCell, type DateOrder } from './date-cell.rules.js';
import { freezeKeyOf, paymentKeyOf } from './fingerprint.js';
import { hasError, issue, type ImportIssue, type IssueCode } from './import-issues.js';
import { nameWords, parseNameCell, tidyName } from './name-cell.rules.js';
import type { BookRow } from './studio-book.js';

/** Who a row is about, as far as the row tells. */
export interface RowPerson {
  firstName: string;
  lastName: string;
  /** What spellings of the name are compared by. */
  words: readonly string[];
  phone: string | null;
  telegramId: string | null;
  telegramUsername: string | null;
  email: string | null;
  birthDate: CalendarDate | null;
  region: string | null;
  group: string | null;
  coach: string | null;
  note: string | null;
}

/** What a row says was sold. */
export interface RowMembership {
  plan: string | null;
  amount: Money;
  method: PaymentMethod;
  saleDate: CalendarDate;
  startDate: CalendarDate;
  /** As the book states it, freezes included; null = not stated. */
  endDate: CalendarDate | null;
  note: string | null;
}

/** Both days inclusive. */
export interface DayRange {
  startDate: CalendarDate;
  endDate: CalendarDate;
}

export interface ParsedRow {
  number: number;
  /** The name as shown in the report. */
  label: string;
  person: RowPerson;
  membership: RowMembership | null;
  freeze: DayRange | null;
  /** By which the row is known again in the next import. */
  paymentKey: string | null;
  freezeKey: string | null;
  issues: ImportIssue[];
}

export interface RowContext {
  /** ISO 3166, for phones without a country code. */
  country: string;
  today: CalendarDate;
  dateOrder: DateOrder;
  nameOrder: 'last-first' | 'first-last';
}

const MAX_LENGTH: Partial<Record<BookField, number>> = { region: 100, group: 100, coach: 100, plan: 100, note: 500 };
const MAX_NAME_LENGTH = 100;
const MAX_PERIOD_DAYS = 3660;
/** A studio's book begins later and plans no further: beyond it the year is mistyped. */
const EARLIEST_SALE = calendarDate('2000-01-01');
const MAX_DAYS_AHEAD = 731;
/** A remark about money belongs to the payment, any other to the person. */
const ABOUT_MONEY = /скидк|рассроч|долг|доплат|аванс|предоплат|\d\s*%|discount|debt|instal|prepaid/i;

/**
 * Reads one row: every cell is checked, every fault is told, so that one dry run shows all there is to mend.
 * A row with an error takes part in nothing further; what stands in its readable cells is kept for the report.
 */
export function parseRow(row: BookRow, context: RowContext): ParsedRow {
  const reader = new RowReader(row, context);
  const person = reader.person();
  const hasMembership = MEMBERSHIP_FIELDS.some((field) => row.cells[field] !== undefined);
  const membership = hasMembership ? reader.membership() : null;
  const freeze = reader.freeze(membership);
  if (membership?.note) person.note = null;
  return {
    number: row.number,
    label: fullName(person),
    person,
    membership,
    freeze,
    paymentKey: membership && paymentKeyOf(person, membership),
    freezeKey: freeze && freezeKeyOf(person, freeze),
    issues: reader.issues,
  };
}

class RowReader {
  readonly issues: ImportIssue[] = [];

  constructor(
    private readonly row: BookRow,
    private readonly context: RowContext,
  ) {
    if (row.extraCells.length > 0) this.say('extra_cells', { text: row.extraCells.join(' · ') });
  }

  person(): RowPerson {
    const { firstName, lastName } = this.name();
    const phone = this.take('phone', (text) => parsePhoneCell(text, this.context.country));
    const telegram = this.take('telegram', parseTelegramCell);
    const email = this.take('email', parseEmailCell)?.email ?? null;
    if (!this.cell('phone') && !telegram?.telegramId && !telegram?.telegramUsername && email === null) {
      this.say('contact_missing');
    }
    const note = [this.line('note'), phone?.rest].filter(Boolean).join('; ');
    return {
      firstName,
      lastName,
      words: nameWords({ firstName, lastName }),
      phone: phone?.phone ?? null,
      telegramId: telegram?.telegramId ?? null,
      telegramUsername: telegram?.telegramUsername ?? null,
      email,
      birthDate: this.birthDate(),
      region: this.line('region'),
      group: this.line('group'),
      coach: this.line('coach'),
      note: note || null,
    };
  }

  /** Null when a cell that it needs is missing or unreadable; the reason is among the issues. */
  membership(): RowMembership | null {
    const amount = this.amount();
    const [sale, start, endDate] = [this.date('saleDate'), this.date('startDate'), this.date('endDate')];
    const saleDate = sale ?? start;
    const startDate = start ?? sale;
    if (!this.cell('saleDate') && !this.cell('startDate')) this.say('dates_missing');
    else if (!this.cell('saleDate')) this.say('sale_date_missing');
    if (startDate && endDate) this.checkPeriod(startDate, endDate);
    if (sale && sale > this.context.today) this.say('sale_in_future', { date: sale });
    const method = this.method();
    if (amount === null || !saleDate || !startDate || hasError(this.issues)) return null;
    const note = this.line('note');
    return {
      plan: this.line('plan'),
      amount,
      method,
      saleDate,
      startDate,
      endDate,
      note: note && ABOUT_MONEY.test(note) ? note : null,
    };
  }

  freeze(membership: RowMembership | null): DayRange | null {
    if (!this.cell('freezeStart') && !this.cell('freezeEnd')) return null;
    if (!this.cell('freezeStart') || !this.cell('freezeEnd')) this.say('freeze_incomplete');
    const [startDate, endDate] = [this.date('freezeStart'), this.date('freezeEnd')];
    if (!startDate || !endDate) return null;
    if (endDate < startDate) this.say('freeze_end_before_start', { startDate, endDate });
    const period = membership ?? this.statedPeriod();
    if (!period) this.say('freeze_without_membership');
    else if (startDate < period.startDate || (period.endDate !== null && startDate > period.endDate)) {
      this.say('freeze_outside', { startDate });
    }
    return { startDate, endDate };
  }

  /** The period of a row that has other faults: so that a freeze outside it is told in the same run. */
  private statedPeriod(): { startDate: CalendarDate; endDate: CalendarDate | null } | null {
    const startDate = this.readDate('startDate') ?? this.readDate('saleDate');
    return startDate && { startDate, endDate: this.readDate('endDate') };
  }

  private name(): { firstName: string; lastName: string } {
    const full = this.take('fullName', (text) => parseNameCell(text, this.context.nameOrder));
    if (full) return this.checkedName(full);
    const [first, last] = [this.take('firstName', tidyName), this.take('lastName', tidyName)];
    if (!first && !last) this.say('name_missing');
    return this.checkedName(
      first ? { firstName: first.name, lastName: last?.name ?? '' } : { firstName: last?.name ?? '', lastName: '' },
    );
  }

  private checkedName(name: { firstName: string; lastName: string }): { firstName: string; lastName: string } {
    if (name.firstName.length > MAX_NAME_LENGTH || name.lastName.length > MAX_NAME_LENGTH) {
      this.say('too_long', { field: 'fullName', max: MAX_NAME_LENGTH });
    }
    return { firstName: name.firstName, lastName: name.lastName };
  }

  private amount(): Money | null {
    const text = this.cell('amount');
    if (text === undefined) {
      this.say('amount_missing');
      return null;
    }
    const cell = parseAmountCell(text);
    if ('amount' in cell) return cell.amount;
    this.say(cell.refused === 'negative' ? 'amount_negative' : 'amount_unreadable', { text });
    return null;
  }

  private method(): PaymentMethod {
    const text = this.cell('method');
    if (text === undefined) {
      this.say('method_missing');
      return 'other';
    }
    const method = parseMethodCell(text);
    if (method === null) this.say('method_unknown', { text });
    return method ?? 'other';
  }

  private birthDate(): CalendarDate | null {
    const text = this.cell('birthDate');
    if (text === undefined) return null;
    const date = parseDateCell(text, this.context.dateOrder, this.context.today);
    if (date !== null && date <= this.context.today) return date;
    this.say('birth_date_unreadable', { text });
    return null;
  }

  private date(field: BookField): CalendarDate | null {
    const text = this.cell(field);
    if (text === undefined) return null;
    const date = this.readDate(field);
    if (date === null) {
      this.say('date_unreadable', { field, text });
    } else if (date < EARLIEST_SALE || date > addDays(this.context.today, MAX_DAYS_AHEAD + MAX_PERIOD_DAYS)) {
      this.say('date_too_far', { field, date });
    }
    return date;
  }

  private readDate(field: BookField): CalendarDate | null {
    const { dateOrder, today } = this.context;
    return parseDateCell(this.cell(field) ?? '', dateOrder, addDays(today, MAX_DAYS_AHEAD));
  }

  private checkPeriod(startDate: CalendarDate, endDate: CalendarDate): void {
    const days = daysInclusive(startDate, endDate);
    if (startDate > addDays(this.context.today, MAX_DAYS_AHEAD)) {
      this.say('date_too_far', { field: 'startDate', date: startDate });
    }
    if (endDate < startDate) this.say('end_before_start', { startDate, endDate });
    else if (days > MAX_PERIOD_DAYS) this.say('period_too_long', { days });
  }

  private line(field: BookField): string | null {
    const text = cleanLine(this.cell(field) ?? '');
    const max = MAX_LENGTH[field];
    if (max !== undefined && text.length > max) this.say('too_long', { field, max });
    return text || null;
  }

  private take<T extends { issues: ImportIssue[] }>(field: BookField, parse: (text: string) => T): T | null {
    const text = this.cell(field);
    if (text === undefined) return null;
    const parsed = parse(text);
    this.issues.push(...parsed.issues);
    return parsed;
  }

  private cell(field: BookField): string | undefined {
    return this.row.cells[field];
  }

  private say(code: IssueCode, params: ImportIssue['params'] = {}): void {
    const isSaid = this.issues.some((said) => said.code === code && said.params.field === params.field);
    if (!isSaid) this.issues.push(issue(code, params));
  }
}
