import { GRACE_DAYS } from './figure-terms.js';

/**
 * What every number of the dashboard means, in both languages: shown with the numbers, printed in docs/figures.md, which a
 * test compares with this.
 */
export const FIGURES = [
  'visits',
  'revenue',
  'payments',
  'misses',
  'newClients',
  'active',
  'frozen',
  'expiring',
  'owed',
  'revenuePerClient',
  'byPlan',
  'byMethod',
  'byCoach',
  'renewal',
  'churn',
  'retention',
  'sessions',
  'coachVisits',
  'fill',
  'asOf',
  'previous',
] as const;
export type Figure = (typeof FIGURES)[number];

type Definitions = Readonly<Record<Figure, string>>;

export const FIGURE_DEFINITIONS: Readonly<Record<'en' | 'ru', Definitions>> = {
  en: {
    visits: 'Visits recorded for a day, to a session or without one. Two visits of a client on one day count twice.',
    revenue:
      'Money received: on the day of sale and in instalments, each on its own day, less what was given back on the day of the refund.',
    payments: 'Memberships sold, by the day of sale, paid or not.',
    misses:
      'Clients of a group who were active on the day of its session and did not come at all that day. Once per client and day; cancelled sessions do not count.',
    newClients: 'Clients registered on a day, with or without a membership.',
    active:
      'Clients whose membership covers the day, who are not frozen, not closed out and have visits left. The last paid day counts.',
    frozen:
      'Clients whose membership covers the day and stands still on it: a freeze, or a day on which the studio is closed.',
    expiring:
      'Active clients whose last paid day is one of seven: the last day of the period and the six after it. Who has already bought more is not among them.',
    owed: 'Prices of memberships sold less all that was received for them, without refunded memberships and archived clients. As of the last day of the period.',
    revenuePerClient:
      'Revenue of the period divided by the number of clients who had a running membership, active or frozen, on an average day.',
    byPlan: 'Revenue by the plan of the membership that was paid for or refunded. The parts add up to the revenue.',
    byMethod:
      'Revenue by how it was received; a refund counts for the method of its sale. The parts add up to the revenue.',
    byCoach:
      'What the visits were worth, by the coach who led the session. A visit is worth the price of its membership less refunds, divided by the visits of the membership (of a pack: by its limit). It is what was earned by training, so it does not add up to the revenue.',
    renewal:
      'Of the memberships that ended in the period, the share whose client bought a membership that goes on after it: by the last paid day, within 7, within 30 days. Renewals in advance count. Only memberships that ended that long ago are counted; trials and transferred ones are not.',
    churn: `Clients lost in the period: ${GRACE_DAYS} days have passed since the last paid one and nothing was bought. The share is of the clients with a running membership, active or frozen, on the day before the period. Who is frozen is not lost.`,
    retention:
      'Clients by the month of their first purchase, trials apart; and how many of them had a membership on at least one day of each month after. The current month is not over yet.',
    sessions: 'Sessions that have begun and were not cancelled, by the coach who led them, also as a substitute.',
    coachVisits: 'Visits to these sessions.',
    fill: 'Visits for each place: the places are the group’s capacity or, without one, the number of clients invited.',
    asOf: 'As of a day: everything dated up to that day, and what had been written down by then about later days (a freeze asked ahead). What was entered late or corrected counts for the day it is about; what was undone never was.',
    previous: 'The period of equal length just before.',
  },
  ru: {
    visits: 'Посещения, отмеченные за день, на занятии или без него. Два посещения клиента за день считаются дважды.',
    revenue: 'Полученные деньги: в день продажи и доплаты, каждая в свой день, за вычетом возвратов в день возврата.',
    payments: 'Проданные абонементы по дню продажи, оплаченные и нет.',
    misses:
      'Клиенты группы, которые в день её занятия были активны и в этот день не пришли совсем. Один раз на клиента и день; отменённые занятия не считаются.',
    newClients: 'Клиенты, зарегистрированные в этот день, с абонементом и без.',
    active:
      'Клиенты, чей абонемент действует в этот день: не заморожен, студия не закрыта, посещения ещё есть. Последний оплаченный день считается.',
    frozen:
      'Клиенты, чей абонемент в этот день действует, но не расходуется: заморозка или день, когда студия закрыта.',
    expiring:
      'Активные клиенты, у которых последний оплаченный день — один из семи: последний день периода и шесть следующих. Кто уже купил дальше, сюда не входит.',
    owed: 'Цена проданных абонементов за вычетом всего, что за них получено; без возвращённых абонементов и клиентов в архиве. На последний день периода.',
    revenuePerClient:
      'Выручка периода, делённая на число клиентов с действующим абонементом, активным или замороженным, в среднем за день.',
    byPlan: 'Выручка по тарифу абонемента, за который заплатили или вернули деньги. Части складываются в выручку.',
    byMethod: 'Выручка по способу оплаты; возврат относится к способу продажи. Части складываются в выручку.',
    byCoach:
      'Сколько стоили посещения, по тренеру, который провёл занятие. Посещение стоит цену абонемента за вычетом возврата, делённую на число посещений по нему (у пакета — на его лимит). Это заработанное тренировками, с выручкой оно не совпадает.',
    renewal:
      'Доля закончившихся за период абонементов, после которых клиент купил следующий: до последнего оплаченного дня включительно, за 7 и за 30 дней. Продления заранее считаются. Учитываются только абонементы, после которых столько дней уже прошло; без пробных и переоформленных.',
    churn: `Клиенты, потерянные за период: после последнего оплаченного дня прошло ${GRACE_DAYS} дней, и ничего не куплено. Доля — от клиентов с действующим абонементом, активным или замороженным, накануне периода. Замороженный клиент не потерян.`,
    retention:
      'Клиенты по месяцу первой покупки, без пробных, и сколько из них имели абонемент хотя бы на один день каждого следующего месяца. Текущий месяц ещё не закончился.',
    sessions: 'Занятия, которые начались и не были отменены, по тренеру, который их провёл, в том числе на замене.',
    coachVisits: 'Посещения этих занятий.',
    fill: 'Сколько посещений приходится на одно место: мест столько, сколько вмещает группа, а если вместимость не указана — сколько клиентов приглашено.',
    asOf: 'На дату: всё, что датировано этим днём и раньше, и то, что к тому дню было записано на будущее (например, заморозка заранее). Внесённое позже или исправленное относится к своему дню; отменённого как будто не было.',
    previous: 'Период такой же длины прямо перед этим.',
  },
};
