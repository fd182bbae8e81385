import { z } from 'zod';
import { dateSchema, idSchema, telegramIdSchema } from './primitives.js';
import { coachSchema } from './groups.js';

export const invitationStatusSchema = z.enum(['sent', 'accepted', 'declined', 'expired']);
export type InvitationStatus = z.infer<typeof invitationStatusSchema>;

/** `link` of an online class is required by the bot's dialogue only: a session in the hall has none. */
export const sessionInputSchema = z.object({
  groupId: idSchema,
  coachId: idSchema,
  startsAt: z.iso.datetime({ offset: true }).optional(),
  link: z.string().max(500).nullish(),
  /** Left out = everyone active in the group is invited. */
  invite: z.boolean().default(true),
});
export type SessionInput = z.input<typeof sessionInputSchema>;
/** `unreachable`: of the invited those without a message, having no Telegram or having blocked the bot. */
export const startedSessionSchema = z.object({
  id: idSchema,
  invited: z.number().int(),
  unreachable: z.number().int(),
});
export type StartedSession = z.infer<typeof startedSessionSchema>;

/** Answered by the person invited, and nobody else. */
export const invitationAnswerSchema = z.object({ telegramId: telegramIdSchema });
export const acceptedInvitationSchema = z.object({
  trainingId: idSchema.nullable(),
  link: z.string().nullable(),
  status: invitationStatusSchema,
  session: z.object({
    id: idSchema,
    groupName: z.string(),
    coachName: z.string(),
    startsAt: z.iso.datetime(),
    date: dateSchema,
  }),
});
export type AcceptedInvitation = z.infer<typeof acceptedInvitationSchema>;

/** One session as lists show it. */
export const sessionSchema = z.object({
  id: idSchema,
  group: z.object({ id: idSchema, name: z.string() }),
  coach: coachSchema,
  date: dateSchema,
  startsAt: z.iso.datetime(),
  durationMinutes: z.number().int(),
  link: z.string().nullable(),
  cancelled: z.boolean(),
  /** When the coach closed it; it may be opened again for two hours. */
  closedAt: z.iso.datetime().nullable(),
  /** Kept apart: asked, said yes, came. */
  invited: z.number().int(),
  joined: z.number().int(),
  attended: z.number().int(),
});
export type SessionView = z.infer<typeof sessionSchema>;
export const sessionsQuerySchema = z
  .object({ from: dateSchema, to: dateSchema })
  .refine((range) => range.from <= range.to, { path: ['to'], message: 'end_before_start' });
export const sessionsSchema = z.object({ items: z.array(sessionSchema) });

/** Everyone invited, and everyone active in the group; the same person once. */
export const rosterRowSchema = z.object({
  clientId: idSchema,
  name: z.string(),
  invitation: invitationStatusSchema.nullable(),
  attended: z.boolean(),
});
export type RosterRow = z.infer<typeof rosterRowSchema>;
export const rosterSchema = z.object({ session: sessionSchema, people: z.array(rosterRowSchema) });
export type Roster = z.infer<typeof rosterSchema>;
export const attendanceInputSchema = z.object({ clientId: idSchema, came: z.boolean() });
export type AttendanceInput = z.infer<typeof attendanceInputSchema>;

/** A session of the client's own group, with what they answered. */
export const clientSessionSchema = sessionSchema
  .pick({ id: true, group: true, coach: true, date: true, startsAt: true, durationMinutes: true, cancelled: true })
  .extend({
    invitation: z.object({ id: idSchema, status: invitationStatusSchema, canAnswer: z.boolean() }).nullable(),
    attended: z.boolean(),
  });
export type ClientSession = z.infer<typeof clientSessionSchema>;
/** The group's usual week, and the sessions of the next 14 days. */
export const timetableSchema = z.object({
  group: z
    .object({
      id: idSchema,
      name: z.string(),
      coach: coachSchema.nullable(),
      weekdays: z.array(z.number().int().min(1).max(7)),
      startTime: z.string().nullable(),
    })
    .nullable(),
  sessions: z.array(clientSessionSchema),
});
export type Timetable = z.infer<typeof timetableSchema>;

export const visitHistorySchema = z.object({
  total: z.number().int(),
  /** Newest first. */
  items: z.array(z.object({ id: idSchema, date: dateSchema, groupName: z.string().nullable() })),
});
export type VisitHistory = z.infer<typeof visitHistorySchema>;
