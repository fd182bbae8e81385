import type { CalendarDate } from '../lib/calendar-date.js';
import type { RowCells } from './row-cells.js';

/** Both days inclusive. */
export interface DayRange {
  startDate: CalendarDate;
  endDate: CalendarDate;
}

export interface RowFreeze extends DayRange {
  /** False = given by the studio: does not count against the plan's limits. */
  usesAllowance: boolean;
  reason: string | null;
}

interface StatedPeriod {
  startDate: CalendarDate;
  endDate: CalendarDate | null;
}

const MAX_REASON_LENGTH = 500;

/** `membership` is that of the row, where it can be read. */
export function readFreeze(cells: RowCells, membership: StatedPeriod | null): RowFreeze | null {
  if (!cells.told('freezeStart') && !cells.told('freezeEnd')) return null;
  if (!cells.told('freezeStart') || !cells.told('freezeEnd')) cells.say('freeze_incomplete');
  const [startDate, endDate] = [cells.date('freezeStart'), cells.date('freezeEnd')];
  if (!startDate || !endDate) return null;
  if (endDate < startDate) cells.say('freeze_end_before_start', { startDate, endDate });
  const period = membership ?? statedPeriod(cells);
  if (!period) cells.say('freeze_without_membership');
  else if (!cells.isNumbered && !begins(startDate, period)) cells.say('freeze_outside', { startDate });
  return {
    startDate,
    endDate,
    usesAllowance: cells.flag('freezeCounts') ?? true,
    reason: cells.line('freezeReason', MAX_REASON_LENGTH),
  };
}

/** The period of a row that has other faults: so that a freeze outside it is told in the same run. */
function statedPeriod(cells: RowCells): StatedPeriod | null {
  const startDate = cells.peekDate('startDate') ?? cells.peekDate('saleDate');
  return startDate && { startDate, endDate: cells.peekDate('endDate') };
}

function begins(day: CalendarDate, { startDate, endDate }: StatedPeriod): boolean {
  return startDate <= day && (endDate === null || day <= endDate);
}
