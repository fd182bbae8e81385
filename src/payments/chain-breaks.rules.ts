import { addDays, type CalendarDate } from '../lib/calendar-date.js';

/** Both days inclusive; freezes of one client never overlap. */
export interface ChainFreeze {
  startDate: CalendarDate;
  endDate: CalendarDate;
}

/** Days on which the studio, the client's group or a plan is closed; both inclusive. */
export interface ChainClosure extends ChainFreeze {
  reason: string;
  /** Only memberships of this plan stand still; null = all of the client's. */
  planId: number | null;
}

/** Days that use nothing up. `reason` is that of a closure; null = the client's own freeze. */
export interface Break extends ChainFreeze {
  reason: string | null;
}

/**
 * The freezes and closures that a membership of `planId` stands still for, in order and without overlap: a day is given
 * back once, however often it is frozen or closed. Of a day that is both the freeze is named.
 */
export function breaksOf(
  freezes: readonly ChainFreeze[],
  closures: readonly ChainClosure[],
  planId: number | null,
): Break[] {
  if (freezes.length === 0 && closures.length === 0) return [];
  const frozen = freezes.map(({ startDate, endDate }): Break => ({ startDate, endDate, reason: null })).sort(byStart);
  const closed = closures.filter((closure) => closure.planId === null || closure.planId === planId).sort(byStart);
  let breaks = frozen;
  for (const closure of closed) breaks = [...breaks, ...restOf(closure, breaks)].sort(byStart);
  return breaks;
}

/** What of a closure no other break covers. */
function restOf({ startDate, endDate, reason }: ChainClosure, breaks: readonly Break[]): Break[] {
  const rest: Break[] = [];
  let cursor = startDate;
  for (const other of breaks) {
    if (other.endDate < cursor) continue;
    if (other.startDate > endDate) break;
    if (cursor < other.startDate) rest.push({ startDate: cursor, endDate: addDays(other.startDate, -1), reason });
    cursor = addDays(other.endDate, 1);
  }
  if (cursor <= endDate) rest.push({ startDate: cursor, endDate, reason });
  return rest;
}

export function isOnBreak(breaks: readonly ChainFreeze[], day: CalendarDate): boolean {
  return breaks.some(({ startDate, endDate }) => startDate <= day && day <= endDate);
}

function byStart(a: ChainFreeze, b: ChainFreeze): number {
  return a.startDate < b.startDate ? -1 : a.startDate > b.startDate ? 1 : 0;
}
