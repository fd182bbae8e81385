import type { Language } from '../lib/wording.js';

type Words = readonly [ru: string, en: string];

export function inLanguage(words: Words, language: Language): string {
  return words[language === 'ru' ? 0 : 1];
}

export interface DemoPlan {
  name: Words;
  durationDays: number;
  durationMonths: number | null;
  price: number;
  visitLimit: number | null;
  isTrial: boolean;
  freezeAllowed: boolean;
  freezeTotalDays: number | null;
  freezeMinDays: number | null;
  freezeMaxDays: number | null;
  freezeMaxCount: number | null;
  freezeNoticeDays: number | null;
}

const NO_FREEZE = {
  freezeAllowed: false,
  freezeTotalDays: null,
  freezeMinDays: null,
  freezeMaxDays: null,
  freezeMaxCount: null,
  freezeNoticeDays: null,
};

function freezing(total: number, min: number, count: number, notice: number | null = null) {
  return {
    freezeAllowed: true,
    freezeTotalDays: total,
    freezeMinDays: min,
    freezeMaxDays: total,
    freezeMaxCount: count,
    freezeNoticeDays: notice,
  };
}

export const MONTH: DemoPlan = {
  name: ['Месяц безлимит', 'Month unlimited'],
  durationDays: 30,
  durationMonths: null,
  price: 4500,
  visitLimit: null,
  isTrial: false,
  ...freezing(10, 3, 2),
};
export const EIGHT_VISITS: DemoPlan = {
  name: ['8 занятий', '8 visits'],
  durationDays: 30,
  durationMonths: null,
  price: 3200,
  visitLimit: 8,
  isTrial: false,
  ...freezing(7, 3, 1),
};
export const TWELVE_VISITS: DemoPlan = {
  name: ['12 занятий', '12 visits'],
  durationDays: 45,
  durationMonths: null,
  price: 3900,
  visitLimit: 12,
  isTrial: false,
  ...freezing(10, 3, 1),
};
export const QUARTER: DemoPlan = {
  name: ['3 месяца', '3 months'],
  durationDays: 90,
  durationMonths: null,
  price: 11_500,
  visitLimit: null,
  isTrial: false,
  ...freezing(21, 5, 2),
};
export const YEAR: DemoPlan = {
  name: ['Год', 'Year'],
  durationDays: 365,
  durationMonths: null,
  price: 36_000,
  visitLimit: null,
  isTrial: false,
  ...freezing(60, 7, 3, 1),
};
export const TRIAL: DemoPlan = {
  name: ['Пробная неделя', 'Trial week'],
  durationDays: 7,
  durationMonths: null,
  price: 300,
  visitLimit: 2,
  isTrial: true,
  ...NO_FREEZE,
};

/** Of the calendar, and new in the price list: nobody has bought it yet. */
const HALF_YEAR: DemoPlan = {
  name: ['Полгода', 'Half a year'],
  durationDays: 183,
  durationMonths: 6,
  price: 21_000,
  visitLimit: null,
  isTrial: false,
  ...freezing(30, 5, 3),
};

export const DEMO_PLANS = [TRIAL, EIGHT_VISITS, TWELVE_VISITS, MONTH, QUARTER, YEAR, HALF_YEAR] as const;

export interface DemoCoach {
  firstName: Words;
  lastName: Words;
}

export const DEMO_COACHES: readonly DemoCoach[] = [
  { firstName: ['Айдана', 'Aidana'], lastName: ['Сыдыкова', 'Sydykova'] },
  { firstName: ['Эльдар', 'Eldar'], lastName: ['Байсалов', 'Baisalov'] },
  { firstName: ['Мээрим', 'Meerim'], lastName: ['Касымова', 'Kasymova'] },
  { firstName: ['Руслан', 'Ruslan'], lastName: ['Тен', 'Ten'] },
  { firstName: ['Анастасия', 'Anastasia'], lastName: ['Волкова', 'Volkova'] },
  { firstName: ['Хлоя', 'Chloé'], lastName: ['Дюбуа', 'Dubois'] },
];

export interface DemoGroup {
  name: Words;
  /** Index in `DEMO_COACHES`. */
  coach: number;
  weekdays: readonly number[];
  startTime: string;
  durationMinutes: number;
  capacity: number;
  isOnline: boolean;
}

/** The last one has just been opened: it has no clients and has held no session yet. */
export const DEMO_GROUPS: readonly DemoGroup[] = [
  {
    name: ['Йога утро', 'Morning yoga'],
    coach: 0,
    weekdays: [1, 3, 5],
    startTime: '07:30',
    durationMinutes: 60,
    capacity: 14,
    isOnline: false,
  },
  {
    name: ['Йога вечер', 'Evening yoga'],
    coach: 0,
    weekdays: [2, 4],
    startTime: '19:00',
    durationMinutes: 75,
    capacity: 14,
    isOnline: false,
  },
  {
    name: ['Онлайн-йога', 'Online yoga'],
    coach: 0,
    weekdays: [1, 2, 4, 6],
    startTime: '09:00',
    durationMinutes: 60,
    capacity: 20,
    isOnline: true,
  },
  {
    name: ['Бокс', 'Boxing'],
    coach: 1,
    weekdays: [1, 3, 5],
    startTime: '20:00',
    durationMinutes: 90,
    capacity: 12,
    isOnline: false,
  },
  {
    name: ['Пилатес', 'Pilates'],
    coach: 2,
    weekdays: [2, 4, 6],
    startTime: '10:00',
    durationMinutes: 60,
    capacity: 12,
    isOnline: false,
  },
  {
    name: ['Растяжка', 'Stretching'],
    coach: 2,
    weekdays: [1, 3],
    startTime: '18:00',
    durationMinutes: 60,
    capacity: 14,
    isOnline: false,
  },
  {
    name: ['Кроссфит 18:30', 'Crossfit 18:30'],
    coach: 3,
    weekdays: [1, 2, 4, 5],
    startTime: '18:30',
    durationMinutes: 60,
    capacity: 16,
    isOnline: false,
  },
  {
    name: ['Функциональный тренинг', 'Functional training'],
    coach: 3,
    weekdays: [3, 6, 7],
    startTime: '11:30',
    durationMinutes: 60,
    capacity: 14,
    isOnline: false,
  },
  {
    name: ['Дети 7–10', 'Kids 7–10'],
    coach: 4,
    weekdays: [2, 4, 7],
    startTime: '16:00',
    durationMinutes: 45,
    capacity: 10,
    isOnline: false,
  },
  {
    name: ['Танцы для начинающих', 'Dance for beginners'],
    coach: 5,
    weekdays: [5, 7],
    startTime: '18:00',
    durationMinutes: 60,
    capacity: 12,
    isOnline: false,
  },
];

export const FREEZE_REASONS: readonly Words[] = [
  ['Отпуск', 'Holiday'],
  ['Болезнь', 'Illness'],
  ['Командировка', 'Business trip'],
  ['Сессия в университете', 'Exams'],
];

export const DISCOUNT_NOTE: Words = ['скидка 10 %', '10 % discount'];

export const CLIENT_NOTES: readonly Words[] = [
  ['Просила звонить после 18:00', 'Asked to be called after 18:00'],
  ['Болит правое плечо: без жимов', 'Sore right shoulder: no presses'],
  ['Пришла по рекомендации', 'Came by recommendation'],
  ['Предпочитает писать в Telegram', 'Prefers Telegram messages'],
];
