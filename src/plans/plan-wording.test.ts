import { describe, expect, it } from '@jest/globals';
import type { FreezePolicy } from './freeze-policy.js';
import { freezePolicyInWords, freezesLeftInWords, planInWords } from './plan-wording.js';

const PLAN = { durationDays: 30, durationMonths: null, visitLimit: null, isTrial: false };
const ANY: FreezePolicy = {
  allowed: true,
  totalDays: null,
  minDays: null,
  maxDays: null,
  maxCount: null,
  noticeDays: null,
};
const FULL: FreezePolicy = { ...ANY, totalDays: 14, minDays: 3, maxDays: 7, maxCount: 2, noticeDays: 1 };

describe('a plan in words', () => {
  it.each([
    [PLAN, '30 дней', '30 days'],
    [{ ...PLAN, durationDays: 92, durationMonths: 3 }, '3 месяца', '3 months'],
    [{ ...PLAN, durationDays: 30, durationMonths: 1 }, '1 месяц', '1 month'],
    [{ ...PLAN, visitLimit: 8 }, '8 занятий · 30 дней', '8 visits · 30 days'],
    [
      { ...PLAN, durationDays: 7, visitLimit: 2, isTrial: true },
      'пробный · 2 занятия · 7 дней',
      'trial · 2 visits · 7 days',
    ],
  ])('%j is “%s” and “%s”', (plan, russian, english) => {
    expect([planInWords(plan, 'ru'), planInWords(plan, 'en')]).toEqual([russian, english]);
  });
});

describe('how a membership may be frozen, in words', () => {
  it.each<[FreezePolicy | null, string, string]>([
    [null, 'без ограничений', 'no limits'],
    [ANY, 'без ограничений', 'no limits'],
    [{ ...FULL, allowed: false }, 'нельзя', 'not possible'],
    [
      FULL,
      'до 14 дней всего, от 3 до 7 дней за раз, не больше 2 раз, предупредить за 1 день',
      'up to 14 days in all, 3 to 7 days at a time, at most 2 times, 1 day of notice',
    ],
    [{ ...ANY, totalDays: 21 }, 'до 21 дня всего', 'up to 21 days in all'],
    [{ ...ANY, minDays: 3 }, 'не меньше 3 дней за раз', 'at least 3 days at a time'],
    [{ ...ANY, maxDays: 31 }, 'не больше 31 дня за раз', 'at most 31 days at a time'],
    [{ ...ANY, minDays: 7, maxDays: 7 }, 'ровно 7 дней за раз', 'exactly 7 days at a time'],
    [
      { ...ANY, maxCount: 1, noticeDays: 2 },
      'не больше 1 раза, предупредить за 2 дня',
      'at most 1 time, 2 days of notice',
    ],
    [{ ...ANY, noticeDays: 0 }, 'без ограничений', 'no limits'],
  ])('%j is “%s”', (policy, russian, english) => {
    expect([freezePolicyInWords(policy, 'ru'), freezePolicyInWords(policy, 'en')]).toEqual([russian, english]);
  });

  it.each<[FreezePolicy | null, { days: number; count: number }, string, string]>([
    [FULL, { days: 7, count: 1 }, 'осталось 7 из 14 дней, 1 из 2 раз', '7 of 14 days, 1 of 2 times left'],
    [FULL, { days: 0, count: 0 }, 'осталось 14 из 14 дней, 2 из 2 раз', '14 of 14 days, 2 of 2 times left'],
    [{ ...ANY, totalDays: 21 }, { days: 22, count: 9 }, 'осталось 0 из 21 дня', '0 of 21 days left'],
    [{ ...ANY, maxCount: 1 }, { days: 3, count: 1 }, 'осталось 0 из 1 раза', '0 of 1 time left'],
    [ANY, { days: 3, count: 1 }, '', ''],
    [null, { days: 0, count: 0 }, '', ''],
    [{ ...FULL, allowed: false }, { days: 0, count: 0 }, '', ''],
  ])('of %j, %j used: “%s”', (policy, used, russian, english) => {
    expect([freezesLeftInWords(policy, used, 'ru'), freezesLeftInWords(policy, used, 'en')]).toEqual([
      russian,
      english,
    ]);
  });
});
