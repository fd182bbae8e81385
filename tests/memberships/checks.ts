import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import { clientStatusOn, isExpiringOn } from '../../src/clients/client-status.rules.js';
import { statusTimeline } from '../../src/clients/status-timeline.rules.js';
import { clientStatusSchema, type ClientStatus } from '../../src/contract/clients.js';
import { addDays, daysInclusive, type CalendarDate } from '../../src/lib/calendar-date.js';
import { inChainOrder, replayChain, type ChainPayment } from '../../src/payments/chain.rules.js';
import { isIn, standsStill, walkDayByDay } from './day-by-day.js';
import type { StoryChain } from './story.js';

/** All that holds for every chain, whatever happened. */
export function expectChainProven(chain: StoryChain): void {
  expectDaysOfTheCalendar(chain);
  expectPaidDaysCovered(chain);
  expectNoOverlap(chain);
  expectReplayedAsStored(chain);
  expectNoVisitLost(chain);
}

/** The first and last day and the visits of each membership are those that a finger on the calendar finds. */
function expectDaysOfTheCalendar(chain: StoryChain): void {
  const payments = inChainOrder(chain.payments);
  const stored = payments.map(({ id, startDate, endDate }) => {
    return { paymentId: id, startDate, endDate, visitIds: visitsTakenFrom(id, chain) };
  });
  same(walkDayByDay({ ...chain, payments }), stored);
}

/** Paid days = covered days that are neither frozen nor closed; fewer only after a refund, a transfer or the last visit. */
function expectPaidDaysCovered(chain: StoryChain): void {
  for (const payment of chain.payments) {
    const { id, startDate, endDate, durationDays: paid } = payment;
    const used = daysOf(startDate, endDate).filter((day) => !standsStill(chain, payment, day)).length;
    const isCut = payment.refundDate !== null || payment.transferDate !== null || payment.usedUpDate !== null;
    same({ id, used }, { id, used: isCut ? Math.min(used, paid) : paid });
  }
}

function expectNoOverlap({ payments }: StoryChain): void {
  const covering = payments.filter(({ startDate, endDate }) => startDate <= endDate);
  const sorted = covering.map(({ startDate, endDate }) => ({ startDate, endDate })).sort(byStart);
  const overlapping = sorted.filter(({ startDate }, index) => startDate <= (sorted[index - 1]?.endDate ?? ''));
  same(overlapping, []);
}

/** Replaying what is stored changes nothing, whether the visits are read or not; and each explanation ends on the last day. */
function expectReplayedAsStored(chain: StoryChain): void {
  const replayed = replayChain(chain);
  const stored = inChainOrder(chain.payments).map(resultOf);
  same(
    replayed.map(({ paymentId: id, ...period }) => resultOf({ ...period, id })),
    stored,
  );
  const unread = replayChain({ ...chain, visits: null });
  same(
    unread.map(({ paymentId: id, ...period }) => resultOf({ ...period, id })),
    stored,
  );
  same(
    unread.map(({ explanation }) => explanation),
    replayed.map(({ explanation }) => explanation),
  );
  for (const { startDate, endDate, explanation } of replayed) {
    same(explanation.at(-1), endDate < startDate ? { kind: 'none' } : { kind: 'ends', endDate });
  }
}

/** Each visit is taken from exactly one membership, and from none more than it has. */
function expectNoVisitLost(chain: StoryChain): void {
  const taken = replayChain(chain).flatMap(({ visitIds }) => visitIds);
  same(
    taken.sort((a, b) => a - b),
    chain.visits.map(({ id }) => id).sort((a, b) => a - b),
  );
  for (const { id, visitLimit, visitsUsed, visitsCarried } of chain.payments) {
    same(visitsUsed, visitsCarried + visitsTakenFrom(id, chain).length);
    same(Math.min(visitsUsed, visitLimit ?? Infinity), visitsUsed);
  }
}

/** On every day from a month before the first to a month after the last: one status, and the ledger's steps lead to it. */
export function expectStatusOnEveryDay(chain: StoryChain, expiringDays: number): void {
  const facts = { archivedDate: null, ...chain };
  const steps = statusTimeline(facts, expiringDays);
  const isOn = (status: string, day: CalendarDate): boolean =>
    steps.reduce((sum, step) => (step.status === status && step.day <= day ? sum + step.change : sum), 0) === 1;
  for (const day of daysAround(chain)) {
    const status = clientStatusOn(day, facts);
    const byLedger = clientStatusSchema.options.filter((one) => isOn(one, day));
    same({ day, status: byLedger }, { day, status: [status] });
    same({ day, expiring: isOn('expiring', day) }, { day, expiring: isExpiringOn(day, facts, expiringDays) });
    same({ day, status }, { day, status: statusByWords(chain, day) });
  }
}

/** The table of docs/rules.md, "Client status", word by word. */
function statusByWords(chain: StoryChain, day: CalendarDate): ClientStatus {
  const covering = chain.payments.filter((payment) => isIn([payment], day));
  if (covering.some((payment) => standsStill(chain, payment, day))) return 'frozen';
  if (covering.some(({ usedUpDate }) => usedUpDate === null || usedUpDate > day)) return 'active';
  const later = chain.payments.filter(({ startDate, endDate }) => startDate <= endDate && startDate > day);
  if (later.length > 0) return 'upcoming';
  return chain.payments.length > 0 ? 'expired' : 'new';
}

export function daysAround({ payments }: StoryChain): CalendarDate[] {
  const days = payments.flatMap(({ startDate, endDate }) => [startDate, endDate]).sort();
  const [first, last] = [days[0], days.at(-1)];
  return first && last ? daysOf(addDays(first, -30), addDays(last, 30)) : [];
}

function daysOf(first: CalendarDate, last: CalendarDate): CalendarDate[] {
  return Array.from({ length: daysInclusive(first, last) }, (_, offset) => addDays(first, offset));
}

function visitsTakenFrom(paymentId: number, { visits }: StoryChain): number[] {
  const taken = visits.filter((visit) => visit.paymentId === paymentId);
  return taken.sort((a, b) => (a.date === b.date ? a.id - b.id : a.date < b.date ? -1 : 1)).map(({ id }) => id);
}

type Result = Pick<ChainPayment, 'id' | 'startDate' | 'endDate' | 'durationDays' | 'visitsUsed' | 'usedUpDate'>;

function resultOf({ id, startDate, endDate, durationDays, visitsUsed, usedUpDate }: Result): Result {
  return { id, startDate, endDate, durationDays, visitsUsed, usedUpDate };
}

function byStart(a: { startDate: CalendarDate }, b: { startDate: CalendarDate }): number {
  return a.startDate < b.startDate ? -1 : 1;
}

/** Jest's comparison takes its time even over what is equal, and there are millions of these. */
function same(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}
