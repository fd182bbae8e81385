import { z } from 'zod';
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

export const planFieldsSchema = z
  .object({
    name: z.string().max(400).transform(cleanLine).pipe(z.string().min(1).max(100)),
    durationDays: count(1, 3660),
    price: amountSchema,
    visitLimit: limit(1, 1000),
    freezeAllowed: z.boolean().default(true),
    freezeTotalDays: limit(1, 3660),
    freezeMinDays: limit(1, 366),
    freezeMaxDays: limit(1, 3660),
    freezeMaxCount: limit(1, 100),
    freezeNoticeDays: limit(0, 90),
  })
  .refine(
    (plan) => plan.freezeMinDays === null || plan.freezeMaxDays === null || plan.freezeMinDays <= plan.freezeMaxDays,
    {
      path: ['freezeMaxDays'],
      message: 'end_before_start',
    },
  );
export type PlanFields = z.output<typeof planFieldsSchema>;
