import { z } from 'zod';
import { dateSchema, idSchema, telegramIdSchema } from './primitives.js';

/** Names the Telegram user for whom a program calls; the server then allows only what that person may do. */
export const ACTING_TELEGRAM_HEADER = 'x-telegram-id';

/** The code of `t.me/<bot>?start=<code>`: it links a record that staff made with the person who opens the link. */
export const linkCodeInputSchema = z.object({ code: z.string().regex(/^[\w-]{16,64}$/), telegramId: telegramIdSchema });
export type LinkCodeInput = z.infer<typeof linkCodeInputSchema>;
/** Enough for the right person to recognise their own record, too little for anybody else. */
export const maskedClientSchema = z.object({ name: z.string(), phone: z.string().nullable() });
export type MaskedClient = z.infer<typeof maskedClientSchema>;
export const linkedClientSchema = z.object({ clientId: idSchema });

/** Whether a freeze can be asked for in the chat now, and within which bounds. */
export const freezeTermsSchema = z.object({
  allowed: z.boolean(),
  /** The rule that refuses; null when allowed. */
  reason: z.string().nullable(),
  /** Days; null = no limit. */
  minDays: z.number().int().nullable(),
  maxDays: z.number().int().nullable(),
  daysLeft: z.number().int().nullable(),
  timesLeft: z.number().int().nullable(),
  /** The first and the last day on which a freeze may begin. */
  firstDate: dateSchema.nullable(),
  lastDate: dateSchema.nullable(),
  /** A freeze of theirs that runs or lies ahead. */
  current: z.object({ id: idSchema, startDate: dateSchema, endDate: dateSchema }).nullable(),
});
export type FreezeTerms = z.infer<typeof freezeTermsSchema>;

/** Told by Telegram: the person blocked the bot, or came back. */
export const reachabilitySchema = z.object({ reachable: z.boolean() });

/** A pressed button that was not the person's to press; kept in the audit log. */
export const refusedPressSchema = z.object({ reason: z.enum(['forged', 'foreign', 'expired', 'not_allowed']) });
export type RefusedPress = z.infer<typeof refusedPressSchema>;

/** When the person asked the studio to erase their data; null = not asked. */
export const erasureRequestSchema = z.object({ requestedAt: z.iso.datetime().nullable() });
export type ErasureRequest = z.infer<typeof erasureRequestSchema>;
