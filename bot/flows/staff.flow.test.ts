import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BotChat, PERSON_ID } from '../../tests/bot/bot-chat.js';
import { HOSTILE, admin, rosterOf } from '../../tests/bot/stories.js';

// Today is Tuesday, 10 March 2026, 15:00 in Bishkek.
let chat: BotChat;
beforeEach(() => {
  chat = new BotChat();
});
afterEach(() => chat.stop());

/** Lets what goes on beside the chat go on. */
async function untilSeen(text: string): Promise<void> {
  for (let turn = 0; turn < 500 && !chat.transcript().includes(text); turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(chat.transcript()).toContain(text);
}

describe('a coach', () => {
  beforeEach(() => {
    chat.api.coaches.add(PERSON_ID);
    chat.api.rosters.set(8, rosterOf(8));
  });

  it('marks who came with one tap, in one message, and takes it back with another', async () => {
    await chat.send('/sessions');
    expect(chat.labels()[0]).toContain('Сегодня 18:30');
    await chat.press('Сегодня');
    expect(chat.labels()).toEqual(expect.arrayContaining(['🙋 Анна', '⬜️ Борис', `⬜️ ${HOSTILE}`]));
    await chat.press('Анна');
    expect(chat.labels()).toContain('✅ Анна');
    expect(chat.lastText()).toContain('пришли: <b>1</b>');
    await chat.press('Анна');
    expect(chat.labels()).toContain('🙋 Анна');
    expect(chat.telegram.messages).toHaveLength(1);
    expect(chat.lastText()).not.toContain('<b>&"');
  });

  it('closes a session, which then can’t be marked, and opens it again', async () => {
    await chat.send('/sessions');
    await chat.press('Сегодня');
    const mark = chat.dataOf('Анна');
    await chat.press('Закрыть занятие');
    expect(chat.lastText()).toContain('Занятие закрыто');
    expect(chat.labels().join()).not.toContain('Анна');
    await chat.pressData(mark);
    expect(chat.lastText()).toContain('⚠️ Занятие уже закрыто');
    await chat.press('Открыть снова');
    expect(chat.labels()).toContain('🙋 Анна');
  });

  it('comes to the list from a message about the session too', async () => {
    await chat.pressData('roster:8', undefined);
    expect(chat.lastText()).toContain('Приглашены: 3');
  });

  it('leafs through a long list', async () => {
    const roster = rosterOf(8);
    roster.people = Array.from({ length: 25 }, (_, index) => ({
      clientId: index + 1,
      name: `${'"'.repeat(80)}${index}`,
      invitation: 'sent',
      attended: false,
    }));
    chat.api.rosters.set(8, { ...roster, session: { ...roster.session, closedAt: '2026-03-10T09:00:00.000Z' } });
    await chat.pressData('roster:8:9', undefined);
    expect(chat.labels()).toContain('3 / 3');
    await chat.press('«');
    expect(chat.labels()).toContain('2 / 3');
    expect(chat.lastText().length).toBeLessThanOrEqual(4096);
  });

  it('is given no admin’s places', async () => {
    for (const data of ['go:session', 'go:broadcast', 'go:numbers', 'go:find', 'card:42', 'renew:42']) {
      await chat.pressData(data, undefined);
      expect(chat.lastText()).toContain('Это вам недоступно');
    }
  });
});

describe('the menu', () => {
  it('of an admin who coaches holds both, and their chat has its own commands', async () => {
    chat.api.admins.add(PERSON_ID);
    chat.api.coaches.add(PERSON_ID);
    await chat.send('/start');
    expect(chat.labels()).toEqual([
      '▶️ Начать занятие',
      '📣 Рассылка',
      '🔍 Найти клиента',
      '📊 Сегодня',
      '📋 Мои занятия',
      '🌐 Язык',
    ]);
    const commands = chat.telegram.chatCommands.get(PERSON_ID)?.map(({ command }) => command);
    expect(commands).toEqual([
      'start',
      'session',
      'broadcast',
      'numbers',
      'find',
      'sessions',
      'language',
      'cancel',
      'help',
    ]);
  });

  it('of an admin who is no client offers no registration, which a new person finds', async () => {
    chat.api.admins.add(PERSON_ID);
    await chat.send('/start');
    expect(chat.labels()).not.toContain('📝 Зарегистрироваться');
    chat.api.admins.delete(PERSON_ID);
    await chat.send('/start');
    expect(chat.labels()).toContain('📝 Зарегистрироваться');
  });

  it('of one who is admin no more is a client’s again, and so are the commands', async () => {
    chat.api.addClient(PERSON_ID);
    chat.api.admins.add(PERSON_ID);
    await chat.send('/start');
    expect(chat.labels()).toEqual(expect.arrayContaining(['📣 Рассылка', '🎟 Мой абонемент']));
    chat.api.admins.delete(PERSON_ID);
    await chat.send('/start');
    expect(chat.labels().join()).not.toContain('Рассылка');
    expect(chat.telegram.chatCommands.has(PERSON_ID)).toBe(false);
  });
});

describe('an admin', () => {
  beforeEach(() => admin(chat));

  it('starts a session at the group’s own time, in the hall', async () => {
    chat.api.addClient(51, { status: 'active', endDate: '2026-03-10' });
    chat.api.addClient(52, { status: 'active', endDate: '2026-03-10', telegramId: null });
    chat.api.addClient(53, { status: 'active', endDate: '2026-03-09' });
    await chat.send('/session');
    await chat.press(HOSTILE);
    expect(chat.labels()[0]).toBe('⭐️ Мария <Ким>');
    await chat.press('Мария');
    await chat.press('Сегодня в 18:30');
    await chat.send('ftp://example.com');
    expect(chat.lastText()).toContain('http://');
    await chat.press('В зале');
    // Of three: one has no Telegram, one’s membership is over by then.
    expect(chat.lastText()).toContain('Будет приглашено: <b>2 человека');
    expect(chat.lastText()).toContain('Боту доступны из них: 1');
    expect(chat.lastText()).toContain('Мария &lt;Ким&gt;');
    await chat.press('Начать и пригласить');
    expect(chat.api.effects).toEqual([
      'startSession {"groupId":5,"coachId":1,"startsAt":"2026-03-10T12:30:00.000Z","link":null}',
    ]);
    expect(chat.telegram.messages.filter(({ keyboard }) => keyboard !== null)).toHaveLength(1);
  });

  it('is not offered a time that has passed', async () => {
    chat.clock.set(new Date('2026-03-10T13:00:00Z'));
    await chat.send('/session');
    await chat.press(HOSTILE);
    await chat.press('Мария');
    expect(chat.labels().join()).not.toContain('18:30');
    await chat.press('Другое время');
    await chat.press('10');
    await chat.send('18:30');
    expect(chat.lastText()).toContain('уже прошло');
  });

  it('who is no admin any more in the middle of it is told so, and nothing happens', async () => {
    await chat.send('/session');
    chat.api.admins.delete(PERSON_ID);
    await chat.press(HOSTILE);
    expect(chat.lastText()).toContain('Здравствуйте');
    expect(chat.api.effects).toEqual([]);
  });

  it('sees a broadcast as it will look before it is sent, then its progress in one message', async () => {
    await chat.send('/broadcast');
    await chat.press('Всем клиентам');
    expect(chat.lastText()).toContain('<b>12 получателей</b>');
    await chat.sendMessage({
      text: 'Привет, {firstName}! <b>',
      entities: [{ type: 'bold', offset: 0, length: 6 }],
    });
    const preview = chat.telegram.messages.at(-2);
    expect(preview?.text).toBe('<b>Привет</b>, Анна! &lt;b&gt;');
    expect(preview?.keyboard?.rows[0]?.[0]?.text).toBe('Не присылать рассылки');
    await chat.press('Отправить сейчас (12)');
    expect(chat.lastText()).toContain('отправляется');
    const broadcast = chat.api.broadcasts.get(1);
    const messages = chat.telegram.messages.length;
    if (broadcast) Object.assign(broadcast, { sent: 6, pending: 6 });
    await untilSeen('▓▓▓▓▓░░░░░ 50%');
    if (broadcast) Object.assign(broadcast, { sent: 11, failed: 1, pending: 0, status: 'done' });
    await untilSeen('завершена');
    expect(chat.telegram.messages).toHaveLength(messages);
    expect(chat.labels()).toEqual(['← В меню']);
  });

  it('pauses, resumes and cancels a broadcast in its message; after a restart Refresh goes on with it', async () => {
    await chat.send('/broadcast');
    await chat.press('Всем клиентам');
    await chat.send('Привет');
    await chat.press('Отправить сейчас');
    await chat.press('Пауза');
    expect(chat.lastText()).toContain('приостановлена');
    await chat.press('Продолжить');
    await chat.restart();
    await chat.press('Обновить');
    const broadcast = chat.api.broadcasts.get(1);
    if (broadcast) broadcast.sent = 3;
    await untilSeen('<b>3</b> из 12');
    await chat.press('Отменить');
    expect(chat.lastText()).toContain('Отменить рассылку?');
    await chat.press('Да, отменить');
    expect(chat.lastText()).toContain('отменена');
    expect(broadcast?.status).toBe('cancelled');
  });

  it('a message that has become something else is no longer written over by the progress', async () => {
    await chat.send('/broadcast');
    await chat.press('Всем клиентам');
    await chat.send('Привет');
    await chat.press('Отправить сейчас');
    await chat.press('В меню');
    const broadcast = chat.api.broadcasts.get(1);
    if (broadcast) broadcast.sent = 7;
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(chat.lastText()).toContain('Чем займёмся');
    expect(chat.transcript()).not.toContain('<b>7</b>');
  });

  it.each([
    ['{lastVisit}', 'Такой подстановки нет'],
    ['x'.repeat(4097), 'не больше 4096'],
  ])('can’t send %.12s', async (text, reason) => {
    await chat.send('/broadcast');
    await chat.press('Всем клиентам');
    await chat.send(text);
    expect(chat.lastText()).toContain(reason);
  });

  it('writes to nobody when nobody can be reached', async () => {
    chat.api.reachable = 0;
    await chat.send('/broadcast');
    await chat.press('Всем клиентам');
    expect(chat.lastText()).toContain('никому не может');
  });

  it('sees today against yesterday', async () => {
    await chat.send('/numbers');
    expect(chat.lastText()).toContain('Посещения: <b>3</b> (↓ 9)');
    expect(chat.lastText().replace(/\s/g, ' ')).toContain('Выручка: <b>5 000,00 сом</b> (↑ −500,00 сом)');
  });

  it('finds clients, leafs through them, and sees a card that nothing breaks', async () => {
    for (let number = 0; number < 20; number++) chat.api.addClient(100 + number, { firstName: `Ян ${number}` });
    await chat.send('/find');
    await chat.send('Ян');
    expect(chat.lastText()).toContain('20 клиентов');
    await chat.press('»');
    expect(chat.labels()).toContain('🆕 Ян 8');
    await chat.send(HOSTILE);
    await chat.press('Борис');
    expect(chat.lastText()).toContain('👤 Борис &lt;b&gt;');
    expect(chat.lastText()).toContain('+996 555 123 456');
    await chat.press('Отметить посещение');
    expect(chat.lastText()).toContain('Посещение сегодня отмечено');
    await chat.send('/find');
    await chat.send('нет такого <i>');
    expect(chat.lastText()).toContain('«нет такого &lt;i&gt;» никого нет');
  });

  it('sees why a visit can’t be marked', async () => {
    chat.api.addClient(60, { firstName: 'Ева', status: 'expired', visitCount: 8 });
    await chat.send('/find');
    await chat.send('Ева');
    await chat.press('Ева');
    expect(chat.lastText()).toContain('Посещений всего: 8');
    expect(chat.lastText()).not.toContain('свяжитесь со студией');
    await chat.press('Отметить посещение');
    expect(chat.lastText()).toContain('⚠️ У клиента нет действующего абонемента');
  });
});
