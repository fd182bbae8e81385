import { addDays, earlierOf, laterOf, type CalendarDate } from '../lib/calendar-date.js';
import type { ChainPayment } from '../payments/chain.rules.js';
import { daysOfMonths, daysOfPlan, statedDays, type BookPlan } from './catalogue.rules.js';
import type { DayRange } from './row-freeze.rules.js';
import type { RowMembership } from './row-membership.rules.js';
import type { RowIssues } from './row-issues.js';
import type { ParsedRow } from './row.rules.js';

/** A row that sells something, with the freezes of all rows of the sale. */
export interface SaleFacts {
  row: ParsedRow;
  membership: RowMembership;
  freezes: readonly DayRange[];
  plan: BookPlan | null;
}

type Term = Pick<ChainPayment, 'durationDays' | 'durationMonths'>;
type Visits = Pick<ChainPayment, 'visitLimit' | 'visitsCarried' | 'visitsUsed' | 'usedUpDate'>;

/**
 * What was sold: the days or months that the book states, else those between its dates, unless it plainly forgot to add a
 * freeze to the end.
 */
export function soldTerm({ row, membership, freezes, plan }: SaleFacts, issues: RowIssues): Term {
  const { durationDays, durationMonths, startDate } = membership;
  if (durationMonths !== null) return { durationDays: daysOfMonths(startDate, durationMonths), durationMonths };
  if (durationDays !== null) return { durationDays, durationMonths };
  const stated = statedDays(membership, freezes);
  const planDays = plan && daysOfPlan(plan, startDate);
  const planTerm = { durationDays: planDays ?? 1, durationMonths: plan?.durationMonths ?? null };
  if (stated === null) {
    if (planDays === null) issues.add(row, 'end_missing', { plan: plan?.name ?? '' });
    return planTerm;
  }
  if (stated.paid === planDays || (freezes.length > 0 && stated.all === planDays)) return planTerm;
  if (stated.paid < 1) issues.add(row, 'freeze_takes_all');
  const days = Math.max(1, stated.paid);
  if (plan && planDays !== null) issues.add(row, 'duration_differs', { plan: plan.name, planDays, days });
  return { durationDays: days, durationMonths: null };
}

/** The visits sold and those used before: the book tells how many, not on which days. */
export function soldVisits(facts: SaleFacts, today: CalendarDate, issues: RowIssues): Visits {
  const { row, membership, plan } = facts;
  const { visitLimit: stated, usedUpDate: date } = membership;
  const limit = stated === 'unlimited' ? null : (stated ?? plan?.visitLimit ?? null);
  const used = membership.visitsUsed ?? (date === null ? 0 : (limit ?? 0));
  if (limit !== null && used > limit) issues.add(row, 'visits_over', { used, limit });
  if (limit === null && date !== null) issues.add(row, 'used_up_without_limit');
  if (limit !== null && date !== null) {
    if (used < limit) issues.add(row, 'used_up_differs', { date, used, limit });
    checkLastVisit(row, membership, date, issues);
  }
  const usedUpDate = limit === null || used < limit ? null : (date ?? lastVisitDay(membership, today));
  return { visitLimit: limit, visitsCarried: used, visitsUsed: used, usedUpDate };
}

/** The last visit of a pack may be taken on the day on which the one before was used up: a day before the start. */
function checkLastVisit(row: ParsedRow, { startDate }: RowMembership, date: CalendarDate, issues: RowIssues): void {
  if (date < addDays(startDate, -1)) issues.add(row, 'used_up_outside', { date, startDate });
}

/** Of a pack that is used up nobody knows since when: the latest day that it can have been. */
function lastVisitDay({ startDate, endDate }: RowMembership, today: CalendarDate): CalendarDate {
  return laterOf(startDate, earlierOf(endDate ?? today, today));
}
