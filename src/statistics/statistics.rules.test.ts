import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clientStatusOn } from '../clients/client-status.rules.js';
import { addDays, calendarDate, type CalendarDate } from '../lib/calendar-date.js';
import { ACTIVE, clientDays, DaySpan, formatCents, FROZEN, groupAt, NEITHER } from './statistics.rules.js';

const FROM = calendarDate('2026-02-20');
const day = (offset: number): CalendarDate => addDays(FROM, offset);

const range = (maxDays: number) =>
  fc
    .tuple(fc.integer({ min: -20, max: 60 }), fc.integer({ min: -1, max: maxDays }))
    .map(([start, length]) => ({ startDate: day(start), endDate: day(start + length) }));

const period = fc
  .tuple(range(40), fc.option(fc.integer({ min: -20, max: 90 }), { nil: null }))
  .map(([dates, usedUp]) => ({ planId: null, ...dates, usedUpDate: usedUp === null ? null : day(usedUp) }));

describe('what a client was on each day of a span', () => {
  it('is on every day what the one definition of status says about that day', () => {
    fc.assert(
      fc.property(
        fc.array(period, { maxLength: 4 }),
        fc.array(range(15), { maxLength: 3 }),
        fc.option(fc.integer({ min: -5, max: 70 }), { nil: null }),
        fc.array(range(9), { maxLength: 2 }),
        (periods, freezes, archived, closed) => {
          const closures = closed.map((dates) => ({ ...dates, reason: 'ремонт', planId: null }));
          const span = new DaySpan(FROM, day(50));
          const archivedDate = archived === null ? null : day(archived);
          const facts = { archivedDate, payments: periods, freezes, closures };
          const days = clientDays(span, facts);
          const expected = span.days.map((date) => {
            const status = clientStatusOn(date, facts);
            return status === 'active' ? ACTIVE : status === 'frozen' ? FROZEN : NEITHER;
          });
          expect([...days]).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('does not reach over the ends of the span', () => {
    const span = new DaySpan(FROM, day(2));
    const facts = { archivedDate: null, freezes: [], closures: [] };
    const whole = { planId: null, startDate: day(-100), endDate: day(100), usedUpDate: null };
    expect([...clientDays(span, { ...facts, payments: [whole] })]).toEqual([ACTIVE, ACTIVE, ACTIVE]);
    const outside = [
      { planId: null, startDate: day(-9), endDate: day(-1), usedUpDate: null },
      { planId: null, startDate: day(3), endDate: day(9), usedUpDate: null },
    ];
    expect([...clientDays(span, { ...facts, payments: outside })]).toEqual([0, 0, 0]);
  });
});

describe('the group on a past day', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 2, 10, hour));
  const changes = [
    { at: at(12), from: null },
    { at: at(9), from: 5 },
  ];

  it('is the present one with every later change undone', () => {
    expect(groupAt(7, changes, at(13))).toBe(7);
    expect(groupAt(7, changes, at(12))).toBe(7);
    expect(groupAt(7, changes, at(11))).toBeNull();
    expect(groupAt(7, changes, at(8))).toBe(5);
  });
});

it('writes hundredths as a decimal, negative when more was refunded than sold', () => {
  expect([0, 5, 120_050, -5, -120_050].map(formatCents)).toEqual(['0.00', '0.05', '1200.50', '-0.05', '-1200.50']);
});
