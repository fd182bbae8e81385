import { z } from 'zod';
import type { ErrorCode } from '../contract/error-codes.js';
import { cleanLine } from '../lib/person-name.js';
import { parseMoney, type Money } from '../lib/money.js';

const count = (min: number, max: number) => z.number().int('not_a_number').min(min).max(max);
const limit = (min: number, max: number) => count(min, max).nullable().default(null);

/** A typed amount; `not_an_amount` for text, negative, more than two decimals or more than `decimal(12,2)` holds. */
export const amountSchema = z.union([z.string(), z.number()], 'not_an_amount').transform((value, context): Money => {
  const money = parseMoney(value);
  if (money === null) context.addIssue({ code: 'custom', message: 'not_an_amount' });
  return money ?? z.NEVER;
});

/** A year of 365.25 days over 12: how a term of months is placed among terms of days. */
const DAYS_OF_A_MONTH = 30.44;

interface Term {
  durationDays: number | null;
  durationMonths: number | null;
}

/** The plan's term as it is typed: of a plan sold by months nobody has typed the days. */
export function typedTerm({ durationDays, durationMonths }: Term): Term {
  return { durationDays: durationMonths === null ? durationDays : null, durationMonths };
}

/**
 * What the owner types. The term is given either in days or in calendar months (`days_or_months`); of months
 * `durationDays` is only their approximate length, to sort by. Of the freeze's limits, each left out means none, and
 * shortest <= longest <= in all (`out_of_range` for the one that does not fit).
 */
export const planFieldsSchema = z
  .object({
    name: z.string().max(400).transform(cleanLine).pipe(z.string().min(1).max(100)),
    durationDays: limit(1, 3660),
    durationMonths: limit(1, 120),
    isTrial: z.boolean().default(false),
    price: amountSchema,
    visitLimit: limit(1, 1000),
    freezeAllowed: z.boolean().default(true),
    freezeTotalDays: limit(1, 3660),
    freezeMinDays: limit(1, 366),
    freezeMaxDays: limit(1, 3660),
    freezeMaxCount: limit(1, 100),
    freezeNoticeDays: limit(0, 90),
  })
  .superRefine((plan, context) => {
    const { durationDays, durationMonths, freezeMinDays: min, freezeMaxDays: max, freezeTotalDays: total } = plan;
    const refuse = (path: string, message: ErrorCode, params: Record<string, number> = {}) =>
      context.addIssue({ code: 'custom', path: [path], message, params });
    if (durationDays === null && durationMonths === null) refuse('durationDays', 'days_or_months');
    if (durationDays !== null && durationMonths !== null) refuse('durationMonths', 'days_or_months');
    if (total !== null && max !== null && max > total) refuse('freezeMaxDays', 'out_of_range', { max: total });
    else if (min !== null && max !== null && min > max) refuse('freezeMaxDays', 'out_of_range', { min });
    if (total !== null && min !== null && min > total) refuse('freezeMinDays', 'out_of_range', { max: total });
  })
  .transform((plan) => ({
    ...plan,
    durationDays: plan.durationDays ?? Math.round((plan.durationMonths ?? 0) * DAYS_OF_A_MONTH),
  }));
