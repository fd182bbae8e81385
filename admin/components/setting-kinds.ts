import type { SettingChange } from '../../src/settings/setting.queries.js';
import type { SettingValues } from '../../src/settings/setting.rules.js';

export type SettingKey = keyof SettingValues;

/** What the page knows of all settings. */
export interface SettingsData {
  values: SettingValues;
  /** What holds until a setting is changed. */
  defaults: SettingValues;
  changes: Partial<Record<SettingKey, SettingChange>>;
}

/** In the order in which people look for them. */
export const SETTING_GROUPS: readonly { name: string; keys: readonly SettingKey[] }[] = [
  { name: 'membership', keys: ['expiringDays', 'defaultDurationDays', 'phoneCountry'] },
  { name: 'sessions', keys: ['invitationMinutes', 'attendanceBy', 'sessionReminderMinutes'] },
  { name: 'reminders', keys: ['reminderHour', 'reminderOffsets', 'reminderVisitsLeft', 'birthdayGreeting'] },
  {
    name: 'texts',
    keys: [
      ...(['textExpiryBefore', 'textExpiryToday', 'textExpiryAfter', 'textVisitsLeft'] as const),
      ...(['textBirthday', 'textSessionReminder'] as const),
    ],
  },
  { name: 'bot', keys: ['adminTelegramIds', 'freezeFromBot'] },
  { name: 'quiet', keys: ['quietHoursFrom', 'quietHoursTo'] },
  { name: 'logins', keys: ['sessionIdleMinutes', 'sessionHours'] },
  {
    name: 'retention',
    keys: ['keepMessageTextsDays', 'keepAnswersDays', 'keepAuditValuesDays', 'keepArchivedClientsDays'],
  },
];

type Kind = 'text' | 'number' | 'hour' | 'numbers' | 'texts' | 'choice' | 'pair';

const KINDS: Readonly<Record<SettingKey, Kind>> = {
  expiringDays: 'number',
  defaultDurationDays: 'number',
  phoneCountry: 'text',
  adminTelegramIds: 'texts',
  freezeFromBot: 'choice',
  invitationMinutes: 'number',
  attendanceBy: 'choice',
  reminderHour: 'number',
  reminderOffsets: 'numbers',
  reminderVisitsLeft: 'numbers',
  birthdayGreeting: 'choice',
  sessionReminderMinutes: 'number',
  textExpiryBefore: 'pair',
  textExpiryToday: 'pair',
  textExpiryAfter: 'pair',
  textVisitsLeft: 'pair',
  textBirthday: 'pair',
  textSessionReminder: 'pair',
  quietHoursFrom: 'hour',
  quietHoursTo: 'hour',
  sessionIdleMinutes: 'number',
  sessionHours: 'number',
  keepMessageTextsDays: 'number',
  keepAnswersDays: 'number',
  keepAuditValuesDays: 'number',
  keepArchivedClientsDays: 'number',
};

export function kindOf(key: SettingKey): Kind {
  return KINDS[key];
}

/** As it is typed; a text in two languages has a form of its own. */
export function asText(value: unknown): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Text as the setting's own type; what does not fit goes on as typed, and the service says why not. */
export function asValue(key: SettingKey, text: string): unknown {
  // A minus may come from a text as the longer one.
  const number = (part: string): unknown => {
    const plain = part.trim().replace(/^[−–]/, '-');
    return /^-?\d{1,9}$/.test(plain) ? Number(plain) : part.trim();
  };
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  switch (KINDS[key]) {
    case 'number':
      return number(text);
    case 'hour':
      return text.trim() === '' ? null : number(text);
    case 'numbers':
      return parts.map(number);
    case 'texts':
      return parts;
    default:
      return text;
  }
}

export function isSameSetting(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
