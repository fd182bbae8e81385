import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../errors/domain-error.js';
import { calendarDate as day } from '../lib/calendar-date.js';
import type { StoredPayment } from '../payments/renewal.rules.js';
import {
  checkCancellable,
  checkFreezePolicy,
  frozenPayment,
  resumedEnd,
  type FreezePolicy,
  type FreezeRequest,
  type StoredFreeze,
} from './freeze.rules.js';

const TODAY = day('2026-03-10');
const MEMBERSHIP: StoredPayment = {
  id: 1,
  durationDays: 30,
  saleDate: day('2026-03-01'),
  askedStartDate: null,
  refundDate: null,
  startDate: day('2026-03-01'),
  endDate: day('2026-03-30'),
};
const NO_LIMITS: FreezePolicy = {
  freezeAllowed: true,
  freezeTotalDays: null,
  freezeMinDays: null,
  freezeMaxDays: null,
  freezeMaxCount: null,
  freezeNoticeDays: null,
};

function request(start: string, end: string, mayBackdate = false): FreezeRequest {
  return { startDate: day(start), endDate: day(end), today: TODAY, mayBackdate };
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return `${error.code} at ${error.fields[0]?.path ?? '-'}`;
  }
  return 'not refused';
}

const existing: StoredFreeze = { id: 5, paymentId: 1, startDate: day('2026-03-20'), endDate: day('2026-03-22') };

describe('a freeze', () => {
  it('belongs to the membership that covers its first day', () => {
    expect(frozenPayment([MEMBERSHIP], [], [], request('2026-03-30', '2026-04-10'))).toBe(MEMBERSHIP);
  });

  it.each([
    ['ends before it begins', '2026-03-12', '2026-03-11', 'end_before_start at endDate'],
    ['begins yesterday', '2026-03-09', '2026-03-12', 'freeze_in_past at startDate'],
    ['begins on a day that is not paid for', '2026-03-31', '2026-04-05', 'freeze_not_covered at startDate'],
    ['lasts over a year', '2026-03-12', '2027-03-13', 'date_too_far at endDate'],
    ['touches another freeze by one day', '2026-03-15', '2026-03-20', 'freeze_overlap at startDate'],
    ['lies inside another freeze', '2026-03-21', '2026-03-21', 'freeze_overlap at startDate'],
  ])('is refused when it %s', (_, start, end, expected) => {
    expect(refusal(() => frozenPayment([MEMBERSHIP], [existing], [], request(start, end)))).toBe(expected);
  });

  it('may begin right after another one', () => {
    expect(frozenPayment([MEMBERSHIP], [existing], [], request('2026-03-23', '2026-03-25'))).toBe(MEMBERSHIP);
  });

  it('may be backdated by the owner, but not over a day on which the client came', () => {
    const backdated = request('2026-03-05', '2026-03-08', true);
    expect(frozenPayment([MEMBERSHIP], [], [day('2026-03-04')], backdated)).toBe(MEMBERSHIP);
    expect(refusal(() => frozenPayment([MEMBERSHIP], [], [day('2026-03-08')], backdated))).toBe(
      'freeze_has_visits at startDate',
    );
  });
});

describe('the limits of a plan', () => {
  const week = request('2026-03-12', '2026-03-18');
  const used = [existing];

  it.each<[string, Partial<FreezePolicy>, string]>([
    ['forbid freezing', { freezeAllowed: false }, 'freeze_not_allowed at startDate'],
    ['ask for more days', { freezeMinDays: 8 }, 'freeze_too_short at endDate'],
    ['ask for fewer days', { freezeMaxDays: 6 }, 'freeze_too_long at endDate'],
    ['count the days already frozen', { freezeTotalDays: 9 }, 'freeze_days_used_up at endDate'],
    ['count the freezes', { freezeMaxCount: 1 }, 'freeze_count_used_up at startDate'],
    ['ask for notice', { freezeNoticeDays: 3 }, 'freeze_needs_notice at startDate'],
  ])('%s', (_, limits, expected) => {
    expect(refusal(() => checkFreezePolicy({ ...NO_LIMITS, ...limits }, used, week))).toBe(expected);
  });

  it('allow exactly what they say', () => {
    const limits = { freezeMinDays: 7, freezeMaxDays: 7, freezeTotalDays: 10, freezeMaxCount: 2, freezeNoticeDays: 2 };
    expect(() => checkFreezePolicy({ ...NO_LIMITS, ...limits }, used, week)).not.toThrow();
  });

  it('are none where the plan sets none', () => {
    expect(() => checkFreezePolicy(NO_LIMITS, used, request('2026-03-10', '2026-12-31'))).not.toThrow();
  });
});

describe('an early return', () => {
  it('removes a freeze that has not begun', () => {
    expect(resumedEnd(request('2026-03-11', '2026-03-17'), TODAY)).toBeNull();
  });

  it('removes a freeze that begins today, for today is a training day again', () => {
    expect(resumedEnd(request('2026-03-10', '2026-03-17'), TODAY)).toBeNull();
  });

  it('cuts a running freeze to the days used', () => {
    expect(resumedEnd(request('2026-03-08', '2026-03-17'), TODAY)).toBe('2026-03-09');
  });

  it('is refused when the freeze is over', () => {
    expect(refusal(() => resumedEnd(request('2026-03-01', '2026-03-09'), TODAY))).toBe('freeze_finished at -');
  });
});

describe('cancelling a freeze', () => {
  it('is possible before its first day only', () => {
    expect(() => checkCancellable(request('2026-03-11', '2026-03-17'), TODAY)).not.toThrow();
    expect(refusal(() => checkCancellable(request('2026-03-10', '2026-03-17'), TODAY))).toBe(
      'freeze_already_begun at -',
    );
    expect(refusal(() => checkCancellable(request('2026-03-01', '2026-03-02'), TODAY))).toBe('freeze_finished at -');
  });
});
