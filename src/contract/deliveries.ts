import { z } from 'zod';
import { idSchema } from './primitives.js';

/** Lower classes wait for higher ones: what somebody just asked for goes before what everybody gets. */
export const deliveryClassSchema = z.enum(['interactive', 'invitation', 'reminder', 'bulk']);
export type DeliveryClass = z.infer<typeof deliveryClassSchema>;

/**
 * How one attempt ended:
 * - `sent`: Telegram took it; - `blocked`: the person blocked the bot; - `gone`: the account or chat is no more;
 * - `failed`: Telegram refuses this content; - `retry`: surely not sent (no connection); - `flood`: Telegram asks to wait
 *   `retryAfter` seconds, nothing was sent; - `unknown`: nobody knows (reset, timeout, 5xx), so it is not simply repeated.
 */
export const deliveryOutcomeSchema = z.enum(['sent', 'blocked', 'gone', 'failed', 'retry', 'flood', 'unknown']);
export type DeliveryOutcome = z.infer<typeof deliveryOutcomeSchema>;

const leaseTokenSchema = z.string().min(1).max(40);
const workerSchema = z.string().regex(/^[\w.:-]{1,60}$/);

/** A button under a message that the outbox sends. What it means is checked again when it is pressed. */
export const deliveryButtonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('join'), text: z.string(), invitationId: idSchema }),
  z.object({ kind: z.literal('decline'), text: z.string(), invitationId: idSchema }),
  z.object({ kind: z.literal('url'), text: z.string(), url: z.string() }),
  z.object({ kind: z.literal('roster'), text: z.string(), sessionId: idSchema }),
  z.object({ kind: z.literal('membership'), text: z.string() }),
  z.object({ kind: z.literal('stop_broadcasts'), text: z.string() }),
]);
export type DeliveryButton = z.infer<typeof deliveryButtonSchema>;

/** What to send: Telegram's HTML; with `photoOf` the photo of that broadcast, `text` being its caption. */
export const deliveryPayloadSchema = z.object({
  text: z.string(),
  buttons: z.array(z.array(deliveryButtonSchema)).default([]),
  photoOf: idSchema.optional(),
});
export type DeliveryPayload = z.infer<typeof deliveryPayloadSchema>;

export const claimInputSchema = z.object({
  worker: workerSchema,
  limit: z.number().int().min(1).max(100),
  /** Waits so long for something to do; 0 = answers at once. */
  waitSeconds: z.number().int().min(0).max(50).default(0),
  /** False while Telegram has asked this worker for patience: then nothing of the class `bulk`. */
  withBulk: z.boolean().default(true),
});
export type ClaimInput = z.input<typeof claimInputSchema>;

/** Until when nothing of the class `bulk` may be begun, and how many of it a second over all workers. */
const paceSchema = z.object({ pauseUntil: z.iso.datetime().nullable(), bulkPerSecond: z.number().int().min(1) });
export type Pace = z.infer<typeof paceSchema>;

export const claimedDeliverySchema = z.object({
  id: idSchema,
  leaseToken: leaseTokenSchema,
  chatId: z.string(),
  method: z.enum(['sendMessage', 'sendPhoto']),
  payload: deliveryPayloadSchema,
  class: deliveryClassSchema,
});
export type ClaimedDelivery = z.infer<typeof claimedDeliverySchema>;

export const claimAnswerSchema = paceSchema.extend({ items: z.array(claimedDeliverySchema) });
export type ClaimAnswer = z.infer<typeof claimAnswerSchema>;

const stepRefSchema = z.object({ id: idSchema, leaseToken: leaseTokenSchema });
export const finishedDeliverySchema = stepRefSchema.extend({
  outcome: deliveryOutcomeSchema,
  messageId: z.number().int().min(0).optional(),
  /** Seconds. */
  retryAfter: z.number().int().min(0).max(1_000_000).optional(),
  error: z.string().max(300).optional(),
});
export type FinishedDelivery = z.infer<typeof finishedDeliverySchema>;

/** Reports what has ended and asks to begin: intent is recorded before a message is sent. May be repeated as it is. */
export const stepInputSchema = z.object({
  worker: workerSchema,
  begin: z.array(stepRefSchema).max(500).default([]),
  finished: z.array(finishedDeliverySchema).max(500).default([]),
});
export type StepInput = z.input<typeof stepInputSchema>;

/** `begun`: send these now. `revoked`: drop these (cancelled, paused, expired, the lease is over). */
export const stepAnswerSchema = paceSchema.extend({ begun: z.array(idSchema), revoked: z.array(idSchema) });
export type StepAnswer = z.infer<typeof stepAnswerSchema>;
