import { addDays, daysInclusive, type CalendarDate } from '../lib/calendar-date.js';
import { moneyFromCents, moneyToCents, ZERO_MONEY, type Money } from '../lib/money.js';
import type { PaymentMethod } from '../payments/payment.entity.js';
import { parseAmountCell, parseMethodCell } from './amount-cell.rules.js';
import { isUnlimitedCell } from './fact-cell.rules.js';
import { MAX_DAYS_AHEAD, MAX_PERIOD_DAYS, type RowCells } from './row-cells.js';

/** What a row says was sold. Null = the row does not tell. */
export interface RowMembership {
  /** The sale's number in the program that the book comes from: rows with one number are one sale. */
  number: string | null;
  plan: string | null;
  isTrial: boolean | null;
  durationDays: number | null;
  durationMonths: number | null;
  visitLimit: number | 'unlimited' | null;
  visitsUsed: number | null;
  usedUpDate: CalendarDate | null;
  /** The price agreed. */
  amount: Money;
  /** So far. */
  received: Money;
  method: PaymentMethod;
  saleDate: CalendarDate;
  /** What was asked for; 'soonest' = as soon as possible. */
  askedStart: CalendarDate | 'soonest' | null;
  startDate: CalendarDate;
  /** As the book states it, freezes included. */
  endDate: CalendarDate | null;
  refund: { date: CalendarDate; amount: Money } | null;
  transferDate: CalendarDate | null;
  note: string | null;
}

const MAX_WORD_LENGTH = 100;
const MAX_NOTE_LENGTH = 500;
const MAX_MONTHS = 120;
const MAX_VISITS = 1000;
/** A remark about money belongs to the payment, any other to the person. */
const ABOUT_MONEY = /скидк|рассроч|долг|доплат|аванс|предоплат|\d\s*%|discount|debt|instal|prepaid/i;

/** Null when a cell that it needs is missing or unreadable; the reason is among the issues. */
export function readMembership(cells: RowCells): RowMembership | null {
  const amount = readAmount(cells);
  const { saleDate, startDate, endDate } = readDates(cells);
  const method = readMethod(cells);
  const terms = readTerms(cells);
  const refund = readRefund(cells);
  const transferDate = cells.date('transferDate');
  const askedStart = readAskedStart(cells);
  const note = readNote(cells);
  const received = readReceived(cells, amount ?? ZERO_MONEY, refund !== null);
  if (saleDate) checkCuts(cells, saleDate, { refundDate: refund?.date ?? null, transferDate });
  if (refund && moneyToCents(refund.amount) > moneyToCents(received)) {
    cells.say('refund_too_large', { refunded: refund.amount, received });
  }
  if (amount === null || !saleDate || !startDate || cells.hasError) return null;
  const period = { saleDate, askedStart, startDate, endDate, transferDate };
  return { ...terms, ...period, amount, received, method, refund, note };
}

/** Those of the period that the book states. */
function readDates(cells: RowCells) {
  const [sale, start, endDate] = [cells.date('saleDate'), cells.date('startDate'), cells.date('endDate')];
  if (!cells.told('saleDate') && !cells.told('startDate')) cells.say('dates_missing');
  else if (!cells.told('saleDate')) cells.say('sale_date_missing');
  const { today } = cells.context;
  const startDate = start ?? sale;
  if (startDate && endDate) checkPeriod(cells, startDate, endDate);
  if (sale && sale > today) cells.say('sale_in_future', { date: sale });
  return { saleDate: sale ?? start, startDate, endDate };
}

function checkPeriod(cells: RowCells, startDate: CalendarDate, endDate: CalendarDate): void {
  if (endDate < startDate) cells.say('end_before_start', { startDate, endDate });
  if (cells.isNumbered) return;
  const days = daysInclusive(startDate, endDate);
  if (startDate > addDays(cells.context.today, MAX_DAYS_AHEAD)) {
    cells.say('date_too_far', { field: 'startDate', date: startDate });
  }
  if (days > MAX_PERIOD_DAYS) cells.say('period_too_long', { days });
}

type Cut = 'refundDate' | 'transferDate';

function checkCuts(cells: RowCells, saleDate: CalendarDate, cuts: Record<Cut, CalendarDate | null>): void {
  for (const field of ['refundDate', 'transferDate'] as const) {
    const date = cuts[field];
    if (date !== null && date < saleDate) cells.say('date_before_sale', { field, date });
  }
}

function readTerms(cells: RowCells) {
  const durationDays = cells.whole('durationDays', 1, MAX_PERIOD_DAYS);
  const durationMonths = cells.whole('durationMonths', 1, MAX_MONTHS);
  if (durationDays !== null && durationMonths !== null) cells.say('term_twice');
  const usedUpDate = cells.date('usedUpDate');
  if (usedUpDate && usedUpDate > cells.context.today) {
    cells.say('date_in_future', { field: 'usedUpDate', date: usedUpDate });
  }
  return {
    number: cells.line('saleNumber', MAX_WORD_LENGTH),
    plan: cells.line('plan', MAX_WORD_LENGTH),
    isTrial: cells.flag('isTrial'),
    durationDays,
    durationMonths,
    visitLimit: isUnlimitedCell(cells.text('visitLimit') ?? '')
      ? 'unlimited'
      : cells.whole('visitLimit', 1, MAX_VISITS),
    visitsUsed: cells.whole('visitsUsed', 0, MAX_VISITS),
    usedUpDate,
  } as const;
}

function readAmount(cells: RowCells): Money | null {
  const text = cells.text('amount');
  if (text === undefined) {
    cells.say('amount_missing');
    return null;
  }
  const cell = parseAmountCell(text);
  if ('amount' in cell) return cell.amount;
  cells.say(cell.refused === 'negative' ? 'amount_negative' : 'amount_unreadable', { text });
  return null;
}

/** Of a refunded membership nothing is owed, however little of its price was received. */
function readReceived(cells: RowCells, amount: Money, isRefunded: boolean): Money {
  const [received, debt] = [cells.money('received'), cells.money('debt')];
  const [price, told] = [moneyToCents(amount), moneyToCents(received ?? amount)];
  const owed = debt === null ? null : moneyToCents(debt);
  if (told > price) cells.say('received_too_much', { received: received ?? '', amount });
  else if (owed === null || isRefunded) return received ?? amount;
  else if (owed > price || (received !== null && told + owed !== price)) {
    cells.say('debt_differs', { debt: debt ?? '', received: received ?? '—', amount });
  } else return moneyFromCents(price - owed);
  return amount;
}

function readRefund(cells: RowCells): RowMembership['refund'] {
  const [date, amount] = [cells.date('refundDate'), cells.money('refundAmount')];
  if (date !== null && amount !== null) return { date, amount };
  // An amount of nothing without a date is how a book without refunds is filled.
  if (date !== null || (amount !== null && moneyToCents(amount) > 0)) cells.say('refund_incomplete');
  return null;
}

function readMethod(cells: RowCells): PaymentMethod {
  const text = cells.text('method');
  if (text === undefined) {
    cells.say('method_missing');
    return 'other';
  }
  const method = parseMethodCell(text);
  if (method === null) cells.say('method_unknown', { text });
  return method ?? 'other';
}

/** Where the book has a column for it, an empty cell is an answer too. */
function readAskedStart(cells: RowCells): RowMembership['askedStart'] {
  return cells.date('askedStartDate') ?? (cells.context.fields.has('askedStartDate') ? 'soonest' : null);
}

function readNote(cells: RowCells): string | null {
  if (cells.context.fields.has('saleNote')) return cells.line('saleNote', MAX_NOTE_LENGTH);
  const isAboutMoney = ABOUT_MONEY.test(cells.text('note') ?? '');
  return isAboutMoney ? cells.line('note', MAX_NOTE_LENGTH) : null;
}
