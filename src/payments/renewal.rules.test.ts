import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../errors/domain-error.js';
import { addDays, calendarDate as day, daysInclusive } from '../lib/calendar-date.js';
import { sale } from '../../tests/factories/chain.js';
import type { ChainPayment } from './chain.rules.js';
import { planRenewal, type RenewalRequest } from './renewal.rules.js';

const TODAY = day('2026-03-10');

function stored(id: number, start: string, end: string, asked = false): ChainPayment {
  const [startDate, endDate] = [day(start), day(end)];
  const askedStartDate = asked ? startDate : null;
  return sale(id, start, { durationDays: daysInclusive(startDate, endDate), askedStartDate, endDate });
}

function renew(payments: ChainPayment[], changes: Partial<RenewalRequest> = {}) {
  const sold = { planId: null, durationDays: 30, durationMonths: null, visitLimit: null, askedStartDate: null };
  const request = { ...sold, today: TODAY, mayBackdate: false, ...changes };
  const chain = { payments, freezes: [], closures: [], visits: [] };
  const { startDate, endDate } = planRenewal(chain, request);
  return `${startDate}..${endDate}`;
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
  }
  return 'not refused';
}

describe('a renewal with no start asked', () => {
  it('starts today for someone who never had a membership', () => {
    expect(renew([])).toBe('2026-03-10..2026-04-08');
  });

  it('starts the day after the last paid day when it comes early', () => {
    expect(renew([stored(1, '2026-02-15', '2026-03-16')])).toBe('2026-03-17..2026-04-15');
  });

  it('starts tomorrow when today is the last paid day: no day lost, none uncovered', () => {
    expect(renew([stored(1, '2026-02-09', '2026-03-10')])).toBe('2026-03-11..2026-04-09');
  });

  it('starts today, not in the past, when the membership ended long ago', () => {
    expect(renew([stored(1, '2026-01-01', '2026-01-30')])).toBe('2026-03-10..2026-04-08');
  });

  it('follows the last of several memberships, across a gap as well', () => {
    const payments = [stored(1, '2026-03-01', '2026-03-15'), stored(2, '2026-06-01', '2026-06-30', true)];
    expect(renew(payments)).toBe('2026-07-01..2026-07-30');
  });
});

describe('a renewal with a start asked', () => {
  it('takes a free start', () => {
    expect(renew([], { askedStartDate: day('2026-03-20') })).toBe('2026-03-20..2026-04-18');
  });

  it('is refused in the past, except for the owner', () => {
    const asked = { askedStartDate: day('2026-03-09') };
    expect(refusal(() => renew([], asked))).toBe('start_in_past');
    expect(renew([], { ...asked, mayBackdate: true })).toBe('2026-03-09..2026-04-07');
  });

  it('is refused when it lies more than a year ahead', () => {
    expect(refusal(() => renew([], { askedStartDate: addDays(TODAY, 367) }))).toBe('date_too_far');
  });

  it('is refused on a day that is already paid for', () => {
    const payments = [stored(1, '2026-03-01', '2026-03-30')];
    expect(refusal(() => renew(payments, { askedStartDate: day('2026-03-30') }))).toBe('period_overlap');
    expect(renew(payments, { askedStartDate: day('2026-03-31') })).toBe('2026-03-31..2026-04-29');
  });

  it('is refused when it would run into a later membership', () => {
    const payments = [stored(1, '2026-04-01', '2026-04-30', true)];
    expect(refusal(() => renew(payments, { askedStartDate: day('2026-03-15') }))).toBe('period_overlap');
    expect(renew(payments, { askedStartDate: day('2026-03-15'), durationDays: 17 })).toBe('2026-03-15..2026-03-31');
  });
});
