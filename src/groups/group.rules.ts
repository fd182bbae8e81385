import { z } from 'zod';
import { nameSchema } from '../clients/client.rules.js';
import { idSchema } from '../contract/primitives.js';
import { wholeNumber } from '../errors/validate.js';

export const MAX_CAPACITY = 500;

/** ISO weekdays in any order, each once: `[5, 1]` is stored as `"1,5"`. */
const weekdaysSchema = z.array(wholeNumber(1, 7)).transform((days) => [...new Set(days)].sort().join(','));

/** What staff type about a group. '' and null mean "no fixed time", "no limit", "no usual coach yet". */
export const groupSchema = z.object({
  name: nameSchema,
  coachId: idSchema.nullable().optional(),
  weekdays: weekdaysSchema.optional(),
  startTime: z.preprocess(
    (value) => (value === '' ? null : value),
    z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not_a_time')
      .nullable()
      .optional(),
  ),
  durationMinutes: wholeNumber(5, 600).optional(),
  capacity: wholeNumber(1, MAX_CAPACITY).nullable().optional(),
});

/** `"1,3,5"` → `[1, 3, 5]`. */
export function parseWeekdays(stored: string): number[] {
  return stored.split(',').filter(Boolean).map(Number);
}
