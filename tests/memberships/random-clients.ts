import fc from 'fast-check';
import type { StatusFacts } from '../../src/clients/client-status.rules.js';
import { addDays, calendarDate as day, type CalendarDate } from '../../src/lib/calendar-date.js';
import { replayChain, type ChainClosure, type ChainFreeze, type ChainPayment } from '../../src/payments/chain.rules.js';
import { sale } from '../factories/chain.js';

/** Ids in the order of their rows. */
export const PLANS = [1, 2, 3];
export const GROUPS = [1, 2];

interface StudioClosure extends ChainClosure {
  scope: 'studio' | 'group' | 'plan';
  groupId: number | null;
  isUndone: boolean;
}

const closure = (startDate: string, endDate: string, whom: Partial<StudioClosure>): StudioClosure => {
  const everyone = { scope: 'studio', groupId: null, planId: null, isUndone: false } as const;
  return { ...everyone, startDate: day(startDate), endDate: day(endDate), reason: 'ремонт', ...whom };
};

/** On 10 March a plan and both groups are closed at once, on 14 March the studio and a group. */
export const CLOSURES: readonly StudioClosure[] = [
  closure('2026-03-14', '2026-03-15', {}),
  closure('2026-03-05', '2026-03-12', { scope: 'plan', planId: 1 }),
  closure('2026-03-08', '2026-03-22', { scope: 'group', groupId: 1 }),
  closure('2026-03-10', '2026-03-10', { scope: 'group', groupId: 2 }),
  closure('2026-03-01', '2026-04-30', { isUndone: true }),
];

/** The days of one of `CLOSURES`, by its place, on which the client was in its group. */
interface Stay extends ChainFreeze {
  closure: number;
}

export interface RandomClient {
  archivedDate: CalendarDate | null;
  payments: (ChainPayment & { owes: boolean })[];
  freezes: ChainFreeze[];
  stays: Stay[];
}

const FIRST = day('2025-12-01');
const dates = fc.integer({ min: 0, max: 180 }).map((offset) => addDays(FIRST, offset));
/** Null for most. */
const sometimes = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const sales = fc.record({
  saleDate: dates,
  askedStartDate: sometimes(dates),
  planId: fc.constantFrom(null, ...PLANS),
  durationDays: fc.integer({ min: 1, max: 60 }),
  durationMonths: sometimes(fc.integer({ min: 1, max: 3 })),
  visitLimit: sometimes(fc.integer({ min: 1, max: 3 })),
  refundDate: sometimes(dates),
  transferDate: sometimes(dates),
  owes: fc.boolean(),
});

const freezes = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 70 }), days: fc.integer({ min: 1, max: 25 }) }), { maxLength: 3 })
  .map((rows) => {
    let cursor = FIRST;
    return rows.map(({ gap, days }): ChainFreeze => {
      const startDate = addDays(cursor, gap);
      cursor = addDays(startDate, days);
      return { startDate, endDate: addDays(cursor, -1) };
    });
  });

/** In a group for the whole of its closures, or from the second day on. */
const stays = fc
  .record({ groupId: fc.constantFrom(null, ...GROUPS), isLate: fc.boolean() })
  .map(({ groupId, isLate }): Stay[] =>
    CLOSURES.flatMap(({ startDate, endDate, ...whom }, index) => {
      const from = isLate ? addDays(startDate, 1) : startDate;
      return groupId !== null && whom.groupId === groupId && from <= endDate
        ? [{ closure: index, startDate: from, endDate }]
        : [];
    }),
  );

/** A client with any mixture of memberships, their periods as the replay gives them. */
const clients: fc.Arbitrary<RandomClient> = fc
  .record({
    archivedDate: sometimes(dates),
    sold: fc.array(sales, { maxLength: 4, size: 'max' }),
    freezes,
    stays,
    visitDays: fc.array(dates, { maxLength: 5, size: 'max' }),
  })
  .map(({ archivedDate, sold, freezes, stays, visitDays }) => {
    const payments = sold.map((terms, index) => ({ ...sale(index + 1, terms.saleDate, terms), owes: terms.owes }));
    const visits = visitDays.map((date, index) => ({ id: index + 1, date }));
    const periods = new Map(
      replayChain({ payments, freezes, closures: closuresOf(stays), visits }).map((period) => [
        period.paymentId,
        period,
      ]),
    );
    return {
      archivedDate,
      payments: payments.map((payment) => ({ ...payment, ...periods.get(payment.id) })),
      freezes: payments.length > 0 ? freezes : [],
      stays,
    };
  });

/** The same on every run. */
export function randomClients(count: number): RandomClient[] {
  return fc.sample(clients, { numRuns: count, seed: 3 });
}

export function factsOf({ archivedDate, payments, freezes, stays }: RandomClient): StatusFacts {
  return { archivedDate, payments, freezes, closures: closuresOf(stays) };
}

function closuresOf(stays: readonly Stay[]): ChainClosure[] {
  const everyones = CLOSURES.filter(({ scope, isUndone }) => scope !== 'group' && !isUndone);
  return [
    ...everyones,
    ...stays.map(({ startDate, endDate }) => ({ startDate, endDate, reason: 'ремонт', planId: null })),
  ];
}
