import { describe, expect, it } from '@jest/globals';
import {
  ANNA,
  client,
  MONTH,
  NO_LIMITS,
  payment,
  periods,
  plan,
  said,
  TODAY,
  type Cells,
} from '../../tests/imports/planned-book.js';
import { parseMoney, type Money } from '../lib/money.js';
import { explainIssue, type IssueCode } from './import-issues.js';
import { totalsOf } from './import-plan.rules.js';
import { EMPTY_STUDIO, type SnapshotClient, type StudioSnapshot } from './studio-snapshot.js';

describe('Rows of one person', () => {
  it('are one client however the phone and the name are written', () => {
    const { clients } = plan([
      { ...ANNA, ...MONTH },
      { ФИО: 'ИВАНОВА АННА', Телефон: '+996 (555) 12-34-56' },
      { ФИО: 'Иванова А.', Телефон: '00996555123456', Почта: 'anna@b.example' },
    ]);
    expect(clients).toHaveLength(1);
    expect(clients[0]?.fields).toMatchObject({ firstName: 'Анна', lastName: 'Иванова', email: 'anna@b.example' });
  });

  it('are one client by the Telegram, with a word about the second phone', () => {
    const result = plan([
      { ...ANNA, Telegram: '@anna_i' },
      { ...ANNA, Телефон: '0700112233', Telegram: 't.me/Anna_I' },
    ]);
    expect(result.clients).toHaveLength(1);
    expect(said(result)).toEqual({ 3: ['field_differs'] });
  });

  it('are two clients when different names share a phone or a Telegram', () => {
    const result = plan([
      { ...ANNA, Telegram: '5272205982' },
      { ФИО: 'Иванов Тимур', Телефон: '0555123456', Telegram: '5272205982' },
    ]);
    expect(result.clients.map(({ fields }) => [fields.firstName, fields.phone, fields.telegramId])).toEqual([
      ['Анна', '+996555123456', '5272205982'],
      ['Тимур', '+996555123456', null],
    ]);
    expect(said(result)).toEqual({ 3: ['telegram_shared', 'phone_shared'] });
  });

  it('keep the group of the latest membership', () => {
    const result = plan([
      { ...ANNA, ...MONTH, Группа: 'Бокс' },
      { ...ANNA, Группа: 'Пилатес' },
    ]);
    expect(result.clients[0]?.groupKey).toBe('бокс');
    expect(said(result)).toEqual({ 3: ['field_differs'] });
  });
});

describe('Memberships of the book', () => {
  it('become the periods that the book states, without a word', () => {
    const result = plan([
      { ...ANNA, ...MONTH },
      { ...ANNA, ...MONTH, 'Дата оплаты': '28.11.2026', Начало: '01.12.2026', Окончание: '30.12.2026' },
    ]);
    expect(periods(result)).toEqual(['2026-11-01 – 2026-11-30', '2026-12-01 – 2026-12-30']);
    expect(said(result)).toEqual({ 3: ['sale_in_future'] });
  });

  it('that overlap are chained, telling before and after', () => {
    const result = plan([
      { ...ANNA, ...MONTH, 'Дата оплаты': '10.11.2026', Начало: '10.11.2026', Окончание: '09.12.2026' },
      { ...ANNA, ...MONTH },
    ]);
    expect(periods(result)).toEqual(['2026-11-01 – 2026-11-30', '2026-12-01 – 2026-12-30']);
    const [chained] = result.rows[0]?.issues ?? [];
    expect(chained && explainIssue(chained, 'ru')).toBe(
      'пересекается с абонементом до 30.11.2026 (строка 3): начнётся после него, ' +
        '01.12.2026 – 30.12.2026 вместо 10.11.2026 – 09.12.2026',
    );
  });

  it('are sold for the paid days: a freeze inside the stated period is none of them', () => {
    const frozen = { 'Заморозка с': '10.11.2026', 'Заморозка по': '14.11.2026' };
    const result = plan([{ ...ANNA, ...MONTH, Окончание: '05.12.2026', ...frozen }]);
    expect(result.clients[0]?.chain.payments[0]?.period.durationDays).toBe(30);
    expect(result.clients[0]?.chain.freezes).toHaveLength(1);
    expect(periods(result)).toEqual(['2026-11-01 – 2026-12-05']);
    expect(said(result)).toEqual({});
  });

  it('get the days of a freeze that the book forgot to add, with the reason', () => {
    const others = [1, 2, 3].map((n) => ({ ФИО: 'Петров Пётр', Телефон: `070011223${n}`, ...MONTH }));
    const frozen = { 'Заморозка с': '10.11.2026', 'Заморозка по': '14.11.2026' };
    const result = plan([...others, { ...ANNA, ...MONTH, ...frozen }]);
    expect(periods(result).at(-1)).toBe('2026-11-01 – 2026-12-05');
    expect(result.rows[3]?.issues.map((one) => explainIssue(one, 'ru'))).toEqual([
      'окончание в книге 30.11.2026, по расчёту 05.12.2026: ' +
        '30 дней с 1 ноября; заморозка 10–14 ноября +5; до 5 декабря включительно',
    ]);
  });

  it('keep the days of the dates when they differ from the plan', () => {
    const others = [1, 2, 3].map((n) => ({ ФИО: 'Петров Пётр', Телефон: `070011223${n}`, ...MONTH }));
    const result = plan([...others, { ...ANNA, ...MONTH, Окончание: '05.12.2026' }]);
    expect(periods(result).at(-1)).toBe('2026-11-01 – 2026-12-05');
    expect(said(result)).toEqual({ 5: ['duration_differs'] });
  });

  it('without an end last as long as the plan, and are refused when nobody knows how long that is', () => {
    const result = plan([
      { ...ANNA, ...MONTH, Абонемент: 'Полгода', Окончание: '' },
      { ФИО: 'Ким Алия', Телефон: '0700112233', ...MONTH, Абонемент: 'Особый', Окончание: '' },
    ]);
    expect(periods(result)).toEqual(['2026-11-01 – 2027-04-29']);
    expect(said(result)).toEqual({ 3: ['end_missing'] });
  });

  it('told twice are added once', () => {
    const result = plan([
      { ...ANNA, ...MONTH },
      { ...ANNA, ...MONTH, Телефон: '+996555123456', 'Способ оплаты': 'карта' },
    ]);
    expect(periods(result)).toHaveLength(1);
    expect(said(result)).toEqual({ 3: ['duplicate_row'] });
    expect(result.rows.map(({ outcome }) => outcome)).toEqual(['added', 'unchanged']);
  });

  it('make plans with their usual length, price and visits, groups with their coach and time', () => {
    const result = plan([
      { ...ANNA, ...MONTH, Абонемент: '8 занятий', Группа: 'Кроссфит 18:30', Тренер: 'Руслан' },
      { ФИО: 'Ким Алия', Телефон: '0700112233', ...MONTH, Абонемент: '8 занятий', Сумма: '2250' },
      { ФИО: 'Ким Тимур', Телефон: '0700112234', ...MONTH, Абонемент: '8 занятий' },
    ]);
    expect([...result.plans.values()]).toEqual([
      {
        id: null,
        name: '8 занятий',
        durationDays: 30,
        durationMonths: null,
        price: '4500.00',
        visitLimit: 8,
        isTrial: false,
        freezePolicy: null,
      },
    ]);
    expect([...result.groups.values()]).toEqual([
      { id: null, name: 'Кроссфит 18:30', startTime: '18:30', coachKey: 'руслан' },
    ]);
  });
});

describe('A row that cannot be taken', () => {
  it.each<[string, Cells, IssueCode[]]>([
    ['no name', { ФИО: '' }, ['name_missing']],
    ['a short phone', { Телефон: '+996 (555) 12-34' }, ['phone_unreadable']],
    ['no contact', { Телефон: '' }, ['contact_missing']],
    ['an amount below zero', { Сумма: '-4500' }, ['amount_negative']],
    ['an amount in words', { Сумма: 'четыре тысячи' }, ['amount_unreadable']],
    ['no amount', { Сумма: '' }, ['amount_missing']],
    ['a day that does not exist', { 'Дата оплаты': '31.04.2026' }, ['date_unreadable']],
    ['no date', { 'Дата оплаты': '', Начало: '' }, ['dates_missing']],
    ['an end before the start', { Окончание: '01.10.2026' }, ['end_before_start']],
    ['a mistyped year', { Окончание: '30.11.2062' }, ['date_too_far', 'period_too_long']],
    ['a freeze outside', { 'Заморозка с': '05.12.2026', 'Заморозка по': '07.12.2026' }, ['freeze_outside']],
    ['a freeze without an end', { 'Заморозка с': '05.11.2026' }, ['freeze_incomplete']],
    [
      'a freeze that ends first',
      { 'Заморозка с': '07.11.2026', 'Заморозка по': '05.11.2026' },
      ['freeze_end_before_start'],
    ],
    ['a group name too long', { Группа: 'я'.repeat(101) }, ['too_long']],
    ['a name too long', { ФИО: `Я${'я'.repeat(100)} Анна` }, ['too_long']],
  ])('(%s) leaves no trace', (_, cells, codes) => {
    const result = plan([{ ...ANNA, ...MONTH, Группа: 'Зумба', Тренер: 'Никто', ...cells }]);
    expect(said(result)).toEqual({ 2: codes });
    expect(result.rows[0]?.outcome).toBe('refused');
    expect(totalsOf(result)).toMatchObject({ newClients: 0, payments: 0, newPlans: 0, newGroups: 0, newCoaches: 0 });
  });

  it('tells every fault at once', () => {
    const result = plan([
      { ...ANNA, ...MONTH, Сумма: 'четыре тысячи', Начало: '31.04.2026', Почта: 'не почта', 'Способ оплаты': 'крипта' },
    ]);
    expect(said(result)[2]).toEqual(['email_unreadable', 'amount_unreadable', 'date_unreadable', 'method_unknown']);
  });

  it('does not take the client’s other rows with it', () => {
    const result = plan([
      { ...ANNA, ...MONTH },
      { ...ANNA, ...MONTH, Начало: '15.12.2026', 'Дата оплаты': '31.11.2026', Окончание: '13.01.2027' },
    ]);
    expect(periods(result)).toEqual(['2026-11-01 – 2026-11-30']);
    expect(said(result)).toEqual({ 3: ['date_unreadable'] });
  });

  it('refuses the later of two freezes that overlap, and its membership with it', () => {
    const first = {
      ...ANNA,
      ...MONTH,
      Окончание: '05.12.2026',
      'Заморозка с': '10.11.2026',
      'Заморозка по': '14.11.2026',
    };
    const result = plan([
      first,
      {
        ...ANNA,
        ...MONTH,
        'Дата оплаты': '12.11.2026',
        Начало: '12.11.2026',
        Окончание: '14.12.2026',
        'Заморозка с': '13.11.2026',
        'Заморозка по': '15.11.2026',
      },
    ]);
    expect(said(result)).toEqual({ 3: ['freeze_overlap'] });
    expect(periods(result)).toEqual(['2026-11-01 – 2026-12-05']);
  });
});

describe('A client whom the studio already has', () => {
  const studioWith = (known: Partial<SnapshotClient>): StudioSnapshot => ({
    ...EMPTY_STUDIO,
    clients: [client(known)],
  });

  it('gets the new membership after the stored one', () => {
    const stored = [payment(3, '2026-10-20', '2026-11-18', 30)];
    const result = plan([{ ...ANNA, ...MONTH }], studioWith({ payments: stored }));
    expect(result.clients[0]?.existing?.id).toBe(7);
    expect(periods(result)).toEqual(['2026-11-19 – 2026-12-18']);
    expect(said(result)).toEqual({ 2: ['chained'] });
  });

  it('has a later stored membership moved when the book’s comes before it, and is told so', () => {
    const stored = [payment(3, '2026-11-10', '2026-12-09', 30)];
    const result = plan([{ ...ANNA, ...MONTH }], studioWith({ payments: stored }));
    expect(result.clients[0]?.chain.moved).toMatchObject([{ id: 3, startDate: '2026-12-01', endDate: '2026-12-30' }]);
    expect(said(result)).toEqual({ 2: ['moves_stored'] });
  });

  it('is not sold twice a membership that begins on the same day', () => {
    const stored = [payment(3, '2026-11-01', '2026-11-30', 30)];
    const result = plan([{ ...ANNA, ...MONTH, Сумма: '4000' }], studioWith({ payments: stored }));
    expect(said(result)).toEqual({ 2: ['already_sold'] });
  });

  it('gets nothing from rows imported before, even after a new name and phone in the panel', () => {
    const first = plan([{ ...ANNA, ...MONTH }]);
    const key = first.clients[0]?.chain.payments[0]?.idempotencyKey ?? null;
    const stored = [payment(3, '2026-11-01', '2026-11-30', 30, key)];
    const renamed = studioWith({ payments: stored, lastName: 'Петрова', phone: '+996700112233' });
    const again = plan(
      [
        { ...ANNA, ...MONTH },
        { ...ANNA, ...MONTH, ФИО: 'Иванова А.' },
      ],
      renamed,
    );
    expect(again.clients.map(({ existing }) => existing?.id)).toEqual([7]);
    expect(said(again)).toEqual({ 3: ['duplicate_row', 'field_differs'] });
    expect(totalsOf(again)).toMatchObject({ newClients: 0, payments: 0, refused: 0, unchanged: 2 });
  });

  it('is left alone while archived', () => {
    const result = plan([{ ...ANNA, ...MONTH }], studioWith({ archivedDate: TODAY }));
    expect(said(result)).toEqual({ 2: ['client_archived'] });
  });

  it('is not put into a full or an archived group', () => {
    const groups = [
      { id: 1, name: 'Бокс', isArchived: false, freeSeats: 1 },
      { id: 2, name: 'Зумба', isArchived: true, freeSeats: null },
    ];
    const result = plan(
      [
        { ...ANNA, Группа: 'Бокс' },
        { ФИО: 'Ким Алия', Телефон: '0700112233', Группа: 'бокс' },
        { ФИО: 'Ким Тимур', Телефон: '0700112234', Группа: 'Зумба' },
      ],
      { ...EMPTY_STUDIO, groups },
    );
    expect(result.clients.map(({ groupKey }) => groupKey)).toEqual(['бокс', null, null]);
    expect(said(result)).toEqual({ 3: ['group_full'], 4: ['group_archived'] });
  });

  it('does not get the Telegram of a coach', () => {
    const coaches = [{ id: 1, firstName: 'Айдана', lastName: '', telegramId: '5272205982' }];
    const result = plan([{ ...ANNA, Telegram: '5272205982' }], { ...EMPTY_STUDIO, coaches });
    expect(result.clients[0]?.fields.telegramId).toBeNull();
    expect(said(result)).toEqual({ 2: ['telegram_of_coach'] });
  });

  it('buys the plan that the studio has under that name', () => {
    const price = parseMoney('5000') as Money;
    const terms = { durationDays: 30, durationMonths: null, visitLimit: 12, isTrial: false, freezePolicy: NO_LIMITS };
    const plans = [{ id: 4, name: 'МЕСЯЦ', price, ...terms }];
    const result = plan([{ ...ANNA, ...MONTH }], { ...EMPTY_STUDIO, plans });
    expect(result.clients[0]?.chain.payments[0]?.plan).toEqual(plans[0]);
    expect(totalsOf(result).newPlans).toBe(0);
  });
});
