import { z } from 'zod';
import { calendarDate } from '../lib/calendar-date.js';
import { fillTemplate, placeholdersOf } from '../lib/message-template.js';
import { checkTelegramHtml } from '../lib/telegram-html.js';
import { formatDay, pluralDays, pluralVisits, type Language } from '../lib/wording.js';

/** A text that staff may change, in both languages. */
export type TextPair = Record<Language, string>;

/** Filled in, a text has to fit into one message of Telegram: 4096 characters. */
const MAX_LENGTH = 3000;

const PERSON = ['firstName', 'lastName', 'studio'] as const;
const MEMBERSHIP = [...PERSON, 'plan', 'endDate'] as const;

/** What may stand in which text, and what it says until staff change it. */
export const REMINDER_TEXTS = {
  textExpiryBefore: {
    placeholders: [...MEMBERSHIP, 'days'],
    initial: {
      ru: '{firstName|Здравствуйте}, ваш абонемент закончится через {days}: последний день — {endDate}.\nПродлите его заранее: новый начнётся сразу после этого, и ни один день не пропадёт.',
      en: '{firstName|Hello}, your membership ends in {days}: its last day is {endDate}.\nRenew it early: the new one begins right after, so no day is lost.',
    },
  },
  textExpiryToday: {
    placeholders: MEMBERSHIP,
    initial: {
      ru: '{firstName|Здравствуйте}, сегодня последний день вашего абонемента.\nПродлите его, чтобы заниматься без перерыва.',
      en: '{firstName|Hello}, today is the last day of your membership.\nRenew it to go on without a break.',
    },
  },
  textExpiryAfter: {
    placeholders: [...MEMBERSHIP, 'days'],
    initial: {
      ru: '{firstName|Здравствуйте}, ваш абонемент закончился {endDate}.\nБудем рады видеть вас снова!',
      en: '{firstName|Hello}, your membership ended on {endDate}.\nWe would love to see you again!',
    },
  },
  textVisitsLeft: {
    placeholders: [...MEMBERSHIP, 'visits'],
    initial: {
      ru: '{firstName|Здравствуйте}, на вашем абонементе осталось {visits}. Он действует по {endDate}.',
      en: '{firstName|Hello}, you have {visits} left on your membership. It is valid until {endDate}.',
    },
  },
  textBirthday: {
    placeholders: PERSON,
    initial: {
      ru: 'С днём рождения, {firstName}! Здоровья, сил и радости от движения.\n{studio}',
      en: 'Happy birthday, {firstName}! We wish you health, strength and joy in moving.\n{studio}',
    },
  },
  textSessionReminder: {
    placeholders: [...PERSON, 'group', 'coach', 'date', 'time'],
    initial: {
      ru: 'Напоминаем о занятии: {group}, {date} в {time}. Тренер: {coach}.',
      en: 'A reminder of your session: {group}, {date} at {time}, with {coach}.',
    },
  },
} as const satisfies Record<string, { placeholders: readonly string[]; initial: TextPair }>;

export type ReminderTextKey = keyof typeof REMINDER_TEXTS;

function checkedText(placeholders: readonly string[]) {
  return z
    .string()
    .trim()
    .min(1)
    .max(MAX_LENGTH)
    .superRefine((text, context) => {
      const checked = checkTelegramHtml(text);
      const unknown = placeholdersOf(text).find((name) => !placeholders.includes(name));
      const fault = 'fault' in checked ? checked.fault : unknown === undefined ? null : `{${unknown}}`;
      if (fault !== null) context.addIssue({ code: 'custom', message: 'bad_markup', params: { tag: fault } });
      else if ('length' in checked && checked.length === 0) context.addIssue({ code: 'custom', message: 'required' });
    });
}

/** The setting of a text: Telegram's HTML in both languages, with no other placeholders than its own. */
export function reminderTextSchema(key: ReminderTextKey) {
  const text = checkedText(REMINDER_TEXTS[key].placeholders);
  return z.object({ ru: text, en: text });
}

/**
 * The text as a client would get it, with made-up values: for the form in which it is changed. `text` is what is typed;
 * left out, the text that holds at first.
 */
export function previewReminder(
  key: ReminderTextKey,
  language: Language,
  studio: string,
  text: string = REMINDER_TEXTS[key].initial[language],
): string {
  const isRussian = language === 'ru';
  return fillTemplate(text, {
    firstName: isRussian ? 'Анна' : 'Anna',
    lastName: isRussian ? 'Петрова' : 'Petrova',
    studio,
    plan: isRussian ? 'Месяц' : 'One month',
    endDate: formatDay(calendarDate('2026-03-31'), language, '2026'),
    days: pluralDays(3, language),
    visits: pluralVisits(1, language),
    group: isRussian ? 'Утренняя йога' : 'Morning yoga',
    coach: isRussian ? 'Олег Ким' : 'Oleg Kim',
    date: formatDay(calendarDate('2026-03-31'), language, '2026'),
    time: '19:00',
  });
}
