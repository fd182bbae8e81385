import { z } from 'zod';
import { freezeSchema, membershipSchema } from './memberships.js';
import {
  dateSchema,
  idParamSchema,
  idSchema,
  languageSchema,
  pageQuerySchema,
  telegramIdSchema,
} from './primitives.js';

export const clientStatusSchema = z.enum(['active', 'frozen', 'upcoming', 'expired', 'new', 'archived']);
export type ClientStatus = z.infer<typeof clientStatusSchema>;
/** What lists can be narrowed to; `expiring` are active clients whose last paid day is near, `owing` who still has to pay. */
export const clientFilterSchema = z.enum([...clientStatusSchema.options, 'expiring', 'inactive', 'owing', 'all']);
export type ClientFilter = z.infer<typeof clientFilterSchema>;

export const telegramUserSchema = z.object({
  kind: z.enum(['client', 'archived', 'coach', 'unknown']),
  isAdmin: z.boolean(),
  clientId: idSchema.nullable(),
  coachId: idSchema.nullable(),
  language: languageSchema.nullable(),
  /** Asked for no more broadcasts. */
  broadcastsStopped: z.boolean(),
});
export type TelegramUser = z.infer<typeof telegramUserSchema>;

/** The personal fields, as typed; the server cleans and checks them. null clears an optional field. */
export const personalFieldsSchema = z.object({
  firstName: z.string().max(200),
  lastName: z.string().max(200).nullable(),
  phone: z.string().max(60).nullable(),
  /** True only for one's own Telegram contact. */
  phoneVerified: z.boolean(),
  email: z.string().max(300).nullable(),
  region: z.string().max(200).nullable(),
  birthDate: dateSchema.nullable(),
  language: languageSchema,
  telegramUsername: z.string().max(64).nullable(),
});

export const clientInputSchema = personalFieldsSchema.partial().extend({ telegramId: telegramIdSchema.optional() });
export type ClientInput = z.infer<typeof clientInputSchema>;
export const clientPatchSchema = personalFieldsSchema.partial().extend({
  /** No more broadcasts; invitations and service messages still come. */
  broadcastsStopped: z.boolean().optional(),
});
export type ClientPatch = z.infer<typeof clientPatchSchema>;

export const clientSchema = z.object({
  id: idSchema,
  firstName: z.string(),
  lastName: z.string(),
  phone: z.string().nullable(),
  phoneVerified: z.boolean(),
  email: z.string().nullable(),
  region: z.string().nullable(),
  birthDate: dateSchema.nullable(),
  /** The number of the studio's plastic card or barcode. */
  cardNumber: z.string().nullable(),
  telegramId: telegramIdSchema.nullable(),
  language: languageSchema.nullable(),
  groupId: idSchema.nullable(),
  hasPhoto: z.boolean(),
  status: clientStatusSchema,
  /** The client's last paid day; null when there never was one. */
  endDate: dateSchema.nullable(),
  /** Paid days not used up yet: covered, with visits left and not frozen, from today on. */
  daysLeft: z.number().int(),
});
export type ClientView = z.infer<typeof clientSchema>;

export const clientDetailSchema = clientSchema.extend({
  group: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** The payment that covers today. */
  membership: membershipSchema.nullable(),
  /** The whole chain, newest first. */
  memberships: z.array(membershipSchema),
  freezes: z.array(freezeSchema),
  visitCount: z.number().int(),
});
export type ClientDetail = z.infer<typeof clientDetailSchema>;

export const clientListQuerySchema = pageQuerySchema.extend({
  status: clientFilterSchema.default('all'),
  groupId: idParamSchema.optional(),
  /** A part of the name in any case and script, digits of the phone, or the beginning of a card's number. */
  q: z.string().max(100).optional(),
});
export const clientCountQuerySchema = z.object({
  status: clientFilterSchema.default('active'),
  date: dateSchema.optional(),
});
export const countSchema = z.object({ count: z.number().int() });
