import { addDays } from '../lib/calendar-date.js';
import { searchForm } from '../lib/person-name.js';
import type { ChainClosure, ChainPayment } from '../payments/chain.rules.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { statedDays, type BookPlan, type Catalogue } from './catalogue.rules.js';
import type { BookPerson } from './people.rules.js';
import type { RowIssues } from './row-issues.js';
import type { RowFreeze } from './row-freeze.rules.js';
import type { RowMembership } from './row-membership.rules.js';
import type { ParsedRow } from './row.rules.js';
import { soldTerm, soldVisits } from './sold-terms.rules.js';
import type { SnapshotPayment } from './studio-snapshot.js';

/** What a client's rows are planned against, besides what is stored of the client. */
export interface BookSurroundings {
  catalogue: Catalogue;
  /** Those that concern whoever comes. */
  closures: readonly ChainClosure[];
  today: CalendarDate;
}

/** A sale that the studio does not know yet. */
export interface BookSale {
  row: ParsedRow;
  membership: RowMembership;
  plan: BookPlan | null;
  isTrial: boolean;
  /** Under a provisional id. */
  link: ChainPayment;
  idempotencyKey: string;
}

export interface RecognisedSales {
  /** In the order of their start. */
  sales: BookSale[];
  /** Which payment each row is about: the id of a stored one, or the provisional one of a new sale. */
  paymentOf: ReadonlyMap<ParsedRow, number>;
  /** The rows that were imported before, or whose sale was entered here. */
  known: ReadonlySet<ParsedRow>;
}

/** All rows of one sale: the first tells of it, further ones of more freezes. */
interface SaleRows {
  row: ParsedRow;
  membership: RowMembership;
  keys: Set<string | null>;
  rows: ParsedRow[];
}

/** Provisional ids of new payments: above every stored one, so that of two equal starts the stored one comes first. */
const FIRST_NEW_ID = 2 ** 40;

/** Tells which sales of a client's rows are stored already, by the row's key or by what was sold when, and which are new. */
export function planSales(person: BookPerson, around: BookSurroundings, issues: RowIssues): RecognisedSales {
  const groups = saleRows(person.rows, issues);
  const stored = new StoredSales(person.existing?.payments ?? []);
  const ids = new Map<SaleRows, number>();
  // First those that were imported before, then those that look like one: no stored sale is taken twice.
  for (const find of [stored.imported, stored.sameAs]) {
    for (const group of groups) {
      const payment = ids.has(group) ? null : find(group);
      if (payment) ids.set(group, payment.id);
    }
  }
  const known = new Set([...ids.keys()].flatMap((group) => stored.knownRows(group)));
  const sales: BookSale[] = [];
  for (const group of groups) {
    if (ids.has(group)) continue;
    const twin = stored.beginningWith(group.membership);
    if (twin) issues.add(group.row, 'already_sold', { startDate: twin.startDate, endDate: twin.endDate });
    if (person.existing?.archivedDate) issues.add(group.row, 'client_archived');
    const sale = newSale(group, FIRST_NEW_ID + sales.length, around, issues);
    ids.set(group, sale.link.id);
    sales.push(sale);
  }
  const paymentOf = new Map([...ids].flatMap(([{ rows }, id]) => rows.map((row) => [row, id] as const)));
  return { sales, paymentOf, known };
}

function saleRows(rows: readonly ParsedRow[], issues: RowIssues): SaleRows[] {
  const groups: SaleRows[] = [];
  for (const row of inOrderOfStart(rows)) {
    const { membership, paymentKey, freeze } = row;
    if (!membership) continue;
    const group = groups.find((other) => isSameSale(other.membership, membership));
    if (!group) groups.push({ row, membership, keys: new Set([paymentKey]), rows: [row] });
    else if (!hasSameFacts(group.membership, membership)) {
      issues.add(row, 'sale_number_differs', { number: membership.number ?? '', row: group.row.number });
    } else {
      if (!freeze || freezesOf(group).some((other) => other.startDate === freeze.startDate)) {
        issues.add(row, 'duplicate_row', { row: group.row.number });
      }
      group.rows.push(row);
      group.keys.add(paymentKey);
    }
  }
  return groups;
}

function inOrderOfStart(rows: readonly ParsedRow[]): ParsedRow[] {
  const order = ({ membership }: ParsedRow): string => `${membership?.startDate ?? ''} ${membership?.saleDate ?? ''}`;
  return [...rows].sort((a, b) => order(a).localeCompare(order(b)) || a.number - b.number);
}

/** Where the book numbers its sales the number decides: two alike on one day may well be two. */
function isSameSale(a: RowMembership, b: RowMembership): boolean {
  return a.number !== null && b.number !== null ? a.number === b.number : hasSameFacts(a, b);
}

function hasSameFacts(a: RowMembership, b: RowMembership): boolean {
  return (
    a.saleDate === b.saleDate &&
    a.startDate === b.startDate &&
    a.amount === b.amount &&
    searchForm(a.plan ?? '') === searchForm(b.plan ?? '')
  );
}

function freezesOf({ rows }: SaleRows): RowFreeze[] {
  return rows.flatMap(({ freeze }) => freeze ?? []);
}

/** The payments of a client whom the studio has, each taken by one sale of the book at most. */
class StoredSales {
  private readonly taken = new Set<SnapshotPayment>();

  constructor(private readonly payments: readonly SnapshotPayment[]) {}

  readonly imported = ({ keys }: SaleRows): SnapshotPayment | null =>
    this.take(this.payments.filter(({ idempotencyKey }) => idempotencyKey !== null && keys.has(idempotencyKey)));

  /** Sold on the same day for as much and as long: from the same day, or whenever it was possible. */
  readonly sameAs = (group: SaleRows): SnapshotPayment | null => {
    const { membership } = group;
    const alike = this.free().filter((payment) => isSoldAs(payment, group));
    const refundDate = membership.refund?.date ?? null;
    const beginning = alike.filter((payment) => beginsWith(payment, membership));
    return this.take([
      ...beginning.filter((payment) => payment.refundDate === refundDate),
      ...beginning,
      ...alike.filter((payment) => payment.askedStartDate === askedStartOf(membership)),
    ]);
  };

  beginningWith(membership: RowMembership): SnapshotPayment | undefined {
    return this.free().find((payment) => beginsWith(payment, membership));
  }

  /** Of a sale that was imported the rows that it was imported from: another one repeats them. */
  knownRows({ rows }: SaleRows): ParsedRow[] {
    const keys = new Set(this.payments.flatMap(({ idempotencyKey }) => idempotencyKey ?? []));
    const imported = rows.filter(({ paymentKey }) => keys.has(paymentKey ?? ''));
    return imported.length > 0 ? imported : rows;
  }

  private free(): SnapshotPayment[] {
    return this.payments.filter((payment) => !this.taken.has(payment));
  }

  private take([payment]: SnapshotPayment[]): SnapshotPayment | null {
    if (payment) this.taken.add(payment);
    return payment ?? null;
  }
}

function beginsWith(payment: ChainPayment, { startDate }: RowMembership): boolean {
  return payment.startDate === startDate || (payment.askedStartDate ?? payment.saleDate) === startDate;
}

function isSoldAs(payment: SnapshotPayment, group: SaleRows): boolean {
  const { saleDate, amount, durationDays, durationMonths, endDate } = group.membership;
  if (payment.saleDate !== saleDate || payment.amount !== amount) return false;
  if (durationMonths !== null) return payment.durationMonths === durationMonths;
  if (durationDays !== null) return payment.durationMonths === null && payment.durationDays === durationDays;
  const days = statedDays(group.membership, freezesOf(group));
  return days === null || payment.endDate === endDate || payment.durationDays === days.paid;
}

/** Null = as soon as possible. Where the book has no column for it, a start on another day than the sale was asked for. */
function askedStartOf({ askedStart, startDate, saleDate }: RowMembership): CalendarDate | null {
  if (askedStart === null) return startDate === saleDate ? null : startDate;
  return askedStart === 'soonest' ? null : askedStart;
}

function newSale(group: SaleRows, id: number, { catalogue, today }: BookSurroundings, issues: RowIssues): BookSale {
  const { row, membership } = group;
  const { saleDate, startDate, transferDate } = membership;
  const plan = catalogue.get(searchForm(membership.plan ?? '')) ?? null;
  const facts = { row, membership, plan, freezes: freezesOf(group) };
  const refundDate = membership.refund?.date ?? null;
  const visits = soldVisits(facts, today, issues);
  const cuts = [refundDate, transferDate, visits.usedUpDate && addDays(visits.usedUpDate, 1)];
  const isEmpty = cuts.some((date) => date !== null && date <= startDate);
  const link: ChainPayment = {
    ...soldTerm(facts, issues),
    ...visits,
    id,
    planId: plan?.id ?? null,
    saleDate,
    askedStartDate: askedStartOf(membership),
    refundDate,
    transferDate,
    startDate,
    // Of two with one start a period without a day comes first.
    endDate: isEmpty ? addDays(startDate, -1) : startDate,
  };
  const isTrial = membership.isTrial ?? plan?.isTrial ?? false;
  return { row, membership, plan, isTrial, link, idempotencyKey: row.paymentKey ?? '' };
}
