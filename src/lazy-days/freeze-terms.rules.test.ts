import { describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { FreezeAllowance } from './freeze-allowance.rules.js';
import { freezeTerms, type FreezeSituation } from './freeze-terms.rules.js';

const day = (text: string) => `2026-03-${text}` as CalendarDate;
const POLICY = { allowed: true, totalDays: 14, minDays: 3, maxDays: 7, maxCount: 2, noticeDays: 1 };

const allowance = (fields: Partial<FreezeAllowance> = {}): FreezeAllowance => ({
  startDate: day('01'),
  endDate: day('30'),
  policy: POLICY,
  used: { days: 0, count: 0 },
  ...fields,
});
const terms = (fields: Partial<FreezeSituation> = {}) =>
  freezeTerms({ today: day('10'), allowances: [allowance()], freezes: [], visitDays: [], ...fields });

describe('what a client may freeze', () => {
  it('follows the plan: from after its notice to the last paid day', () => {
    expect(terms()).toEqual({
      allowed: true,
      reason: null,
      minDays: 3,
      maxDays: 7,
      daysLeft: 14,
      timesLeft: 2,
      firstDate: day('11'),
      lastDate: day('30'),
      current: null,
    });
  });

  it('is anything within a membership without limits', () => {
    const free = terms({ allowances: [allowance({ policy: null })] });
    expect(free).toMatchObject({ allowed: true, firstDate: day('10'), maxDays: null, daysLeft: null, timesLeft: null });
  });

  it('begins on a day that is neither frozen nor trained on', () => {
    const freezes = [{ id: 7, startDate: day('12'), endDate: day('14') }];
    const taken = terms({ freezes, visitDays: [day('11'), day('30')] });
    expect(taken).toMatchObject({ firstDate: day('15'), lastDate: day('29'), current: freezes[0] });
  });

  it('names the freeze that runs or comes next, not the one that is over', () => {
    const range = (id: number, from: string, to: string) => ({ id, startDate: day(from), endDate: day(to) });
    const freezes = [range(3, '20', '22'), range(1, '02', '04'), range(2, '09', '10')];
    expect(terms({ freezes }).current?.id).toBe(2);
  });

  it.each([
    ['the plan sells no freezes', { policy: { ...POLICY, allowed: false } }, 'freeze_not_allowed'],
    ['all times are used up', { used: { days: 4, count: 2 } }, 'freeze_count_used_up'],
    ['fewer days are left than the shortest freeze has', { used: { days: 12, count: 1 } }, 'freeze_days_used_up'],
    ['the notice reaches past the last paid day', { endDate: day('10') }, 'freeze_needs_notice'],
  ])('is nothing when %s', (_why, fields, reason) => {
    expect(terms({ allowances: [allowance(fields)] })).toMatchObject({ allowed: false, reason });
  });

  it('is nothing without a membership of today or later', () => {
    expect(terms({ allowances: [] })).toMatchObject({ allowed: false, reason: 'no_membership' });
    expect(terms({ allowances: [allowance({ endDate: day('09') })] }).reason).toBe('no_membership');
  });

  it('is of the next membership when this one takes no freeze any more', () => {
    const usedUp = allowance({ endDate: day('15'), used: { days: 14, count: 2 } });
    const next = allowance({ startDate: day('16'), policy: null });
    expect(terms({ allowances: [usedUp, next] })).toMatchObject({ allowed: true, firstDate: day('16'), minDays: null });
  });
});
