import { calendarDate as day } from '../../src/lib/calendar-date.js';
import {
  NEVER_USED,
  replayChain,
  type ChainClosure,
  type ChainFreeze,
  type ChainInputs,
  type ChainPayment,
  type ChainPeriod,
  type ChainVisit,
} from '../../src/payments/chain.rules.js';

/** 30 days without a plan, sold on `date` and beginning as soon as possible. */
export function sale(id: number, date: string, changes: Partial<ChainPayment> = {}): ChainPayment {
  const saleDate = day(date);
  const asked = { planId: null, durationDays: 30, durationMonths: null, saleDate, askedStartDate: null };
  const startDate = changes.askedStartDate ?? saleDate;
  return { id, ...asked, visitLimit: null, ...NEVER_USED, startDate, endDate: startDate, ...changes };
}

export function freeze(startDate: string, endDate: string): ChainFreeze {
  return { startDate: day(startDate), endDate: day(endDate) };
}

/** Of the whole studio, or of one plan. */
export function closure(startDate: string, endDate: string, planId: number | null = null): ChainClosure {
  return { ...freeze(startDate, endDate), reason: 'ремонт', planId };
}

/** One visit a date, with ids counted from 1. */
export function visits(...dates: string[]): ChainVisit[] {
  return dates.map((date, index) => ({ id: index + 1, date: day(date) }));
}

/** The periods of payments and freezes alone, unless `more` is given. */
export function replay(
  payments: readonly ChainPayment[],
  freezes: readonly ChainFreeze[] = [],
  more: Partial<ChainInputs> = {},
): ChainPeriod[] {
  return replayChain({ payments, freezes, closures: [], visits: null, ...more });
}

/** `2026-03-01..2026-03-30` for each. */
export function ranges(periods: readonly ChainFreeze[]): string[] {
  return periods.map(({ startDate, endDate }) => `${startDate}..${endDate}`);
}
