import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../errors/domain-error.js';
import { calendarDate as day } from '../lib/calendar-date.js';
import type { ChainFreeze } from '../payments/chain.rules.js';
import type { FreezePolicy } from '../plans/freeze-policy.js';
import { closure, freeze, sale } from '../../tests/factories/chain.js';
import {
  checkCancellable,
  checkFreezePolicy,
  freezeUse,
  frozenPayment,
  resumedEnd,
  type CountedFreeze,
  type FreezeRequest,
} from './freeze.rules.js';

const TODAY = day('2026-03-10');
const MEMBERSHIP = sale(1, '2026-03-01', { endDate: day('2026-03-30') });
const NO_LIMITS: FreezePolicy = {
  allowed: true,
  totalDays: null,
  minDays: null,
  maxDays: null,
  maxCount: null,
  noticeDays: null,
};

function request(start: string, end: string, mayBackdate = false): FreezeRequest {
  const reason = mayBackdate ? 'болезнь' : null;
  return { startDate: day(start), endDate: day(end), today: TODAY, mayBackdate, reason };
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return `${error.code} at ${error.fields[0]?.path ?? '-'}`;
  }
  return 'not refused';
}

const counted = (range: ChainFreeze): CountedFreeze => ({ ...range, usesAllowance: true });
const existing = counted(freeze('2026-03-20', '2026-03-22'));

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

  it('is not backdated without a reason', () => {
    const silent = { ...request('2026-03-05', '2026-03-08', true), reason: null };
    expect(refusal(() => frozenPayment([MEMBERSHIP], [], [], silent))).toBe('required at reason');
    const today = { ...request('2026-03-10', '2026-03-12', true), reason: null };
    expect(frozenPayment([MEMBERSHIP], [], [], today)).toBe(MEMBERSHIP);
  });
});

describe('the allowance', () => {
  const [first, second] = [freeze('2026-03-05', '2026-03-11'), freeze('2026-03-20', '2026-03-22')];

  it('is used by the days of each freeze, and by their number', () => {
    const used = freezeUse([counted(first), counted(second)], []);
    expect(used).toEqual({ days: 10, count: 2 });
  });

  it('is not used by a freeze that the studio gave', () => {
    expect(freezeUse([counted(first), { ...second, usesAllowance: false }], [])).toEqual({ days: 7, count: 1 });
  });

  it('is not used by days on which the studio was closed anyway, however often they are closed', () => {
    const closures = [closure('2026-03-09', '2026-03-15'), closure('2026-03-10', '2026-03-10')];
    expect(freezeUse([counted(first), counted(second)], closures)).toEqual({ days: 7, count: 2 });
    expect(freezeUse([counted(freeze('2026-03-10', '2026-03-14'))], closures)).toEqual({ days: 0, count: 1 });
  });
});

describe('the limits of a plan', () => {
  const week = request('2026-03-12', '2026-03-18');
  const used = freezeUse([existing], []);

  it.each<[string, Partial<FreezePolicy>, string]>([
    ['forbid freezing', { allowed: false }, 'freeze_not_allowed at startDate'],
    ['ask for more days', { minDays: 8 }, 'freeze_too_short at endDate'],
    ['ask for fewer days', { maxDays: 6 }, 'freeze_too_long at endDate'],
    ['count the days already frozen', { totalDays: 9 }, 'freeze_days_used_up at endDate'],
    ['count the freezes', { maxCount: 1 }, 'freeze_count_used_up at startDate'],
    ['ask for notice', { noticeDays: 3 }, 'freeze_needs_notice at startDate'],
  ])('%s', (_, limits, expected) => {
    expect(refusal(() => checkFreezePolicy({ ...NO_LIMITS, ...limits }, used, week, []))).toBe(expected);
  });

  it('allow exactly what they say', () => {
    const limits = { minDays: 7, maxDays: 7, totalDays: 10, maxCount: 2, noticeDays: 2 };
    expect(() => checkFreezePolicy({ ...NO_LIMITS, ...limits }, used, week, [])).not.toThrow();
  });

  it('do not count days on which the studio is closed anyway', () => {
    const limits = { maxDays: 5, totalDays: 8 };
    const check = (...closures: ChainFreeze[]) =>
      refusal(() => checkFreezePolicy({ ...NO_LIMITS, ...limits }, used, week, closures));
    expect(check(freeze('2026-03-17', '2026-03-30'))).toBe('not refused');
    expect(check(freeze('2026-03-18', '2026-03-30'))).toBe('freeze_too_long at endDate');
  });

  it('are none where the plan sets none', () => {
    expect(() => checkFreezePolicy(NO_LIMITS, used, request('2026-03-10', '2026-12-31'), [])).not.toThrow();
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
