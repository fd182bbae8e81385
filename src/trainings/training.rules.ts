import { z } from 'zod';
import { calendarDateSchema } from '../clients/client.rules.js';
import { idSchema } from '../contract/primitives.js';
import { daysBetween, type CalendarDate } from '../lib/calendar-date.js';

/** A session or visit further away than this is a mistyped year. */
const MAX_DAYS_AWAY = 366;

export function isFarAway(date: CalendarDate, today: CalendarDate): boolean {
  return Math.abs(daysBetween(today, date)) > MAX_DAYS_AWAY;
}

export function isSameMinute(a: Date, b: Date): boolean {
  return Math.floor(a.getTime() / 60_000) === Math.floor(b.getTime() / 60_000);
}

/** A web address that may be put behind a button: http or https, nothing that runs in the reader's program. */
export function isWebLink(text: string): boolean {
  if (!/^https?:\/\/[^\s/]/i.test(text) || /[\s<>"'`\\]/.test(text)) return false;
  return URL.canParse(text) && new URL(text).username === '';
}

const linkSchema = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() === '' ? null : value),
  z.string().trim().max(500).refine(isWebLink, 'not_a_link').nullable().optional(),
);

const instantSchema = z.union(
  [z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))],
  'not_a_date',
);

/** When: the instant `startsAt`, or the studio's `date` (default today) and `time` (default the group's own). */
export const sessionSchema = z.object({
  groupId: idSchema,
  coachId: idSchema,
  startsAt: instantSchema.optional(),
  date: calendarDateSchema.optional(),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not_a_time')
    .optional(),
  link: linkSchema,
});
export type SessionFields = z.output<typeof sessionSchema>;

export const sessionPatchSchema = sessionSchema.omit({ groupId: true }).partial();

export const visitFieldsSchema = z.object({
  clientId: idSchema,
  groupTrainingId: idSchema.nullish(),
  date: calendarDateSchema.optional(),
  /** The owner's word for a client without an active membership. */
  override: z.boolean().optional(),
});

/** With the client unique: the same session, or the same day without one, is counted once. */
export function visitSlot(groupTrainingId: number | null, date: CalendarDate): string {
  return groupTrainingId === null ? `d${date}` : `s${groupTrainingId}`;
}
