import type { ClientStatus } from '../contract/clients.js';
import { addDays, MIN_DATE, type CalendarDate } from '../lib/calendar-date.js';
import { clientStatusOn, endsWithin, lastPaidDay, type StatusFacts } from './client-status.rules.js';

/** What `StatusLedger` counts: each status, and of the active clients those who expire soon. */
export type CountedStatus = ClientStatus | 'expiring';

/** From `day` on the client has (1) or no longer has (-1) the status. */
export interface StatusStep {
  day: CalendarDate;
  status: CountedStatus;
  change: 1 | -1;
}

/**
 * The days on which a client's status changes, from the first day of the calendar on. Found by asking `clientStatusOn`
 * on every day that may differ from the one before, so there is no second definition.
 */
export function statusTimeline(facts: StatusFacts, expiringDays: number): StatusStep[] {
  const steps: StatusStep[] = [];
  const lastDay = lastPaidDay(facts.payments);
  let known: CountedStatus[] = [];
  for (const day of possibleChanges(facts, lastDay, expiringDays)) {
    const status = clientStatusOn(day, facts);
    const now: CountedStatus[] = [status];
    if (status === 'active' && endsWithin(expiringDays, lastDay, day)) now.push('expiring');
    for (const status of known) if (!now.includes(status)) steps.push({ day, status, change: -1 });
    for (const status of now) if (!known.includes(status)) steps.push({ day, status, change: 1 });
    known = now;
  }
  return steps;
}

function possibleChanges(
  { archivedDate, payments, freezes, closures }: StatusFacts,
  lastDay: CalendarDate | null,
  expiringDays: number,
): CalendarDate[] {
  const days = new Set<CalendarDate>([MIN_DATE]);
  for (const ranges of [payments, freezes, closures]) {
    for (const { startDate, endDate } of ranges) {
      days.add(startDate);
      days.add(addDays(endDate, 1));
    }
  }
  for (const { usedUpDate } of payments) if (usedUpDate !== null) days.add(usedUpDate);
  if (archivedDate !== null) days.add(archivedDate);
  if (lastDay !== null) days.add(addDays(lastDay, -expiringDays));
  return [...days].filter((day) => day >= MIN_DATE).sort();
}
