import type { CalendarDate } from './calendar-date.js';
import { dateFormat } from './formats.js';

export type Language = 'ru' | 'en';
export const LANGUAGES: readonly Language[] = ['ru', 'en'];

/** `ru`, `ru-KG`, `EN_us` → the language we speak, else null. */
export function parseLanguage(code: unknown): Language | null {
  const prefix = typeof code === 'string' ? code.slice(0, 2).toLowerCase() : '';
  return prefix === 'ru' || prefix === 'en' ? prefix : null;
}

function utc(date: CalendarDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

/** "5 марта" / "5 March"; the year is added when it is not `knownYear`. Pass '' to always add it. */
export function formatDay(date: CalendarDate, language: Language, knownYear = ''): string {
  const withYear = date.slice(0, 4) !== knownYear;
  const text = dateFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    ...(withYear && { year: 'numeric' }),
  }).format(utc(date));
  return text.replace(/\s?г\.$/, '');
}

/** "5–11 марта", "28 марта – 3 апреля"; one day is written once. */
export function formatDayRange(from: CalendarDate, to: CalendarDate, language: Language, knownYear = ''): string {
  if (from === to) return formatDay(from, language, knownYear);
  const end = formatDay(to, language, knownYear);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${end}`;
  return `${formatDay(from, language, from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : '')} – ${end}`;
}

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Picks the plural form of a count: `plural(5, 'ru', {one: 'день', few: 'дня', many: 'дней', other: 'дня'})`. */
export function plural(count: number, language: Language, forms: Forms): string {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
}

const UNITS = {
  day: { ru: { one: 'день', few: 'дня', many: 'дней', other: 'дня' }, en: { one: 'day', other: 'days' } },
  month: {
    ru: { one: 'месяц', few: 'месяца', many: 'месяцев', other: 'месяца' },
    en: { one: 'month', other: 'months' },
  },
  visit: {
    ru: { one: 'занятие', few: 'занятия', many: 'занятий', other: 'занятия' },
    en: { one: 'visit', other: 'visits' },
  },
} as const;

function counted(count: number, unit: keyof typeof UNITS, language: Language): string {
  return `${count} ${plural(count, language, UNITS[unit][language])}`;
}

/** "5 дней" / "5 days" */
export function pluralDays(count: number, language: Language): string {
  return counted(count, 'day', language);
}

/** "2 месяца" / "2 months" */
export function pluralMonths(count: number, language: Language): string {
  return counted(count, 'month', language);
}

/** "8 занятий" / "8 visits" */
export function pluralVisits(count: number, language: Language): string {
  return counted(count, 'visit', language);
}

/** A term as it was sold: "3 месяца" of calendar months, else "30 дней". */
export function pluralTerm(
  { durationDays, durationMonths }: { durationDays: number; durationMonths: number | null },
  language: Language,
): string {
  return durationMonths === null ? pluralDays(durationDays, language) : pluralMonths(durationMonths, language);
}
