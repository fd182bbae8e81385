import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ClientDetail } from '../../src/contract/clients.js';
import type { Membership } from '../../src/contract/memberships.js';
import { BotChat, PERSON_ID } from '../../tests/bot/bot-chat.js';

// Today is 10 March 2026.
let chat: BotChat;
beforeEach(() => {
  chat = new BotChat();
});
afterEach(() => chat.stop());

function membership(fields: Partial<Membership> & Pick<Membership, 'id' | 'startDate' | 'endDate'>): Membership {
  return {
    planName: 'Месяц',
    durationDays: 30,
    durationMonths: null,
    isTrial: false,
    amount: '3000.00',
    paid: '3000.00',
    owed: '0.00',
    method: 'cash',
    saleDate: fields.startDate,
    refundDate: null,
    transferDate: null,
    transferredFrom: null,
    transferredTo: null,
    visitLimit: null,
    visitsUsed: 0,
    explanation: [
      { kind: 'sold', days: 30, startDate: fields.startDate, reason: 'sale' },
      { kind: 'ends', endDate: fields.endDate },
    ],
    ...fields,
  };
}

async function ask(fields: Partial<ClientDetail>): Promise<string> {
  chat.api.addClient(PERSON_ID, fields);
  await chat.send('/membership');
  return chat.lastText();
}

const CURRENT = membership({ id: 2, startDate: '2026-03-01', endDate: '2026-04-06' });

describe('my membership', () => {
  it('tells a client who never had one to contact the studio', async () => {
    const text = await ask({ status: 'new' });
    expect(text).toContain('Абонемента пока нет');
    expect(text).toContain('свяжитесь со студией');
  });

  it('shows the days left, the last day and why it is that day', async () => {
    const frozen = membership({
      ...CURRENT,
      explanation: [
        { kind: 'sold', days: 30, startDate: '2026-03-01', reason: 'sale' },
        { kind: 'frozen', startDate: '2026-03-05', endDate: '2026-03-11', days: 7 },
        { kind: 'ends', endDate: '2026-04-06' },
      ],
    });
    const text = await ask({
      status: 'frozen',
      endDate: '2026-04-06',
      daysLeft: 26,
      membership: frozen,
      memberships: [frozen],
      freezes: [{ id: 1, startDate: '2026-03-05', endDate: '2026-03-11', days: 7, reason: null }],
    });
    expect(text).toContain('❄️ Абонемент заморожен');
    expect(text).toContain('Заморозка до 11 марта включительно');
    expect(text).toContain('Осталось: <b>26 дней</b>');
    expect(text).toContain('Последний оплаченный день: <b>6 апреля</b>');
    expect(text).toContain('30 дней с 1 марта; заморозка 5–11 марта +7; до 6 апреля включительно');
  });

  it('shows the next period of an early renewal and the former ones apart', async () => {
    const next = membership({ id: 3, startDate: '2026-04-07', endDate: '2026-05-06', planName: 'Весна' });
    const past = membership({ id: 1, startDate: '2026-01-01', endDate: '2026-01-30', planName: null });
    const text = await ask({
      status: 'active',
      endDate: '2026-05-06',
      daysLeft: 58,
      membership: CURRENT,
      memberships: [next, CURRENT, past],
    });
    expect(text).toContain('<b>Сейчас:</b> Месяц');
    expect(text).toContain('<b>Дальше:</b> Весна');
    expect(text).toContain('• Абонемент на 30 дней, 1–30 января');
    expect(text.match(/Месяц/g)).toHaveLength(1);
  });

  it('counts the visits where the plan limits them, and says when they are used up', async () => {
    const pack = membership({ ...CURRENT, visitLimit: 8, visitsUsed: 8 });
    const text = await ask({
      status: 'expired',
      endDate: pack.endDate,
      membership: pack,
      memberships: [pack],
      visitCount: 8,
    });
    expect(text).toContain('Посещения по абонементу закончились');
    expect(text).toContain('8 из 8 (осталось 0)');
    expect(text).toContain('Всего у вас 8 посещений');
    expect(text).toContain('Чтобы продлить');
  });

  it('tells what is left to pay in all, also for a membership that is over', async () => {
    const owing = membership({ ...CURRENT, paid: '1500.00', owed: '1500.00' });
    const past = membership({ id: 1, startDate: '2026-01-01', endDate: '2026-01-30', paid: '2999.50', owed: '0.50' });
    const facts = { status: 'active', endDate: owing.endDate, daysLeft: 28, membership: owing } as const;
    const text = await ask({ ...facts, memberships: [owing, past] });
    expect(text.replace(/\s/g, ' ')).toContain('Осталось доплатить: <b>1 500,50 сом</b>');
    const english = await ask({ ...facts, language: 'en', memberships: [owing] });
    expect(english.replace(/\s/g, ' ')).toContain('Left to pay: <b>KGS 1,500.00</b>');
    expect(await ask({ ...facts, language: 'ru', memberships: [CURRENT] })).not.toContain('доплатить');
  });

  it('says that it is closed and until when, not that the membership is frozen', async () => {
    const closed = membership({
      ...CURRENT,
      explanation: [
        { kind: 'sold', days: 30, startDate: '2026-03-01', reason: 'sale' },
        { kind: 'closed', startDate: '2026-03-09', endDate: '2026-03-12', days: 4, reason: 'ремонт & уборка' },
        { kind: 'ends', endDate: '2026-04-03' },
      ],
    });
    const facts = { status: 'frozen', endDate: '2026-04-03', daysLeft: 22, membership: closed } as const;
    const text = await ask({ ...facts, memberships: [closed] });
    expect(text).toContain('🔒 Закрыто до 12 марта включительно: ремонт &amp; уборка');
    expect(text).not.toContain('заморожен');
    expect(text).toContain('закрыто 9–12 марта +4');
    const freezes = [{ id: 1, startDate: '2026-03-10', endDate: '2026-03-20', days: 11, reason: null }];
    expect(await ask({ ...facts, memberships: [closed], freezes })).toContain('Заморозка до 20 марта включительно');
  });

  it('names a term in the months it was sold by, and a rest that was handed over', async () => {
    const months = { planName: null, durationDays: 92, durationMonths: 3 };
    const current = membership({
      id: 2,
      startDate: '2026-03-01',
      endDate: '2026-05-31',
      ...months,
      explanation: [
        { kind: 'sold', days: 92, months: 3, startDate: '2026-03-01', reason: 'sale' },
        { kind: 'ends', endDate: '2026-05-31' },
      ],
    });
    const given = membership({ id: 1, startDate: '2026-01-01', endDate: '2026-01-14', transferDate: '2026-01-15' });
    const facts = { status: 'active', endDate: '2026-05-31', daysLeft: 83, membership: current } as const;
    const text = await ask({ ...facts, memberships: [current, given] });
    expect(text).toContain('<b>Сейчас:</b> Абонемент на 3 месяца');
    expect(text).toContain('3 месяца (92 дня) с 1 марта; до 31 мая включительно');
    expect(text).toContain('• Месяц, 1–14 января, остаток передан 15 января');
  });

  it('tells one whose membership is over when that was', async () => {
    const text = await ask({ status: 'expired', endDate: '2026-02-01', memberships: [] });
    expect(text).toContain('Абонемент закончился');
    expect(text).toContain('<b>1 февраля</b>');
    expect(text).not.toContain('Осталось');
  });

  it('names a refund, also of a period that never began', async () => {
    const refunded = membership({ id: 1, startDate: '2026-02-10', endDate: '2026-02-09', refundDate: '2026-02-10' });
    const text = await ask({ status: 'expired', endDate: '2026-02-09', memberships: [refunded] });
    expect(text).toContain('• Месяц, возврат 10 февраля');
  });

  it('shows the latest of a long history and how many more there are', async () => {
    const memberships = Array.from({ length: 300 }, (_, index) =>
      membership({ id: 300 - index, startDate: '2025-01-01', endDate: '2025-01-30', planName: '<b>&"'.repeat(20) }),
    );
    const text = await ask({ status: 'expired', endDate: '2025-01-30', memberships });
    expect(text.match(/•/g)).toHaveLength(5);
    expect(text).toContain('1–30 января 2025');
    expect(text).toContain('…и ещё 295 ранее');
    expect(text).not.toContain('<b>&"');
    expect(text.length).toBeLessThanOrEqual(4096);
  });

  it('speaks English to one who does', async () => {
    const text = await ask({
      language: 'en',
      status: 'active',
      endDate: '2026-04-06',
      daysLeft: 1,
      membership: CURRENT,
      memberships: [CURRENT],
    });
    expect(text).toContain('Left: <b>1 day</b>');
    expect(text).toContain('30 days from 1 March; until 6 April inclusive');
  });
});
