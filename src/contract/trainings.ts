import { z } from 'zod';
import { dateSchema, idSchema, telegramIdSchema } from './primitives.js';

/** Who came is named by one of the two ids; without a session and a day it is a visit today. */
export const visitInputSchema = z
  .object({
    clientId: idSchema.optional(),
    telegramId: telegramIdSchema.optional(),
    groupTrainingId: idSchema.nullish(),
    date: dateSchema.optional(),
  })
  .refine(({ clientId, telegramId }) => (clientId === undefined) !== (telegramId === undefined), {
    path: ['clientId'],
    message: 'required',
  });
export type VisitInput = z.input<typeof visitInputSchema>;

export const visitSchema = z.object({
  id: idSchema,
  clientId: idSchema,
  groupTrainingId: idSchema.nullable(),
  date: dateSchema,
});
export type VisitView = z.infer<typeof visitSchema>;
