import { isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';
import { telegramIdSchema } from '../contract/primitives.js';
import { wholeNumber } from '../errors/validate.js';
import { ATTENDANCE_BY } from '../invitations/invitation.rules.js';
import { REMINDER_TEXTS, reminderTextSchema, type ReminderTextKey } from '../reminders/reminder-texts.js';
import { SAFETY_SETTINGS } from './safety-settings.js';

const unique = <T>(values: T[]): T[] => [...new Set(values)];

/** A text of a reminder that staff may change. */
function reminderText<K extends ReminderTextKey>(key: K) {
  return { schema: reminderTextSchema(key), initial: REMINDER_TEXTS[key].initial, labelKey: `setting.${key}` as const };
}

/** An hour of the day; an empty field is none. */
const hourOrNone = z.preprocess((value) => (value === '' ? null : value), wholeNumber(0, 23).nullable());

/**
 * Every setting that staff may change: its shape, what holds until it is changed, and the panel's label.
 * The numbers and defaults are those of docs/rules.md.
 */
export const SETTINGS = {
  /** An active client is "expiring" when the last paid day is at most so many days away. */
  expiringDays: { schema: wholeNumber(0, 60), initial: 3, labelKey: 'setting.expiringDays' },
  /** What a renewal without plan and duration sells. */
  defaultDurationDays: { schema: wholeNumber(1, 3660), initial: 30, labelKey: 'setting.defaultDurationDays' },
  /** How long an invitation to a session can be answered. */
  invitationMinutes: { schema: wholeNumber(5, 7 * 24 * 60), initial: 60, labelKey: 'setting.invitationMinutes' },
  /** Whether pressing Join counts as having come, or the coach says who came. */
  attendanceBy: { schema: z.enum(ATTENDANCE_BY), initial: 'joining', labelKey: 'setting.attendanceBy' },
  /** The hour of the studio's day at which expiry reminders go out. */
  reminderHour: { schema: wholeNumber(0, 23), initial: 10, labelKey: 'setting.reminderHour' },
  /** Days before (positive) and after (negative) the last paid day on which a reminder is due. */
  reminderOffsets: {
    schema: z
      .array(wholeNumber(-60, 60))
      .max(10)
      .transform((offsets) => unique(offsets).sort((a, b) => b - a)),
    initial: [3, 1, 0, -3],
    labelKey: 'setting.reminderOffsets',
  },
  /** Of a running pack: with how many visits left its client is told. */
  reminderVisitsLeft: {
    schema: z
      .array(wholeNumber(1, 50))
      .max(10)
      .transform((numbers) => unique(numbers).sort((a, b) => b - a)),
    initial: [1],
    labelKey: 'setting.reminderVisitsLeft',
  },
  /** Whether clients are congratulated. */
  birthdayGreeting: { schema: z.boolean(), initial: false, labelKey: 'setting.birthdayGreeting' },
  /** How long before a session its people are reminded of it; 0 = they are not. */
  sessionReminderMinutes: { schema: wholeNumber(0, 24 * 60), initial: 0, labelKey: 'setting.sessionReminderMinutes' },
  textExpiryBefore: reminderText('textExpiryBefore'),
  textExpiryToday: reminderText('textExpiryToday'),
  textExpiryAfter: reminderText('textExpiryAfter'),
  textVisitsLeft: reminderText('textVisitsLeft'),
  textBirthday: reminderText('textBirthday'),
  textSessionReminder: reminderText('textSessionReminder'),
  /** Whether clients may freeze and return in the chat; if not, staff do it for them. */
  freezeFromBot: { schema: z.boolean(), initial: true, labelKey: 'setting.freezeFromBot' },
  /** Hours of the studio's day between which no broadcast is sent, over midnight too; null = at any hour. */
  quietHoursFrom: { schema: hourOrNone, initial: null as number | null, labelKey: 'setting.quietHoursFrom' },
  quietHoursTo: { schema: hourOrNone, initial: null as number | null, labelKey: 'setting.quietHoursTo' },
  /** Who may use the bot's admin commands. */
  adminTelegramIds: {
    schema: z.array(telegramIdSchema).max(50).transform(unique),
    initial: [] as string[],
    labelKey: 'setting.adminTelegramIds',
  },
  /** Phones typed without a country code are read as of this country (ISO 3166). */
  phoneCountry: {
    schema: z
      .string()
      .transform((code) => code.trim().toUpperCase())
      .refine(isSupportedCountry, 'not_an_option'),
    initial: 'KG',
    labelKey: 'setting.phoneCountry',
  },
  ...SAFETY_SETTINGS,
} as const;

export type SettingKey = keyof typeof SETTINGS;
export type SettingValue<K extends SettingKey> = z.output<(typeof SETTINGS)[K]['schema']>;
export type SettingValues = { [K in SettingKey]: SettingValue<K> };

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];

export function isSettingKey(text: string): text is SettingKey {
  return Object.hasOwn(SETTINGS, text);
}

/** What is stored, or the default where nothing is stored or today's code no longer understands what is. */
export function readSettingValue<K extends SettingKey>(key: K, stored: unknown): SettingValue<K> {
  const { schema, initial }: { schema: z.ZodType; initial: unknown } = SETTINGS[key];
  // Most settings are never changed, and to put a refusal into words takes longer than all the rest of a read.
  if (stored === undefined) return initial as SettingValue<K>;
  const result = schema.safeParse(stored);
  return (result.success ? result.data : initial) as SettingValue<K>;
}
