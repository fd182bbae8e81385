import { z } from 'zod';
import { idParamSchema, idSchema } from './primitives.js';

export const audienceKindSchema = z.enum(['all', 'active', 'inactive', 'expiring', 'group']);
export const broadcastStatusSchema = z.enum([
  'draft',
  'scheduled',
  'preparing',
  'running',
  'paused',
  'done',
  'cancelled',
]);
export type BroadcastStatus = z.infer<typeof broadcastStatusSchema>;

export const audienceSchema = z.object({
  kind: audienceKindSchema,
  /** For `group`. */
  groupId: idSchema.nullish(),
  /** Of a group: its active clients only. */
  activeOnly: z.boolean().optional(),
});
export type AudienceInput = z.infer<typeof audienceSchema>;

/** `draft` keeps it for a photo and a look before `POST /broadcasts/:id/start`; else it starts, or waits for its time. */
export const broadcastInputSchema = z.object({
  text: z.string().max(20_000),
  audience: audienceSchema,
  /** ISO 8601 with an offset; left out = now. */
  scheduledAt: z.iso.datetime({ offset: true }).nullish(),
  draft: z.boolean().optional(),
});
export type BroadcastInput = z.input<typeof broadcastInputSchema>;

export const startBroadcastSchema = z.object({ scheduledAt: z.iso.datetime({ offset: true }).nullish() });

/** Whom a broadcast would reach today. `reachable` = people minus the three others. */
export const audienceSizeSchema = z.object({
  people: z.number().int(),
  reachable: z.number().int(),
  withoutTelegram: z.number().int(),
  blocked: z.number().int(),
  optedOut: z.number().int(),
});
export type AudienceSize = z.infer<typeof audienceSizeSchema>;
export const audienceQuerySchema = z.object({
  kind: audienceKindSchema,
  groupId: idParamSchema.optional(),
  activeOnly: z.enum(['true', 'false']).optional(),
});

export const broadcastSchema = z.object({
  id: idSchema,
  status: broadcastStatusSchema,
  text: z.string(),
  audience: z.object({ kind: audienceKindSchema, groupId: idSchema.nullable(), activeOnly: z.boolean() }),
  hasPhoto: z.boolean(),
  scheduledAt: z.iso.datetime().nullable(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  /** Why it stands still by itself; null when nobody but staff stopped it. */
  reason: z.enum(['content_refused']).nullable(),
  /** Messages in all; grows while it is `preparing`. */
  total: z.number().int(),
  sent: z.number().int(),
  /** Refused for good: blocked, gone, failed. */
  failed: z.number().int(),
  blocked: z.number().int(),
  gone: z.number().int(),
  /** Nobody knows whether they arrived. */
  unknown: z.number().int(),
  /** Left out of the audience (no Telegram, blocked, opted out), cancelled and expired. */
  skipped: z.number().int(),
  pending: z.number().int(),
});
export type BroadcastView = z.infer<typeof broadcastSchema>;
