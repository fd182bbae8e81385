import { breaksOf } from '../payments/chain-breaks.rules.js';
import { replayChain, type ChainClosure, type ChainInputs } from '../payments/chain.rules.js';
import type { RecognisedSales } from './book-sales.rules.js';
import type { BookPerson } from './people.rules.js';
import type { RowFreeze } from './row-freeze.rules.js';
import type { RowIssues } from './row-issues.js';
import type { ParsedRow } from './row.rules.js';

/** A freeze that the studio does not know yet. */
export interface PlannedFreeze extends RowFreeze {
  row: ParsedRow;
  /** The payment that it is of: the id of a stored one, or the provisional one of a new sale. */
  paymentId: number;
  idempotencyKey: string;
}

/** The freezes of a client's rows that can be taken, in order; `chain` is the client's without them. */
export function planFreezes(
  { existing, rows }: BookPerson,
  { paymentOf }: RecognisedSales,
  chain: ChainInputs,
  issues: RowIssues,
): PlannedFreeze[] {
  const storedKeys = new Set(existing?.freezes.map(({ idempotencyKey }) => idempotencyKey));
  const planned: PlannedFreeze[] = [];
  for (const row of inOrderOfFreeze(rows)) {
    const { freeze, freezeKey } = row;
    if (!freeze || freezeKey === null || storedKeys.has(freezeKey)) continue;
    const inputs = { ...chain, freezes: [...chain.freezes, ...planned] };
    // A freeze without a membership in its row has none that it could be of either.
    const ownId = row.membership?.number == null ? undefined : paymentOf.get(row);
    if (isKnown(freeze, inputs, paymentOf.get(row))) continue;
    if (existing?.archivedDate) issues.add(row, 'client_archived');
    if (isInTheWay(row, freeze, inputs, issues)) continue;
    const paymentId = ownId ?? coveringPayment(freeze, inputs);
    if (paymentId === undefined) issues.add(row, 'freeze_outside', { startDate: freeze.startDate });
    else planned.push({ ...freeze, row, paymentId, idempotencyKey: freezeKey });
  }
  return planned;
}

function inOrderOfFreeze(rows: readonly ParsedRow[]): ParsedRow[] {
  return [...rows].sort((a, b) => ((a.freeze?.startDate ?? '') < (b.freeze?.startDate ?? '') ? -1 : 1));
}

/** The same days are frozen, or, of days that the studio gave, closed. */
function isKnown(freeze: RowFreeze, { payments, freezes, closures }: ChainInputs, paymentId?: number): boolean {
  const { startDate, endDate } = freeze;
  if (freezes.some((other) => other.startDate === startDate && other.endDate === endDate)) return true;
  if (freeze.usesAllowance) return false;
  const planId = payments.find(({ id }) => id === paymentId)?.planId ?? null;
  return closedDays(closures, planId).some((closed) => closed.startDate <= startDate && endDate <= closed.endDate);
}

function closedDays(closures: readonly ChainClosure[], planId: number | null) {
  return breaksOf([], closures, planId);
}

function isInTheWay(row: ParsedRow, freeze: RowFreeze, chain: ChainInputs, issues: RowIssues): boolean {
  const { startDate, endDate } = freeze;
  const other = chain.freezes.find((one) => one.startDate <= endDate && startDate <= one.endDate);
  const visit = chain.visits?.find(({ date }) => startDate <= date && date <= endDate);
  if (other) issues.add(row, 'freeze_overlap', { startDate, otherStart: other.startDate, otherEnd: other.endDate });
  if (visit) issues.add(row, 'freeze_has_visits', { startDate, date: visit.date });
  return Boolean(other ?? visit);
}

function coveringPayment({ startDate }: RowFreeze, chain: ChainInputs): number | undefined {
  return replayChain(chain).find((period) => period.startDate <= startDate && startDate <= period.endDate)?.paymentId;
}
