import { z } from 'zod';
import { nameSchema, phoneSchema, telegramIdSchema } from '../clients/client.rules.js';
import { cleanLine } from '../lib/person-name.js';

/** What staff type about a coach; `country` reads phones without a country code. */
export function coachSchema(country: string) {
  return z.object({
    firstName: nameSchema,
    lastName: z.preprocess(
      (value) => value ?? undefined,
      z.string().max(400).transform(cleanLine).pipe(z.string().max(100)).optional(),
    ),
    phone: phoneSchema(country),
    telegramId: telegramIdSchema,
  });
}
