import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { Emulator } from './emulator.js';

/** Beyond 2^31, as the ids of today's new accounts are: code that keeps them in 32 bits fails here and not in life. */
const FIRST_ID = 5_000_000_000;
const ID_RANGE = 1_000_000_000;

const name = z.string().trim().max(64);

/** The "new person" form. Names as Telegram allows them (1-64 characters), username 5-32 of `A-Za-z0-9_`. */
export const newPersonSchema = z.object({
  id: z.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  firstName: name.min(1),
  lastName: name.optional(),
  username: z
    .string()
    .trim()
    .regex(/^(@?[A-Za-z]\w{4,31})?$/)
    .transform((username) => username.replace(/^@/, ''))
    .optional(),
  languageCode: z.enum(['ru', 'en']).optional(),
});

/** An id that nobody on the playground has. */
export function randomPersonId({ chats }: Emulator): number {
  for (;;) {
    const id = FIRST_ID + randomInt(ID_RANGE);
    if (!chats.byId.has(id)) return id;
  }
}
