/** The columns of a studio's book: their titles, which the export writes, and the other headers they are known by. */
interface ColumnWords {
  titles: readonly [ru: string, en: string];
  /** In `headerKey` form. */
  synonyms: readonly string[];
}

const PERSON = {
  fullName: {
    titles: ['ФИО', 'Name'],
    synonyms: [
      'клиент',
      'имя клиента',
      'фио клиента',
      'имя фамилия',
      'фамилия имя',
      'фамилия имя отчество',
      'ф и о',
      'full name',
      'client',
      'client name',
      'customer',
      'member',
    ],
  },
  lastName: { titles: ['Фамилия', 'Last name'], synonyms: ['lastname', 'surname', 'family name'] },
  firstName: { titles: ['Имя', 'First name'], synonyms: ['firstname', 'given name'] },
  phone: {
    titles: ['Телефон', 'Phone'],
    synonyms: [
      'тел',
      'номер телефона',
      'мобильный',
      'моб телефон',
      'сотовый',
      'контакт',
      'контакты',
      'phone number',
      'mobile',
      'tel',
      'telephone',
    ],
  },
  telegram: {
    titles: ['Telegram', 'Telegram'],
    synonyms: ['телеграм', 'телеграмм', 'тг', 'tg', 'telegram id', 'telegram username'],
  },
  email: {
    titles: ['Почта', 'E-mail'],
    synonyms: ['email', 'mail', 'эл почта', 'электронная почта', 'емейл', 'имейл'],
  },
  birthDate: {
    titles: ['Дата рождения', 'Birth date'],
    synonyms: ['день рождения', 'др', 'рождение', 'birthdate', 'birthday', 'date of birth', 'dob'],
  },
  cardNumber: {
    titles: ['Номер карты', 'Card number'],
    synonyms: [
      'карта',
      '№ карты',
      'карта клиента',
      'клубная карта',
      'номер клубной карты',
      'пластиковая карта',
      'штрихкод',
      'штрих код',
      'card',
      'card no',
      'member card',
      'membership card',
      'club card',
      'barcode',
    ],
  },
  region: { titles: ['Регион', 'Region'], synonyms: ['город', 'район', 'адрес', 'city', 'address'] },
  group: { titles: ['Группа', 'Group'], synonyms: ['направление', 'class'] },
  coach: { titles: ['Тренер', 'Coach'], synonyms: ['инструктор', 'преподаватель', 'trainer', 'instructor'] },
  note: {
    titles: ['Примечание', 'Note'],
    synonyms: ['примечания', 'комментарий', 'заметка', 'заметки', 'notes', 'comment', 'comments', 'remark'],
  },
  archivedDate: { titles: ['В архиве с', 'Archived on'], synonyms: ['дата архивации', 'archived since'] },
  clientNumber: {
    titles: ['Номер клиента', 'Client number'],
    synonyms: ['код клиента', 'id клиента', 'client id', 'client no'],
  },
} as const satisfies Record<string, ColumnWords>;

const SALE = {
  saleNumber: {
    titles: ['Номер продажи', 'Sale number'],
    synonyms: ['код продажи', 'id продажи', 'sale id', 'sale no'],
  },
  plan: {
    titles: ['Абонемент', 'Plan'],
    synonyms: ['тариф', 'вид абонемента', 'тип абонемента', 'membership', 'membership plan', 'subscription', 'package'],
  },
  isTrial: { titles: ['Пробный', 'Trial'], synonyms: ['пробное', 'is trial'] },
  durationDays: {
    titles: ['Дней', 'Days'],
    synonyms: ['дни', 'кол во дней', 'количество дней', 'срок в днях', 'number of days', 'duration in days'],
  },
  durationMonths: {
    titles: ['Месяцев', 'Months'],
    synonyms: ['кол во месяцев', 'количество месяцев', 'срок в месяцах', 'number of months', 'duration in months'],
  },
  visitLimit: {
    titles: ['Занятий', 'Visits'],
    synonyms: ['кол во занятий', 'количество занятий', 'лимит занятий', 'visit limit', 'number of visits'],
  },
  visitsUsed: {
    titles: ['Использовано', 'Visits used'],
    synonyms: ['использовано занятий', 'посещено', 'used visits', 'visits done'],
  },
  usedUpDate: { titles: ['Израсходован', 'Used up on'], synonyms: ['дата последнего занятия', 'used up'] },
  amount: {
    titles: ['Сумма', 'Amount'],
    synonyms: ['стоимость', 'цена', 'оплата', 'оплачено', 'сумма оплаты', 'price', 'paid', 'sum', 'total'],
  },
  received: { titles: ['Получено', 'Received'], synonyms: ['внесено', 'amount received'] },
  debt: { titles: ['Долг', 'Debt'], synonyms: ['задолженность', 'остаток долга', 'owed', 'balance due'] },
  method: {
    titles: ['Способ оплаты', 'Payment method'],
    synonyms: ['метод оплаты', 'вид оплаты', 'тип оплаты', 'method', 'paid by'],
  },
  saleDate: {
    titles: ['Дата оплаты', 'Payment date'],
    synonyms: [
      'оплачен',
      'дата продажи',
      'дата покупки',
      'дата платежа',
      'sale date',
      'paid on',
      'date paid',
      'date of payment',
      'purchase date',
    ],
  },
  askedStartDate: { titles: ['Начало по просьбе', 'Asked start'], synonyms: ['просили начать с', 'requested start'] },
  startDate: {
    titles: ['Начало', 'Start'],
    synonyms: ['дата начала', 'начало абонемента', 'действует с', 'с', 'start date', 'begins', 'from', 'valid from'],
  },
  endDate: {
    titles: ['Окончание', 'End'],
    synonyms: [
      'дата окончания',
      'конец',
      'окончание абонемента',
      'действует до',
      'до',
      'по',
      'end date',
      'ends',
      'expires',
      'valid until',
      'to',
      'until',
    ],
  },
  refundDate: { titles: ['Возврат', 'Refund date'], synonyms: ['дата возврата', 'refunded on'] },
  refundAmount: { titles: ['Сумма возврата', 'Refunded'], synonyms: ['возвращено', 'refund amount'] },
  transferDate: { titles: ['Передан', 'Transferred on'], synonyms: ['дата передачи', 'transfer date'] },
  saleNote: { titles: ['Примечание к продаже', 'Sale note'], synonyms: ['комментарий к продаже'] },
} as const satisfies Record<string, ColumnWords>;

const FREEZE = {
  freezeStart: {
    titles: ['Заморозка с', 'Freeze from'],
    synonyms: ['начало заморозки', 'заморожен с', 'freeze start', 'frozen from', 'hold from'],
  },
  freezeEnd: {
    titles: ['Заморозка по', 'Freeze to'],
    synonyms: [
      'заморозка до',
      'конец заморозки',
      'окончание заморозки',
      'заморожен по',
      'freeze until',
      'freeze end',
      'frozen to',
      'frozen until',
      'hold until',
    ],
  },
  freezeCounts: { titles: ['Заморозка в счёт лимита', 'Freeze counts'], synonyms: ['в счет лимита'] },
  freezeReason: { titles: ['Причина заморозки', 'Freeze reason'], synonyms: ['почему заморожен', 'reason of freeze'] },
} as const satisfies Record<string, ColumnWords>;

export const COLUMN_WORDS = { ...PERSON, ...SALE, ...FREEZE } as const;
