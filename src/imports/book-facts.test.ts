import { describe, expect, it } from '@jest/globals';
import { ANNA, client, MONTH, payment, periods, plan, said, type Cells } from '../../tests/imports/planned-book.js';
import { closure, visits } from '../../tests/factories/chain.js';
import { calendarDate as day } from '../lib/calendar-date.js';
import type { IssueCode } from './import-issues.js';
import { totalsOf, type ImportPlan } from './import-plan.rules.js';
import { EMPTY_STUDIO, type SnapshotClient, type StudioSnapshot } from './studio-snapshot.js';

const PACK = { ...ANNA, ...MONTH, Абонемент: 'Восемь', Занятий: '8' };
const FREEZE = { 'Заморозка с': '10.11.2026', 'Заморозка по': '14.11.2026' };

const sold = (result: ImportPlan) => result.clients.flatMap(({ chain }) => chain.payments);
const studioWith = (known: Partial<SnapshotClient>): StudioSnapshot => ({ ...EMPTY_STUDIO, clients: [client(known)] });

describe('A membership whose book tells its length', () => {
  it('lasts as many days as it says, whatever its end', () => {
    const result = plan([{ ...ANNA, ...MONTH, Дней: '14 дней' }]);
    expect(periods(result)).toEqual(['2026-11-01 – 2026-11-14']);
    expect(said(result)).toEqual({ 2: ['end_differs'] });
  });

  it('lasts calendar months, from wherever it begins', () => {
    const month = { ...ANNA, ...MONTH, Месяцев: '1', Окончание: '' };
    const result = plan([
      { ...month, Начало: '31.01.2026', 'Дата оплаты': '31.01.2026' },
      { ...month, Начало: '10.02.2026', 'Дата оплаты': '10.02.2026' },
    ]);
    expect(periods(result)).toEqual(['2026-01-31 – 2026-02-28', '2026-03-01 – 2026-03-31']);
    expect([...result.plans.values()]).toMatchObject([{ durationMonths: 1 }]);
  });

  it('of a plan that the studio sells by months is of months where the dates say so', () => {
    const terms = { durationDays: 30, durationMonths: 1, visitLimit: null, isTrial: false, freezePolicy: LIMITS };
    const plans = [{ id: 4, name: 'Месяц', price: payment(1, '2026-11-01', '2026-11-30', 30).amount, ...terms }];
    const result = plan([{ ...ANNA, ...MONTH, Начало: '01.10.2026', Окончание: '31.10.2026' }], {
      ...EMPTY_STUDIO,
      plans,
    });
    expect(sold(result)).toMatchObject([{ link: { durationMonths: 1, planId: 4 }, plan: { freezePolicy: LIMITS } }]);
    expect(said(result)).toEqual({});
  });

  const LIMITS = { allowed: true, totalDays: 14, minDays: null, maxDays: null, maxCount: null, noticeDays: null };
});

describe('A pack', () => {
  it('that is partly used has the rest left', () => {
    const [payment] = sold(plan([{ ...PACK, Использовано: '3' }]));
    expect(payment?.link).toMatchObject({ visitLimit: 8, visitsCarried: 3, visitsUsed: 3, usedUpDate: null });
    expect(payment?.period).toMatchObject({ visitsUsed: 3, endDate: '2026-11-30' });
  });

  it('that is used up ends that day, and the next membership begins the day after', () => {
    const next = { 'Дата оплаты': '12.11.2026', Начало: '12.11.2026', Окончание: '11.12.2026' };
    const result = plan([
      { ...PACK, Использовано: '8', Израсходован: '11.11.2026', Окончание: '' },
      { ...PACK, ...next, Занятий: 'без лимита', Использовано: '' },
    ]);
    expect(said(result)).toEqual({});
    expect(periods(result)).toEqual(['2026-11-01 – 2026-11-11', '2026-11-12 – 2026-12-11']);
    expect(sold(result).map(({ link }) => link.visitLimit)).toEqual([8, null]);
  });

  it('used up on a day that the book does not know is over by its end, or by today', () => {
    const ends = (cells: Cells) => periods(plan([{ ...PACK, Использовано: '8', ...cells }]));
    expect(ends({})).toEqual(['2026-11-01 – 2026-11-22']);
    expect(ends({ Окончание: '15.11.2026' })).toEqual(['2026-11-01 – 2026-11-15']);
  });

  it('has as many visits as most rows of its plan say, or as the row itself', () => {
    const row = (n: number, Занятий: string) => ({ ...PACK, Телефон: `070011223${n}`, Занятий });
    const result = plan([row(1, '8'), row(2, '8'), row(3, '12'), row(4, '')]);
    expect([...result.plans.values()]).toMatchObject([{ visitLimit: 8 }]);
    expect(sold(result).map(({ link }) => link.visitLimit)).toEqual([8, 8, 12, 8]);
  });
});

describe('Money', () => {
  const owed = (cells: Cells): unknown => {
    const [payment] = sold(plan([{ ...ANNA, ...MONTH, ...cells }]));
    return payment?.membership.received;
  };

  it('received so far leaves a debt, told as either of the two or both', () => {
    expect(owed({ Получено: '3000' })).toBe('3000.00');
    expect(owed({ Долг: '1500' })).toBe('3000.00');
    expect(owed({ Получено: '3000', Долг: '1 500 сом' })).toBe('3000.00');
    expect(owed({ Получено: '0', Долг: '4500' })).toBe('0.00');
    expect(owed({ Долг: 'нет' })).toBe('4500.00');
    expect(owed({ Долг: '-' })).toBe('4500.00');
  });

  it('given back ends the membership on the day before, and nothing is owed any more', () => {
    const refunded = { Возврат: '15.11.2026', 'Сумма возврата': '1000', Получено: '2000', Окончание: '', Дней: '30' };
    const result = plan([{ ...ANNA, ...MONTH, ...refunded }]);
    expect(periods(result)).toEqual(['2026-11-01 – 2026-11-14']);
    expect(sold(result)[0]?.membership).toMatchObject({ received: '2000.00', refund: { amount: '1000.00' } });
    expect(said(result)).toEqual({});
  });
});

describe('A start', () => {
  it('that nobody asked for follows the membership before, where the book has a column for it', () => {
    const second = { 'Дата оплаты': '10.11.2026', Начало: '01.12.2026', Окончание: '', Дней: '30' };
    const rows = [
      { ...ANNA, ...MONTH, 'Начало по просьбе': '' },
      { ...ANNA, ...MONTH, ...second, 'Начало по просьбе': '' },
      { ...ANNA, ...MONTH, ...second, Начало: '01.02.2027', 'Начало по просьбе': '01.02.2027' },
    ];
    expect(sold(plan(rows)).map(({ link }) => link.askedStartDate)).toEqual([null, null, '2027-02-01']);
    expect(periods(plan(rows))).toEqual([
      '2026-11-01 – 2026-11-30',
      '2026-12-01 – 2026-12-30',
      '2027-02-01 – 2027-03-02',
    ]);
  });
});

describe('A membership that was handed on', () => {
  it('ends on the day before', () => {
    const result = plan([{ ...ANNA, ...MONTH, Передан: '10.11.2026', Окончание: '', Дней: '30' }]);
    expect(periods(result)).toEqual(['2026-11-01 – 2026-11-09']);
  });
});

describe('A trial', () => {
  it.each(['да', 'Yes', '1', 'x', '+'])('is told by «%s»', (Пробный) => {
    const result = plan([{ ...ANNA, ...MONTH, Пробный }]);
    expect(sold(result)).toMatchObject([{ isTrial: true }]);
    expect([...result.plans.values()]).toMatchObject([{ isTrial: true }]);
  });
});

describe('Freezes', () => {
  const month = { ...ANNA, ...MONTH, Окончание: '08.12.2026', ...FREEZE };
  const again = { ...month, 'Заморозка с': '20.11.2026', 'Заморозка по': '22.11.2026' };

  it('of one membership may stand in rows of their own', () => {
    const result = plan([month, again]);
    expect(sold(result)).toHaveLength(1);
    expect(result.clients[0]?.chain.freezes).toHaveLength(2);
    expect(periods(result)).toEqual(['2026-11-01 – 2026-12-08']);
    expect(said(result)).toEqual({});
    expect(totalsOf(result)).toMatchObject({ payments: 1, freezes: 2, unchanged: 0 });
  });

  it('that the studio gave do not count, and each may have its reason', () => {
    const result = plan([{ ...month, 'Заморозка в счёт лимита': 'нет', 'Причина заморозки': 'ремонт зала' }]);
    expect(result.clients[0]?.chain.freezes).toMatchObject([{ usesAllowance: false, reason: 'ремонт зала' }]);
  });

  it('that the studio gave are no freezes where it is closed on those days already', () => {
    const closures = [closure('2026-11-10', '2026-11-16')];
    const result = plan([{ ...month, 'Заморозка в счёт лимита': 'нет' }], { ...EMPTY_STUDIO, closures });
    expect(result.clients[0]?.chain.freezes).toEqual([]);
  });

  it('of a numbered sale are its own wherever their days lie', () => {
    const later = { 'Заморозка с': '20.12.2026', 'Заморозка по': '22.12.2026' };
    const numbered = { ...ANNA, ...MONTH, Дней: '30', 'Номер продажи': '17', ...later };
    const next = { ...numbered, 'Номер продажи': '18', 'Дата оплаты': '20.11.2026', Начало: '01.12.2026' };
    const result = plan([numbered, { ...next, Окончание: '02.01.2027', 'Заморозка с': '', 'Заморозка по': '' }]);
    const [first] = sold(result);
    expect(result.clients[0]?.chain.freezes).toMatchObject([{ paymentId: first?.link.id }]);
    expect(periods(result)).toEqual(['2026-11-01 – 2026-11-30', '2026-12-01 – 2027-01-02']);
    expect(said(result)).toEqual({});
  });
});

describe('Numbers of a program', () => {
  it('keep two people of one name and phone apart, and two sales that are alike', () => {
    const row = (client: string, sale: string) => ({
      ...ANNA,
      ...MONTH,
      'Номер клиента': client,
      'Номер продажи': sale,
    });
    const result = plan([row('1', '1'), row('2', '2'), row('2', '3')]);
    expect(result.clients.map(({ chain }) => chain.payments.length)).toEqual([1, 2]);
  });

  it('make a client of a row without a contact, and a name of what has no letters', () => {
    const result = plan([{ 'Номер клиента': '5', Имя: '+996555123456', Примечание: 'без телефона' }]);
    expect(result.clients).toMatchObject([{ fields: { firstName: '+996555123456', lastName: '' } }]);
  });

  it('of a sale do not stand for two', () => {
    const numbered = { ...ANNA, ...MONTH, 'Номер продажи': '17' };
    expect(said(plan([numbered, { ...numbered, Сумма: '4000' }]))).toEqual({ 3: ['sale_number_differs'] });
  });
});

describe('A client in the archive', () => {
  it('comes into it with the book', () => {
    const [anna] = plan([{ ...ANNA, ...MONTH, Группа: 'Бокс', 'В архиве с': '10.11.2026' }]).clients;
    expect(anna).toMatchObject({ fields: { archivedDate: '2026-11-10' }, groupKey: null });
  });

  it('is left alone, and what the studio knows of them is no error', () => {
    const archived = { archivedDate: day('2026-11-10'), payments: [payment(3, '2026-11-01', '2026-11-30', 30)] };
    const row = { ...ANNA, ...MONTH, 'В архиве с': '10.11.2026' };
    expect(said(plan([row], studioWith(archived)))).toEqual({});
    const news = { ...row, 'Дата оплаты': '05.12.2026', Начало: '05.12.2026', Окончание: '03.01.2027' };
    expect(said(plan([news], studioWith(archived)))[2]).toContain('client_archived');
  });
});

describe('A membership that the studio knows', () => {
  it('from the panel is that of the book when day, sum and length are the same', () => {
    const stored = [payment(3, '2026-11-01', '2026-11-30', 30)];
    const result = plan([{ ...ANNA, ...MONTH }], studioWith({ payments: stored }));
    expect(totalsOf(result)).toMatchObject({ payments: 0, unchanged: 1, refused: 0 });
  });

  it('is taken by one row only: of two alike one is new', () => {
    const stored = [payment(3, '2026-11-01', '2026-11-30', 30)];
    const row = { ...ANNA, ...MONTH, 'Начало по просьбе': '', Дней: '30', Окончание: '' };
    const result = plan(
      [
        { ...row, 'Номер продажи': '1' },
        { ...row, 'Номер продажи': '2', Начало: '01.12.2026' },
      ],
      studioWith({ payments: stored }),
    );
    expect(periods(result)).toEqual(['2026-12-01 – 2026-12-30']);
  });
});

describe('Visits on record', () => {
  const came = (date: string) => visits(date).map((visit) => ({ ...visit, paymentId: 3 }));

  it('are in the way of a freeze', () => {
    const payments = [payment(3, '2026-11-01', '2026-11-30', 30)];
    const result = plan([{ ...ANNA, ...MONTH, ...FREEZE }], studioWith({ payments, visits: came('2026-11-12') }));
    expect(said(result)).toEqual({ 2: ['freeze_has_visits'] });
  });

  it('are never left without a membership', () => {
    const payments = [payment(3, '2026-11-12', '2026-12-11', 30)];
    const usedUp = { ...PACK, Использовано: '8', Израсходован: '20.11.2026' };
    const result = plan([usedUp], studioWith({ payments, visits: came('2026-11-12') }));
    expect(said(result)).toEqual({ 2: ['visit_uncovered'] });
  });
});

describe('A cell that says the impossible', () => {
  it.each<[string, Cells, IssueCode[]]>([
    ['days in words', { Дней: 'тридцать' }, ['number_unreadable']],
    ['too many days', { Дней: '9999' }, ['number_unreadable']],
    ['days and months', { Дней: '30', Месяцев: '1' }, ['term_twice']],
    ['half a month', { Месяцев: '0,5' }, ['number_unreadable']],
    ['no visits', { Занятий: '0' }, ['number_unreadable']],
    ['more visits than there are', { Занятий: '8', Использовано: '9' }, ['visits_over']],
    ['a used-up membership without visits', { Израсходован: '10.11.2026' }, ['used_up_without_limit']],
    ['used up with visits left', { Занятий: '8', Использовано: '7', Израсходован: '10.11.2026' }, ['used_up_differs']],
    ['used up before it began', { Занятий: '8', Израсходован: '10.10.2026' }, ['used_up_outside']],
    ['used up tomorrow', { Занятий: '8', Израсходован: '23.11.2026' }, ['date_in_future']],
    ['a trial that may be', { Пробный: 'возможно' }, ['flag_unreadable']],
    ['more received than the price', { Получено: '5000' }, ['received_too_much']],
    ['a debt in words', { Долг: 'немного' }, ['money_unreadable']],
    ['a debt below zero', { Долг: '-100' }, ['money_unreadable']],
    ['a debt above the price', { Долг: '5000' }, ['debt_differs']],
    ['a debt that does not add up', { Получено: '3000', Долг: '1000' }, ['debt_differs']],
    ['a refund without a sum', { Возврат: '10.11.2026' }, ['refund_incomplete']],
    ['a refund without a day', { 'Сумма возврата': '1000' }, ['refund_incomplete']],
    [
      'a refund of more than was received',
      { Возврат: '10.11.2026', 'Сумма возврата': '4500', Получено: '1000' },
      ['refund_too_large'],
    ],
    ['a refund before the sale', { Возврат: '10.10.2026', 'Сумма возврата': '0' }, ['date_before_sale']],
    ['handed on before the sale', { Передан: '10.10.2026' }, ['date_before_sale']],
    ['no day', { 'Начало по просьбе': 'скоро' }, ['date_unreadable']],
    ['an archive of tomorrow', { 'В архиве с': '23.11.2026' }, ['date_in_future']],
    ['a freeze that may count', { ...FREEZE, 'Заморозка в счёт лимита': 'как сказать' }, ['flag_unreadable']],
  ])('(%s) refuses its row', (_, cells, codes) => {
    const result = plan([{ ...ANNA, ...MONTH, ...cells }]);
    expect(said(result)).toEqual({ 2: codes });
    expect(totalsOf(result)).toMatchObject({ newClients: 0, payments: 0, refused: 1 });
  });
});
