import { z } from 'zod';
import { clientFilterSchema } from './clients.js';
import { idSchema, pageQuerySchema } from './primitives.js';

export const coachSchema = z.object({ id: idSchema, firstName: z.string(), lastName: z.string() });

export const groupSchema = z.object({
  id: idSchema,
  name: z.string(),
  coachId: idSchema.nullable(),
  /** ISO weekdays, 1 = Monday. */
  weekdays: z.array(z.number().int().min(1).max(7)),
  startTime: z.string().nullable(),
  durationMinutes: z.number().int(),
  capacity: z.number().int().nullable(),
  clientCount: z.number().int(),
});
export type GroupView = z.infer<typeof groupSchema>;

export type CoachView = z.infer<typeof coachSchema>;

export const groupListQuerySchema = pageQuerySchema.extend({ empty: z.enum(['true', 'false']).optional() });
export const groupClientsQuerySchema = pageQuerySchema.extend({ status: clientFilterSchema.default('all') });
export const groupCoachesSchema = z.object({ usual: coachSchema.nullable(), others: z.array(coachSchema) });
export type GroupCoaches = z.infer<typeof groupCoachesSchema>;
