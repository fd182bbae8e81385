import { z } from 'zod';
import { dateSchema, idSchema, moneyInputSchema, moneySchema } from './primitives.js';

export const paymentMethodSchema = z.enum(['cash', 'card', 'transfer', 'other']);

/** Why the last day is the last day; panel and bot put it into words with `lib/explanation`. */
export const explanationStepSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sold'),
    /** Of months their length in days. */
    days: z.number().int(),
    months: z.number().int().optional(),
    startDate: dateSchema,
    reason: z.enum(['sale', 'asked', 'after_previous']),
  }),
  z.object({ kind: z.literal('frozen'), startDate: dateSchema, endDate: dateSchema, days: z.number().int() }),
  z.object({
    kind: z.literal('closed'),
    startDate: dateSchema,
    endDate: dateSchema,
    days: z.number().int(),
    reason: z.string(),
  }),
  z.object({ kind: z.literal('refunded'), date: dateSchema }),
  z.object({ kind: z.literal('transferred'), date: dateSchema }),
  z.object({ kind: z.literal('used_up'), visits: z.number().int(), date: dateSchema }),
  z.object({ kind: z.literal('ends'), endDate: dateSchema }),
  z.object({ kind: z.literal('none') }),
]);

export const personRefSchema = z.object({ id: idSchema, name: z.string() });
export type PersonRef = z.infer<typeof personRefSchema>;

/** One payment with its membership period. */
export const membershipSchema = z.object({
  id: idSchema,
  planName: z.string().nullable(),
  /** The days sold; of calendar months their length in days. */
  durationDays: z.number().int(),
  durationMonths: z.number().int().nullable(),
  isTrial: z.boolean(),
  /** The price agreed. */
  amount: moneySchema,
  /** What has been received so far. */
  paid: moneySchema,
  /** What is still to be paid. */
  owed: moneySchema,
  method: paymentMethodSchema,
  saleDate: dateSchema,
  startDate: dateSchema,
  /** The last paid day, inclusive. */
  endDate: dateSchema,
  refundDate: dateSchema.nullable(),
  /** From this day on the rest belongs to another client. */
  transferDate: dateSchema.nullable(),
  /** The client whom the rest came from, or went to. */
  transferredFrom: personRefSchema.nullable(),
  transferredTo: personRefSchema.nullable(),
  visitLimit: z.number().int().nullable(),
  visitsUsed: z.number().int(),
  explanation: z.array(explanationStepSchema),
});
export type Membership = z.infer<typeof membershipSchema>;

/** What a sale would give: the answer to a preview, which sells nothing. */
export const membershipPreviewSchema = membershipSchema.pick({
  durationDays: true,
  amount: true,
  paid: true,
  owed: true,
  startDate: true,
  endDate: true,
  visitLimit: true,
  explanation: true,
});
export type MembershipPreview = z.infer<typeof membershipPreviewSchema>;

/** What may be sold now. */
export const planSchema = z.object({
  id: idSchema,
  name: z.string(),
  price: moneySchema,
  durationDays: z.number().int(),
  durationMonths: z.number().int().nullable(),
  visitLimit: z.number().int().nullable(),
  isTrial: z.boolean(),
});
export type Plan = z.infer<typeof planSchema>;
export const plansSchema = z.object({ items: z.array(planSchema) });

export const freezeSchema = z.object({
  id: idSchema,
  startDate: dateSchema,
  endDate: dateSchema,
  days: z.number().int(),
  reason: z.string().nullable(),
});
export type Freeze = z.infer<typeof freezeSchema>;

export const paymentInputSchema = z.object({
  amount: moneyInputSchema,
  /** What is paid now; left out = all of it. */
  paid: moneyInputSchema.optional(),
  planId: idSchema.optional(),
  durationDays: z.number().int().min(1).max(3660).optional(),
  startDate: dateSchema.optional(),
  method: paymentMethodSchema.default('cash'),
  note: z.string().max(500).optional(),
});
export type PaymentInput = z.input<typeof paymentInputSchema>;

export const freezeInputSchema = z.object({
  startDate: dateSchema,
  endDate: dateSchema,
  reason: z.string().max(500).optional(),
});
export type FreezeInput = z.input<typeof freezeInputSchema>;

/** A period that moves, and where it was. */
export const movedPeriodSchema = z.object({
  id: idSchema,
  startDate: dateSchema,
  endDate: dateSchema,
  before: z.object({ startDate: dateSchema, endDate: dateSchema }),
});
export type MovedPeriod = z.infer<typeof movedPeriodSchema>;

/** A session of the frozen days that the client is invited to. */
export const invitedSessionSchema = z.object({
  id: idSchema,
  date: dateSchema,
  startsAt: z.string(),
  groupName: z.string(),
});
export type InvitedSession = z.infer<typeof invitedSessionSchema>;

/** The answer to freeze, resume and cancel. `id` is null in a preview; `days` is 0 when the freeze was removed. */
export const freezeChangeSchema = z.object({
  id: idSchema.nullable(),
  days: z.number().int(),
  startDate: dateSchema,
  endDate: dateSchema,
  payments: z.array(movedPeriodSchema),
  /** In a preview: what staff should tell the client before it is saved. */
  sessions: z.array(invitedSessionSchema).optional(),
});
export type FreezeChange = z.infer<typeof freezeChangeSchema>;
