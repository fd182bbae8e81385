import { searchForm } from '../lib/person-name.js';
import {
  movedPeriods,
  replayChain,
  type ChainPayment,
  type ChainPeriod,
  type MovedPeriod,
} from '../payments/chain.rules.js';
import { statedDays, type BookPlan, type Catalogue } from './catalogue.rules.js';
import type { BookPerson } from './people.rules.js';
import type { RowIssues } from './row-issues.js';
import type { DayRange, ParsedRow, RowMembership } from './row.rules.js';

/** A payment to be written: what was sold and the period that the chain gives it. */
export interface PlannedPayment {
  row: ParsedRow;
  membership: RowMembership;
  plan: BookPlan | null;
  durationDays: number;
  period: ChainPeriod;
  idempotencyKey: string;
}

export interface PlannedFreeze extends DayRange {
  row: ParsedRow;
  /** Which payment covers its first day: the id of a stored one, or that of `PlannedPayment.period`. */
  paymentId: number;
  idempotencyKey: string;
}

export interface ClientChain {
  /** In the order of the chain, which is the order to store them in: ids decide ties. */
  payments: PlannedPayment[];
  freezes: PlannedFreeze[];
  /** Stored periods that the new facts move. */
  moved: MovedPeriod[];
}

interface Sale {
  row: ParsedRow;
  membership: RowMembership;
  plan: BookPlan | null;
  durationDays: number;
  link: ChainPayment;
  idempotencyKey: string;
}

/** Provisional ids of new payments: above every stored one, so that of two equal starts the stored one comes first. */
const FIRST_NEW_ID = 2 ** 40;

/**
 * Replays a client's rows together with what is stored (docs/rules.md, "The chain"). Rows that turn out to contradict
 * are refused and the rest is replayed without them; everything that comes out otherwise than the book states is said
 * on its row.
 */
export function planClientChain(person: BookPerson, catalogue: Catalogue, issues: RowIssues): ClientChain {
  for (;;) {
    const rows = person.rows.filter((row) => !issues.isRefused(row));
    const sales = planSales({ ...person, rows }, catalogue, issues);
    const freezes = planFreezes({ ...person, rows }, sales, issues);
    const isSettled = rows.every((row) => !issues.isRefused(row));
    if (isSettled) return settle(person, sales, freezes, issues);
  }
}

function planSales({ existing, rows }: BookPerson, catalogue: Catalogue, issues: RowIssues): Sale[] {
  const stored = existing?.payments ?? [];
  const storedKeys = new Set(stored.map(({ idempotencyKey }) => idempotencyKey));
  const known: { row: ParsedRow; membership: RowMembership }[] = [];
  for (const row of rows) {
    if (row.membership && storedKeys.has(row.paymentKey)) known.push({ row, membership: row.membership });
  }
  const sales: Sale[] = [];
  for (const row of inOrderOfStart(rows)) {
    const { membership, paymentKey } = row;
    if (!membership || paymentKey === null || storedKeys.has(paymentKey)) continue;
    const first = known.find((other) => isSameSale(other.membership, membership));
    if (first) {
      issues.add(row, 'duplicate_row', { row: first.row.number });
      continue;
    }
    known.push({ row, membership });
    const { saleDate, startDate } = membership;
    const twin = stored.find((payment) => wantedStart(payment) === startDate || payment.startDate === startDate);
    if (twin) issues.add(row, 'already_sold', { startDate: twin.startDate, endDate: twin.endDate });
    const plan = catalogue.get(searchForm(membership.plan ?? '')) ?? null;
    const durationDays = soldDays(row, plan, issues);
    const askedStartDate = startDate === saleDate ? null : startDate;
    const id = FIRST_NEW_ID + sales.length;
    const link = { id, durationDays, saleDate, askedStartDate, refundDate: null, startDate };
    sales.push({ row, membership, plan, durationDays, link, idempotencyKey: paymentKey });
  }
  return sales;
}

function wantedStart({ askedStartDate, saleDate }: ChainPayment): string {
  return askedStartDate ?? saleDate;
}

function inOrderOfStart(rows: readonly ParsedRow[]): ParsedRow[] {
  const order = ({ membership }: ParsedRow): string => `${membership?.startDate ?? ''} ${membership?.saleDate ?? ''}`;
  return [...rows].sort((a, b) => order(a).localeCompare(order(b)) || a.number - b.number);
}

function isSameSale(a: RowMembership, b: RowMembership): boolean {
  return (
    a.saleDate === b.saleDate &&
    a.startDate === b.startDate &&
    a.amount === b.amount &&
    searchForm(a.plan ?? '') === searchForm(b.plan ?? '')
  );
}

/** The days that were sold: what the book states, unless it plainly forgot to add the freeze to the end. */
function soldDays(row: ParsedRow, plan: BookPlan | null, issues: RowIssues): number {
  const planDays = plan?.durationDays ?? null;
  const stated = statedDays(row);
  if (stated === null) {
    if (planDays === null) issues.add(row, 'end_missing', { plan: plan?.name ?? '' });
    return planDays ?? 1;
  }
  if (row.freeze && stated.all === planDays) return planDays;
  if (stated.paid < 1) issues.add(row, 'freeze_takes_all');
  return Math.max(1, stated.paid);
}

function planFreezes({ existing, rows }: BookPerson, sales: readonly Sale[], issues: RowIssues): PlannedFreeze[] {
  const stored = existing?.freezes ?? [];
  const storedKeys = new Set(stored.map(({ idempotencyKey }) => idempotencyKey));
  const links = [...(existing?.payments ?? []), ...sales.map(({ link }) => link)];
  const freezes: PlannedFreeze[] = [];
  for (const row of [...rows].sort((a, b) => ((a.freeze?.startDate ?? '') < (b.freeze?.startDate ?? '') ? -1 : 1))) {
    const { freeze, freezeKey } = row;
    if (!freeze || freezeKey === null || storedKeys.has(freezeKey)) continue;
    const { startDate, endDate } = freeze;
    const taken = [...stored, ...freezes];
    if (taken.some((other) => other.startDate === startDate && other.endDate === endDate)) continue;
    const other = taken.find((one) => one.startDate <= endDate && startDate <= one.endDate);
    if (other) {
      issues.add(row, 'freeze_overlap', { startDate, otherStart: other.startDate, otherEnd: other.endDate });
      continue;
    }
    const covering = replayChain(links, taken).find(
      (period) => period.startDate <= startDate && startDate <= period.endDate,
    );
    if (covering) freezes.push({ row, startDate, endDate, paymentId: covering.paymentId, idempotencyKey: freezeKey });
    else issues.add(row, 'freeze_outside', { startDate });
  }
  return freezes;
}

function settle(
  { existing }: BookPerson,
  sales: readonly Sale[],
  freezes: PlannedFreeze[],
  issues: RowIssues,
): ClientChain {
  const stored = existing?.payments ?? [];
  const links = [...stored, ...sales.map(({ link }) => link)];
  const periods = replayChain(links, [...(existing?.freezes ?? []), ...freezes]);
  const rowOf = new Map(sales.map(({ row, link }) => [link.id, row]));
  const payments = periods.flatMap((period, index): PlannedPayment[] => {
    const sale = sales.find(({ link }) => link.id === period.paymentId);
    if (!sale) return [];
    const previous = periods[index - 1];
    tellDifferences(sale, period, previous && { ...previous, row: rowOf.get(previous.paymentId)?.number ?? 0 }, issues);
    const { row, membership, plan, durationDays, idempotencyKey } = sale;
    return [{ row, membership, plan, durationDays, idempotencyKey, period }];
  });
  const [cause] = [...payments, ...freezes];
  const moved = cause ? movedPeriods(stored, periods) : [];
  for (const { startDate, endDate, before } of moved) {
    if (cause)
      issues.add(cause.row, 'moves_stored', { before: `${before.startDate} – ${before.endDate}`, startDate, endDate });
  }
  return { payments, freezes, moved };
}

function tellDifferences(
  { row, membership, plan, durationDays }: Sale,
  period: ChainPeriod,
  previous: { endDate: string; row: number } | undefined,
  issues: RowIssues,
): void {
  const { startDate, endDate } = period;
  const stated = membership.endDate;
  if (plan?.durationDays != null && plan.durationDays !== durationDays) {
    issues.add(row, 'duration_differs', { plan: plan.name, planDays: plan.durationDays, days: durationDays });
  }
  if (previous && startDate !== membership.startDate) {
    const book = stated ? `${membership.startDate} – ${stated}` : membership.startDate;
    issues.add(row, 'chained', { previousEnd: previous.endDate, row: previous.row, startDate, endDate, stated: book });
  } else if (stated !== null && stated !== endDate) {
    issues.add(row, 'end_differs', { stated, endDate, why: period.explanation });
  }
}
