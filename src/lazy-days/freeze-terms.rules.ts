import type { ErrorCode } from '../contract/error-codes.js';
import type { FreezeTerms } from '../contract/people.js';
import { covers } from '../clients/client-status.rules.js';
import { addDays, laterOf, type CalendarDate } from '../lib/calendar-date.js';
import type { ChainFreeze } from '../payments/chain.rules.js';
import type { FreezeAllowance } from './freeze-allowance.rules.js';

/** What a client's next freeze depends on. */
export interface FreezeSituation {
  today: CalendarDate;
  /** Of each membership, in the order of their start. */
  allowances: readonly FreezeAllowance[];
  freezes: readonly (ChainFreeze & { id: number })[];
  visitDays: readonly CalendarDate[];
}

type Bounds = Pick<FreezeTerms, 'minDays' | 'maxDays' | 'daysLeft' | 'timesLeft' | 'firstDate' | 'lastDate'>;

const NO_BOUNDS: Bounds = {
  minDays: null,
  maxDays: null,
  daysLeft: null,
  timesLeft: null,
  firstDate: null,
  lastDate: null,
};

/**
 * The bounds of a freeze that could be asked for now: of the first membership that takes one (`checkFreezePolicy`), else
 * why not even the next one does.
 */
export function freezeTerms(situation: FreezeSituation): FreezeTerms {
  const { today, allowances, freezes } = situation;
  const running = freezes
    .filter(({ endDate }) => endDate >= today)
    .sort((a, b) => (a.startDate < b.startDate ? -1 : 1));
  const [next] = running;
  const current = next ? { id: next.id, startDate: next.startDate, endDate: next.endDate } : null;
  const ahead = allowances.filter(({ startDate, endDate }) => startDate <= endDate && endDate >= today);
  const judged = ahead.map((allowance) => judge(allowance, situation));
  const chosen = judged.find(({ reason }) => reason === null) ?? judged[0];
  if (!chosen) return { allowed: false, reason: 'no_membership' satisfies ErrorCode, ...NO_BOUNDS, current };
  return { allowed: chosen.reason === null, ...chosen, current };
}

function judge(allowance: FreezeAllowance, situation: FreezeSituation): Bounds & { reason: ErrorCode | null } {
  const { policy, used } = allowance;
  const left = (most: number | null | undefined, usedUp: number) =>
    most === null || most === undefined ? null : Math.max(0, most - usedUp);
  const bounds: Bounds = {
    minDays: policy?.minDays ?? null,
    maxDays: policy?.maxDays ?? null,
    daysLeft: left(policy?.totalDays, used.days),
    timesLeft: left(policy?.maxCount, used.count),
    ...freeDays(allowance, situation),
  };
  return { ...bounds, reason: reasonAgainst(bounds, policy) };
}

function reasonAgainst(bounds: Bounds, policy: FreezeAllowance['policy']): ErrorCode | null {
  const { daysLeft, timesLeft, minDays, firstDate } = bounds;
  if (policy && !policy.allowed) return 'freeze_not_allowed';
  if (timesLeft === 0) return 'freeze_count_used_up';
  if (daysLeft !== null && daysLeft < Math.max(1, minDays ?? 1)) return 'freeze_days_used_up';
  if (firstDate !== null) return null;
  return policy?.noticeDays ? 'freeze_needs_notice' : 'freeze_not_covered';
}

/** The first and the last day of the membership on which a freeze may begin; null when it has none left. */
function freeDays(
  { startDate, endDate, policy }: FreezeAllowance,
  { today, freezes, visitDays }: FreezeSituation,
): Pick<Bounds, 'firstDate' | 'lastDate'> {
  const isTaken = (day: CalendarDate) => visitDays.includes(day) || freezes.some((freeze) => covers(freeze, day));
  let firstDate = laterOf(startDate, addDays(today, policy?.noticeDays ?? 0));
  while (firstDate <= endDate && isTaken(firstDate)) firstDate = addDays(firstDate, 1);
  if (firstDate > endDate) return { firstDate: null, lastDate: null };
  let lastDate = endDate;
  while (isTaken(lastDate)) lastDate = addDays(lastDate, -1);
  return { firstDate, lastDate };
}
