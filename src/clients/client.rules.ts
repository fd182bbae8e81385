import { z } from 'zod';
import { parseCalendarDate, type CalendarDate } from '../lib/calendar-date.js';
import { cleanLine, cleanText, searchForm } from '../lib/person-name.js';
import { normalizePhone } from '../lib/phone.js';

export const MAX_CARD_LENGTH = 32;
const EMAIL = z.email().max(254);

/** '' and null both clear an optional field; undefined leaves it as it is. */
function optional<T>(inner: z.ZodType<T, string>) {
  return z.preprocess(
    (value) => (typeof value === 'string' && cleanLine(value) === '' ? null : value),
    inner.nullable().optional(),
  );
}

function line(max: number) {
  return z
    .string()
    .max(max * 4)
    .transform(cleanLine)
    .pipe(z.string().max(max));
}

/** A name as typed: shown everywhere, so no control or invisible characters survive. */
export const nameSchema = line(100).pipe(z.string().min(1));
export const optionalLine = (max: number) => optional(line(max));
export const optionalText = (max: number) =>
  optional(
    z
      .string()
      .max(max * 4)
      .transform(cleanText)
      .pipe(z.string().max(max)),
  );

export function phoneSchema(country: string) {
  return optional(
    z.string().transform((text, context) => {
      const phone = normalizePhone(text, country);
      if (phone === null) context.addIssue({ code: 'custom', message: 'not_a_phone' });
      return phone ?? z.NEVER;
    }),
  );
}

export const telegramIdSchema = optional(
  z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,18}$/, 'not_a_telegram_id'),
);

export const calendarDateSchema = z.string().transform((text, context): CalendarDate => {
  const date = parseCalendarDate(text.trim());
  if (date === null) context.addIssue({ code: 'custom', message: 'not_a_date' });
  return date ?? z.NEVER;
});

/** Input of `ClientsService`: every field optional; the service adds what a new client needs. */
export function clientFieldsSchema(country: string, today: CalendarDate) {
  return z.object({
    firstName: nameSchema.optional(),
    lastName: z.preprocess((value) => (value === null ? '' : value), line(100).optional()),
    phone: phoneSchema(country),
    phoneVerified: z.boolean().optional(),
    email: optional(
      line(254)
        .pipe(EMAIL)
        .transform((text) => text.toLowerCase()),
    ),
    birthDate: optional(calendarDateSchema.refine((date) => date <= today, 'date_in_future')),
    cardNumber: optionalLine(MAX_CARD_LENGTH),
    region: optionalLine(100),
    telegramId: telegramIdSchema,
    telegramUsername: optional(
      z
        .string()
        .trim()
        .regex(/^@?\w{3,64}$/, 'invalid_characters')
        .transform((name) => name.replace('@', '')),
    ),
    language: optional(z.enum(['ru', 'en'])),
    note: optionalText(1000),
    broadcastsStopped: z.boolean().optional(),
    groupId: z.number().int().min(1).nullable().optional(),
  });
}
export type ClientFields = z.output<ReturnType<typeof clientFieldsSchema>>;

/** What the reception searches by: both orders of the name, so that "Anna Petr" and "Petr Anna" are both found. */
export function searchNameOf(person: { firstName: string; lastName: string }): string {
  const [first, last] = [searchForm(person.firstName), searchForm(person.lastName)];
  return (last ? `${last} ${first} ${last}` : first).slice(0, 310);
}

const MAGIC: readonly { mimeType: string; matches: (bytes: Buffer) => boolean }[] = [
  { mimeType: 'image/jpeg', matches: (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) },
  {
    mimeType: 'image/png',
    matches: (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  },
  {
    mimeType: 'image/webp',
    matches: (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  },
];

/** The type of a photo by its content, never by what the sender claims; null when it is none of ours. */
export function photoType(bytes: Buffer): string | null {
  return MAGIC.find(({ matches }) => matches(bytes))?.mimeType ?? null;
}
