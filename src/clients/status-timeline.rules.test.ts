import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { closure, freeze } from '../../tests/factories/chain.js';
import { addDays, calendarDate, MIN_DATE, type CalendarDate } from '../lib/calendar-date.js';
import { clientStatusOn, isExpiringOn, type StatusFacts } from './client-status.rules.js';
import { statusTimeline, type StatusStep } from './status-timeline.rules.js';

const EXPIRING_DAYS = 3;
const FIRST = calendarDate('2026-03-01');
const DAYS = 120;
const SPAN = Array.from({ length: DAYS + 80 }, (_, offset) => addDays(FIRST, offset - 40));
const NOTHING: StatusFacts = { archivedDate: null, payments: [], freezes: [], closures: [] };

function told(facts: Partial<StatusFacts>): string[] {
  const steps = statusTimeline({ ...NOTHING, ...facts }, EXPIRING_DAYS);
  return steps.map(({ day, status, change }) => `${day} ${change > 0 ? '+' : '-'} ${status}`);
}

/** What the steps up to a day add up to. */
function statusesOn(day: CalendarDate, steps: readonly StatusStep[]): string[] {
  const sums = new Map<string, number>();
  for (const step of steps) {
    if (step.day <= day) sums.set(step.status, (sums.get(step.status) ?? 0) + step.change);
  }
  return [...sums].flatMap(([status, sum]) => (sum === 0 ? [] : [`${status} ${sum}`])).sort();
}

describe('the days on which a status changes', () => {
  it('are none for a new client: new from the first day of the calendar', () => {
    expect(told({})).toEqual([`${MIN_DATE} + new`]);
  });

  it('tell a membership, its freeze and its last days', () => {
    const period = { planId: null, ...freeze('2026-03-10', '2026-03-20'), usedUpDate: null };
    expect(told({ payments: [period], freezes: [freeze('2026-03-12', '2026-03-13')] })).toEqual([
      '1900-01-01 + upcoming',
      '2026-03-10 - upcoming',
      '2026-03-10 + active',
      '2026-03-12 - active',
      '2026-03-12 + frozen',
      '2026-03-14 - frozen',
      '2026-03-14 + active',
      '2026-03-17 + expiring',
      '2026-03-21 - active',
      '2026-03-21 - expiring',
      '2026-03-21 + expired',
    ]);
  });

  it('tell the archive, a closure and the last visit of a pack', () => {
    const pack = { planId: null, ...freeze('2026-03-10', '2026-03-20'), usedUpDate: calendarDate('2026-03-16') };
    const archivedDate = calendarDate('2026-04-01');
    expect(told({ payments: [pack], closures: [closure('2026-03-12', '2026-03-12')], archivedDate })).toEqual([
      '1900-01-01 + upcoming',
      '2026-03-10 - upcoming',
      '2026-03-10 + active',
      '2026-03-12 - active',
      '2026-03-12 + frozen',
      '2026-03-13 - frozen',
      '2026-03-13 + active',
      '2026-03-16 - active',
      '2026-03-16 + expired',
      '2026-04-01 - expired',
      '2026-04-01 + archived',
    ]);
  });

  const days = fc.integer({ min: 0, max: DAYS }).map((offset) => addDays(FIRST, offset));
  const range = fc
    .tuple(days, fc.integer({ min: -1, max: 30 }))
    .map(([startDate, length]) => ({ startDate, endDate: addDays(startDate, length) }));
  const planId = fc.constantFrom(null, 1, 2);
  const facts: fc.Arbitrary<StatusFacts> = fc.record({
    archivedDate: fc.option(days, { freq: 2 }),
    payments: fc.array(
      fc
        .record({ range, planId, usedUpDate: fc.option(days) })
        .map(({ range: period, ...rest }) => ({ ...period, ...rest })),
      { maxLength: 4 },
    ),
    freezes: fc.array(range, { maxLength: 3 }),
    closures: fc.array(
      fc.record({ range, planId }).map(({ range: closed, ...rest }) => ({ ...closed, ...rest, reason: 'ремонт' })),
      { maxLength: 3 },
    ),
  });

  it('add up on every day to the status of that day, over 500 random histories', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 10 }), (history, expiringDays) => {
        const steps = statusTimeline(history, expiringDays);
        const wrong = SPAN.filter((day) => {
          const expiring = isExpiringOn(day, history, expiringDays) ? ['expiring 1'] : [];
          const expected = [`${clientStatusOn(day, history)} 1`, ...expiring].sort();
          return statusesOn(day, steps).join() !== expected.join();
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
