import { searchForm } from '../lib/person-name.js';
import type { Language } from '../lib/wording.js';

/** What a column of a studio's book can hold, with the headers it is known by (in `headerKey` form). */
const SYNONYMS = {
  fullName: [
    'фио',
    'клиент',
    'имя клиента',
    'фио клиента',
    'имя фамилия',
    'фамилия имя',
    'фамилия имя отчество',
    'ф и о',
    'name',
    'full name',
    'client',
    'client name',
    'customer',
    'member',
  ],
  lastName: ['фамилия', 'last name', 'lastname', 'surname', 'family name'],
  firstName: ['имя', 'first name', 'firstname', 'given name'],
  phone: [
    'телефон',
    'тел',
    'номер телефона',
    'мобильный',
    'моб телефон',
    'сотовый',
    'контакт',
    'контакты',
    'phone',
    'phone number',
    'mobile',
    'tel',
    'telephone',
  ],
  telegram: ['telegram', 'телеграм', 'телеграмм', 'тг', 'tg', 'telegram id', 'telegram username'],
  email: ['почта', 'email', 'e mail', 'mail', 'эл почта', 'электронная почта', 'емейл', 'имейл'],
  birthDate: [
    'дата рождения',
    'день рождения',
    'др',
    'рождение',
    'birth date',
    'birthdate',
    'birthday',
    'date of birth',
    'dob',
  ],
  region: ['регион', 'город', 'район', 'адрес', 'region', 'city', 'address'],
  group: ['группа', 'направление', 'group', 'class'],
  coach: ['тренер', 'инструктор', 'преподаватель', 'coach', 'trainer', 'instructor'],
  plan: [
    'абонемент',
    'тариф',
    'вид абонемента',
    'тип абонемента',
    'membership',
    'plan',
    'membership plan',
    'subscription',
    'package',
  ],
  amount: [
    'сумма',
    'стоимость',
    'цена',
    'оплата',
    'оплачено',
    'сумма оплаты',
    'amount',
    'price',
    'paid',
    'sum',
    'total',
  ],
  saleDate: [
    'дата оплаты',
    'оплачен',
    'дата продажи',
    'дата покупки',
    'дата платежа',
    'payment date',
    'sale date',
    'paid on',
    'date paid',
    'date of payment',
    'purchase date',
  ],
  startDate: [
    'начало',
    'дата начала',
    'начало абонемента',
    'действует с',
    'с',
    'start',
    'start date',
    'begins',
    'from',
    'valid from',
  ],
  endDate: [
    'окончание',
    'дата окончания',
    'конец',
    'окончание абонемента',
    'действует до',
    'до',
    'по',
    'end',
    'end date',
    'ends',
    'expires',
    'valid until',
    'to',
    'until',
  ],
  freezeStart: [
    'заморозка с',
    'начало заморозки',
    'заморожен с',
    'freeze from',
    'freeze start',
    'frozen from',
    'hold from',
  ],
  freezeEnd: [
    'заморозка по',
    'заморозка до',
    'конец заморозки',
    'окончание заморозки',
    'заморожен по',
    'freeze to',
    'freeze until',
    'freeze end',
    'frozen to',
    'frozen until',
    'hold until',
  ],
  method: ['способ оплаты', 'метод оплаты', 'вид оплаты', 'тип оплаты', 'payment method', 'method', 'paid by'],
  note: [
    'примечание',
    'примечания',
    'комментарий',
    'заметка',
    'заметки',
    'note',
    'notes',
    'comment',
    'comments',
    'remark',
  ],
} as const satisfies Record<string, readonly string[]>;

export type BookField = keyof typeof SYNONYMS;

const TITLES: Record<BookField, readonly [ru: string, en: string]> = {
  fullName: ['ФИО', 'Name'],
  lastName: ['Фамилия', 'Last name'],
  firstName: ['Имя', 'First name'],
  phone: ['Телефон', 'Phone'],
  telegram: ['Telegram', 'Telegram'],
  email: ['Почта', 'E-mail'],
  birthDate: ['Дата рождения', 'Birth date'],
  region: ['Регион', 'Region'],
  group: ['Группа', 'Group'],
  coach: ['Тренер', 'Coach'],
  plan: ['Абонемент', 'Plan'],
  amount: ['Сумма', 'Amount'],
  saleDate: ['Дата оплаты', 'Payment date'],
  startDate: ['Начало', 'Start'],
  endDate: ['Окончание', 'End'],
  freezeStart: ['Заморозка с', 'Freeze from'],
  freezeEnd: ['Заморозка по', 'Freeze to'],
  method: ['Способ оплаты', 'Payment method'],
  note: ['Примечание', 'Note'],
};

const FIELD_OF = new Map<string, BookField>(
  Object.entries(SYNONYMS).flatMap(([field, headers]) =>
    headers.map((header) => [header, field as BookField] as const),
  ),
);

export const MEMBERSHIP_FIELDS: readonly BookField[] = [
  'plan',
  'amount',
  'saleDate',
  'startDate',
  'endDate',
  'freezeStart',
  'freezeEnd',
  'method',
];

export interface ColumnMap {
  /** Where each recognised field stands, counted from 0. */
  indexOf: ReadonlyMap<BookField, number>;
  /** Headers that mean nothing to us, or repeat a field: not imported, told in the report. */
  ignored: readonly string[];
  /** A Latin header ("Name") is followed by "First Last", a Russian one ("ФИО") by "Last First". */
  nameOrder: 'last-first' | 'first-last';
}

function headerKey(header: string): string {
  return searchForm(header.replace(/[\p{P}\p{S}_]+/gu, ' '));
}

/** Recognises the columns of a header row by their names, in Russian and English. */
export function mapColumns(header: readonly string[]): ColumnMap {
  const indexOf = new Map<BookField, number>();
  const ignored: string[] = [];
  header.forEach((title, index) => {
    const field = FIELD_OF.get(headerKey(title));
    if (field && !indexOf.has(field)) indexOf.set(field, index);
    else if (title.trim() !== '') ignored.push(title.trim());
  });
  const nameHeader = header[indexOf.get('fullName') ?? -1] ?? '';
  return { indexOf, ignored, nameOrder: /[a-z]/i.test(nameHeader) ? 'first-last' : 'last-first' };
}

/** Whether a row of the file is its header: a name column and one more are recognised. */
export function looksLikeHeader({ indexOf }: ColumnMap): boolean {
  return (indexOf.has('fullName') || indexOf.has('lastName') || indexOf.has('firstName')) && indexOf.size >= 2;
}

/**
 * The columns that the import cannot do without: a name, a contact, and with any membership column an amount, a date
 * and an end or a plan. Alternatives are given together.
 */
export function missingColumns({ indexOf }: ColumnMap): BookField[][] {
  const alternatives: BookField[][] = [
    ['fullName', 'lastName', 'firstName'],
    ['phone', 'telegram', 'email'],
  ];
  if (MEMBERSHIP_FIELDS.some((field) => indexOf.has(field))) {
    alternatives.push(['amount'], ['saleDate', 'startDate'], ['endDate', 'plan']);
  }
  if (indexOf.has('freezeStart') || indexOf.has('freezeEnd')) alternatives.push(['freezeStart'], ['freezeEnd']);
  return alternatives.filter((fields) => !fields.some((field) => indexOf.has(field)));
}

export function columnTitle(field: BookField, language: Language): string {
  return TITLES[field][language === 'ru' ? 0 : 1];
}
