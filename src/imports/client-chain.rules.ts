import {
  movedPeriods,
  replayChain,
  type ChainInputs,
  type ChainPeriod,
  type MovedPeriod,
} from '../payments/chain.rules.js';
import { planFreezes, type PlannedFreeze } from './book-freezes.rules.js';
import { planSales, type BookSale, type BookSurroundings, type RecognisedSales } from './book-sales.rules.js';
import type { BookPerson } from './people.rules.js';
import type { RowIssues } from './row-issues.js';
import type { ParsedRow } from './row.rules.js';

/** A payment to be written: what was sold and the period that the chain gives it. */
export interface PlannedPayment extends BookSale {
  period: ChainPeriod;
}

export interface ClientChain {
  /** In the order of the chain, which is the order to store them in: ids decide ties. */
  payments: PlannedPayment[];
  freezes: PlannedFreeze[];
  /** Stored periods that the new facts move. */
  moved: MovedPeriod[];
  /** The rows that were imported before, or whose sale was entered here. */
  known: ReadonlySet<ParsedRow>;
}

/**
 * Replays a client's rows together with what is stored (docs/rules.md, "The chain"). Rows that turn out to contradict
 * are refused and the rest is replayed without them; everything that comes out otherwise than the book states is said
 * on its row.
 */
export function planClientChain(person: BookPerson, around: BookSurroundings, issues: RowIssues): ClientChain {
  for (;;) {
    const rows = person.rows.filter((row) => !issues.isRefused(row));
    const recognised = planSales({ ...person, rows }, around, issues);
    const chain = chainWith(person, recognised, around);
    const freezes = planFreezes({ ...person, rows }, recognised, chain, issues);
    const inputs = { ...chain, freezes: [...chain.freezes, ...freezes] };
    const periods = replayChain(inputs);
    refuseUncoveredVisits(person, recognised.sales, freezes, periods, issues);
    const isSettled = rows.every((row) => !issues.isRefused(row));
    if (isSettled) return settle(person, recognised, freezes, periods, issues);
  }
}

function chainWith({ existing }: BookPerson, { sales }: RecognisedSales, { closures }: BookSurroundings): ChainInputs {
  return {
    payments: [...(existing?.payments ?? []), ...sales.map(({ link }) => link)],
    freezes: existing?.freezes ?? [],
    closures: existing?.closures ?? closures,
    visits: existing?.visits ?? [],
  };
}

/** A visit that was taken from a membership is still taken from one. */
function refuseUncoveredVisits(
  { existing }: BookPerson,
  sales: readonly BookSale[],
  freezes: readonly PlannedFreeze[],
  periods: readonly ChainPeriod[],
  issues: RowIssues,
): void {
  const covered = new Set(periods.flatMap(({ visitIds }) => visitIds));
  const lost = existing?.visits.find(({ id, paymentId }) => paymentId !== null && !covered.has(id));
  if (lost) for (const { row } of [...sales, ...freezes]) issues.add(row, 'visit_uncovered', { date: lost.date });
}

function settle(
  { existing }: BookPerson,
  { sales, known }: RecognisedSales,
  freezes: PlannedFreeze[],
  periods: readonly ChainPeriod[],
  issues: RowIssues,
): ClientChain {
  const stored = existing?.payments ?? [];
  const saleOf = new Map(sales.map((sale) => [sale.link.id, sale]));
  const payments = periods.flatMap((period, index): PlannedPayment[] => {
    const sale = saleOf.get(period.paymentId);
    if (!sale) return [];
    const previous = periods[index - 1];
    const place = saleOf.get(previous?.paymentId ?? 0)?.row.number ?? 0;
    tellDifferences(sale, period, previous && { ...previous, row: place }, issues);
    return [{ ...sale, period }];
  });
  const [cause] = [...payments, ...freezes];
  const moved = cause ? movedPeriods(stored, periods) : [];
  for (const { startDate, endDate, before } of moved) {
    if (cause)
      issues.add(cause.row, 'moves_stored', { before: `${before.startDate} – ${before.endDate}`, startDate, endDate });
  }
  return { payments, freezes, moved, known };
}

function tellDifferences(
  { row, membership }: BookSale,
  period: ChainPeriod,
  previous: { endDate: string; row: number } | undefined,
  issues: RowIssues,
): void {
  const { startDate, endDate } = period;
  const stated = membership.endDate;
  if (previous && startDate !== membership.startDate) {
    const book = stated ? `${membership.startDate} – ${stated}` : membership.startDate;
    issues.add(row, 'chained', { previousEnd: previous.endDate, row: previous.row, startDate, endDate, stated: book });
  } else if (stated !== null && stated !== endDate) {
    issues.add(row, 'end_differs', { stated, endDate, why: period.explanation });
  }
}
