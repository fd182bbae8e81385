import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ClientSession } from '../../src/contract/sessions.js';
import { BotChat, PERSON_ID } from '../../tests/bot/bot-chat.js';
import { HOSTILE, LINK_CODE, activeClient } from '../../tests/bot/stories.js';

// Today is Tuesday, 10 March 2026, 15:00 in Bishkek.
let chat: BotChat;
beforeEach(() => {
  chat = new BotChat();
});
afterEach(() => chat.stop());

const SESSION = {
  id: 8,
  groupName: HOSTILE,
  coachName: 'Мария',
  startsAt: '2026-03-10T12:30:00.000Z',
  date: '2026-03-10',
};

function invite(
  refusal?: 'invitation_expired' | 'session_cancelled' | 'client_not_active',
  telegramId = PERSON_ID,
): void {
  const answer = {
    trainingId: 1,
    link: 'https://example.com/s?a=1&b=2',
    status: 'accepted' as const,
    session: SESSION,
  };
  chat.api.invitations.set(4, { telegramId, answer, ...(refusal && { refusal }) });
}

/** The invitation as the outbox has sent it. */
async function pressInvitation(data: string): Promise<void> {
  const keyboard = { kind: 'inline' as const, rows: [[{ text: 'Приду', data }]] };
  const id = await chat.telegram.send({ chatId: PERSON_ID, text: 'Приглашение', keyboard });
  await chat.pressData(
    data,
    chat.telegram.messages.find((message) => message.id === id),
  );
}

describe('an invitation', () => {
  beforeEach(() => void activeClient(chat));

  it('that is accepted turns into the answer, with the session’s own link', async () => {
    invite();
    await pressInvitation('join:4');
    expect(chat.telegram.messages).toHaveLength(1);
    expect(chat.lastText()).toContain('Вы записаны');
    expect(chat.lastText()).toContain('вт, 10 марта, 18:30');
    expect(chat.lastText()).toContain('&lt;b&gt;&amp;&quot;');
    expect(chat.last()?.keyboard?.rows[0]).toEqual([
      { text: '▶️ Войти на занятие', url: 'https://example.com/s?a=1&b=2' },
    ]);
  });

  it('that is declined can still be accepted', async () => {
    invite();
    await pressInvitation('decline:4');
    expect(chat.lastText()).toContain('в этот раз без вас');
    await chat.press('Всё-таки приду');
    expect(chat.lastText()).toContain('Вы записаны');
    expect(chat.api.effects).toEqual(['decline', 'accept']);
  });

  it.each([
    ['invitation_expired', 'уже не действует'],
    ['session_cancelled', 'Занятие отменено'],
  ] as const)('after %s says so and loses its buttons', async (refusal, words) => {
    invite(refusal);
    await pressInvitation('join:4');
    expect(chat.lastText()).toContain(words);
    expect(chat.telegram.messages[0]).toMatchObject({ text: 'Приглашение', keyboard: null });
  });

  it('of somebody else is refused and gives no link', async () => {
    invite(undefined, 43);
    await pressInvitation('join:4');
    expect(chat.transcript()).toContain('не для вас');
    expect(chat.transcript()).not.toContain('example.com');
  });

  it('without a membership leads to it and stays good', async () => {
    invite('client_not_active');
    await pressInvitation('join:4');
    expect(chat.lastText()).toContain('нет действующего абонемента');
    expect(chat.labels()).toContain('🎟 Мой абонемент');
    expect(chat.telegram.messages[0]?.keyboard).not.toBeNull();
  });

  it('does not disturb a question that waits', async () => {
    invite();
    await chat.send('/freeze');
    const question = chat.last();
    await pressInvitation('join:4');
    expect(question?.keyboard).not.toBeNull();
    await chat.pressData(chat.dataOf('15', question), question);
    expect(question?.text).toContain('шаг 2 из 3');
  });
});

describe('broadcasts', () => {
  beforeEach(() => void activeClient(chat));

  it('are stopped by the button under one, which stays to be read, and come again after undo', async () => {
    await pressInvitation('stop');
    expect(chat.api.stopped.has(PERSON_ID)).toBe(true);
    expect(chat.telegram.messages[0]).toMatchObject({ text: 'Приглашение', keyboard: null });
    expect(chat.lastText()).toContain('Рассылок больше не будет');
    await chat.press('Присылать рассылки');
    expect(chat.api.stopped.has(PERSON_ID)).toBe(false);
    expect(chat.lastText()).toContain('снова будут');
    expect(chat.live()).toHaveLength(0);
  });

  it('are stopped and resumed among the settings', async () => {
    await chat.send('/settings');
    await chat.press('Не присылать');
    expect(chat.lastText()).toContain('не приходят');
    await chat.press('Присылать');
    expect(chat.lastText()).toContain('<b>приходят</b>');
    expect(chat.telegram.messages).toHaveLength(1);
  });

  it('are stopped by a command without losing a question', async () => {
    await chat.send('/freeze');
    await chat.send('/stop');
    expect(chat.transcript()).toContain('Рассылок больше не будет');
    expect(chat.lastText()).toContain('шаг 1 из 3');
  });
});

describe('a freeze', () => {
  beforeEach(() => void activeClient(chat));

  it('shows its terms, the days that may be chosen, and every period before and after', async () => {
    await chat.send('/freeze');
    expect(chat.lastText()).toContain('По тарифу осталось: <b>14 дней');
    await chat.press('»');
    expect(chat.labels()).toContain('Апрель 2026');
    await chat.send('06.04.2026');
    await chat.send('2');
    expect(chat.lastText()).toContain('с 8 апреля по 19 апреля');
    await chat.send('3');
    expect(chat.lastText()).toContain('6–8 апреля');
    expect(chat.lastText()).toContain('1 марта – 6 апреля → <b>1 марта – 13 апреля');
    await chat.press('Назад');
    expect(chat.lastText()).toContain('шаг 2 из 3');
  });

  it.each([
    ['10.03.2025', 'с 10 марта по 6 апреля'],
    ['31.02.2026', 'Такой даты нет'],
  ])('does not begin on %s', async (text, reason) => {
    await chat.send('/freeze');
    await chat.send(text);
    expect(chat.lastText()).toContain(reason);
  });

  it.each([
    ['freeze_from_bot_off', 'напишите в студию'],
    ['freeze_count_used_up', 'больше не осталось'],
    ['freeze_not_allowed', 'нельзя заморозить'],
    ['something_new', 'Напишите в студию'],
  ])('that the terms refuse (%s) is explained', async (reason, words) => {
    chat.api.terms = { ...chat.api.terms, allowed: false, reason };
    await chat.send('/freeze');
    expect(chat.lastText()).toContain(words);
    expect(chat.lastText()).not.toContain('…');
  });

  it('that runs shows what moves before it is ended', async () => {
    const current = { id: 3, startDate: '2026-03-08', endDate: '2026-03-20' };
    chat.api.terms = { ...chat.api.terms, current };
    chat.api.clients.get(PERSON_ID)?.freezes.push({ ...current, days: 13, reason: null });
    await chat.send('/freeze');
    await chat.press('Я вернулся');
    expect(chat.lastText()).toContain('Абонемент сдвинется:');
    expect(chat.lastText()).toContain('1 марта – 6 апреля → <b>1 марта – 13 апреля</b>');
    expect(chat.api.effects).toEqual([]);
    await chat.press('Да, я вернулся');
    expect(chat.lastText()).toContain('Абонемент сдвинулся:');
    expect(chat.api.effects).toEqual(['resumeFreeze']);
  });

  it('that runs is not asked about where the studio has switched freezes off', async () => {
    const current = { id: 3, startDate: '2026-03-08', endDate: '2026-03-20' };
    chat.api.terms = { ...chat.api.terms, current };
    chat.api.clients.get(PERSON_ID)?.freezes.push({ ...current, days: 13, reason: null });
    await chat.send('/freeze');
    chat.api.refusals.set('previewResume', 'freeze_from_bot_off');
    await chat.press('Я вернулся');
    expect(chat.transcript()).toContain('напишите в студию');
    expect(chat.labels()).not.toContain('💪 Да, я вернулся (вернулась)');
  });

  it('that has not begun is cancelled', async () => {
    const current = { id: 3, startDate: '2026-03-20', endDate: '2026-03-25' };
    chat.api.terms = { ...chat.api.terms, current };
    chat.api.clients.get(PERSON_ID)?.freezes.push({ ...current, days: 6, reason: null });
    await chat.send('/freeze');
    await chat.press('Отменить заморозку');
    expect(chat.lastText()).toContain('Сроки абонемента станут прежними');
    await chat.press('Да, отменить заморозку');
    expect(chat.lastText()).toContain('Заморозка отменена');
    expect(chat.api.effects).toEqual(['cancelFreeze']);
  });
});

describe('a link of the studio', () => {
  const record = () => chat.api.linkCodes.set(LINK_CODE, { ...chat.api.addClient(1), telegramId: null });

  it('shows too little of the record for anybody else, and links it only after a yes', async () => {
    record();
    chat.api.clients.delete(1);
    await chat.send(`/start ${LINK_CODE}`);
    expect(chat.lastText()).toContain('<b>А…</b>, телефон •• 56');
    expect(chat.api.effects).toEqual([]);
    await chat.press('Отмена');
    expect(chat.lastText()).toContain('ничего не привязано');
    expect(chat.api.linkCodes.size).toBe(1);
  });

  it('that nobody knows is answered politely, with the menu', async () => {
    await chat.send(`/start ${LINK_CODE}`);
    expect(chat.transcript()).toContain('попросите в студии новую');
    expect(chat.labels()).toContain('📝 Зарегистрироваться');
  });

  it('does nothing for somebody registered, and words that are no code lead to the menu', async () => {
    record();
    activeClient(chat);
    await chat.send(`/start ${LINK_CODE}`);
    expect(chat.lastText()).toContain('уже зарегистрированы');
    await chat.send('/start hello');
    expect(chat.lastText()).toContain('Чем помочь');
    expect(chat.api.calls).not.toContain('checkLinkCode');
  });
});

describe('the timetable', () => {
  const session = (fields: Partial<ClientSession>): ClientSession => ({
    id: 1,
    group: { id: 5, name: HOSTILE },
    coach: { id: 1, firstName: 'Мария', lastName: HOSTILE },
    date: '2026-03-11',
    startsAt: '2026-03-11T12:30:00.000Z',
    durationMinutes: 60,
    cancelled: false,
    invitation: null,
    attended: false,
    ...fields,
  });

  beforeEach(() => void activeClient(chat));

  it('tells the usual week, the next sessions and what was answered', async () => {
    chat.api.timetable = {
      group: { id: 5, name: 'Йога', coach: null, weekdays: [1, 3], startTime: '18:30' },
      sessions: [
        session({ invitation: { id: 4, status: 'sent', canAnswer: true } }),
        session({ cancelled: true }),
        session({ invitation: { id: 5, status: 'accepted', canAnswer: true } }),
      ],
    };
    await chat.send('/timetable');
    expect(chat.lastText()).toContain('Обычно: пн, ср · 18:30');
    expect(chat.lastText()).toContain('вы приглашены');
    expect(chat.lastText()).toContain('отменено');
    expect(chat.labels().slice(0, 3)).toEqual([
      '✅ Приду: ср, 11 марта, 18:30',
      '🚫 Не смогу: ср, 11 марта, 18:30',
      '🚫 Не смогу: ср, 11 марта, 18:30',
    ]);
    expect(chat.lastText()).not.toContain('<b>&"');
  });

  it('tells one without a group what to do', async () => {
    await chat.send('/timetable');
    expect(chat.lastText()).toContain('пока не в группе');
  });

  it('stays within a message, whatever the names, and is leafed through', async () => {
    const long = session({
      group: { id: 5, name: '"'.repeat(200) },
      coach: { id: 1, firstName: '"'.repeat(100), lastName: '' },
    });
    chat.api.timetable = {
      group: { id: 5, name: '"'.repeat(200), coach: long.coach, weekdays: [1, 2, 3, 4, 5, 6, 7], startTime: '18:30' },
      sessions: Array.from({ length: 12 }, () => long),
    };
    await chat.send('/timetable');
    expect(chat.lastText().length).toBeLessThanOrEqual(4096);
    await chat.press('»');
    expect(chat.labels()).toContain('2 / 3');
    expect(chat.telegram.messages).toHaveLength(1);
  });
});

it('visits are leafed through and counted in all', async () => {
  activeClient(chat);
  const items = Array.from({ length: 50 }, (_, index) => ({ id: index, date: '2026-03-01', groupName: HOSTILE }));
  chat.api.visits = { total: 61, items };
  await chat.send('/visits');
  expect(chat.lastText()).toContain('Всего у вас 61 посещение');
  for (let page = 0; page < 4; page++) await chat.press('»');
  expect(chat.labels()).toContain('5 / 5');
  expect(chat.lastText()).toContain('…и ещё 11 ранее');
  expect(chat.lastText()).not.toContain('<b>&"');
});

it('what is kept about a person is told in words, and a wish to be erased can be taken back', async () => {
  activeClient(chat, { email: 'a@example.com' });
  await chat.send('/privacy');
  for (const part of ['a@example.com', String(PERSON_ID), 'Абонементы и оплаты', 'Занятия'])
    expect(chat.lastText()).toContain(part);
  await chat.press('Удалить мои данные');
  expect(chat.lastText()).toContain('вернуть данные нельзя');
  await chat.press('Да, удалить');
  expect(chat.api.erasures.has(PERSON_ID)).toBe(true);
  await chat.send('/privacy');
  expect(chat.lastText()).toContain('10 марта вы попросили');
  await chat.press('Не удалять');
  await chat.press('Не удалять');
  expect(chat.api.erasures.has(PERSON_ID)).toBe(false);
});

it.each([
  'go:membership',
  'go:freeze',
  'go:visits',
  'go:timetable',
  'go:data',
  'go:settings',
  'go:privacy',
  'go:erase',
])('somebody unknown is sent to the registration by %s', async (data) => {
  await chat.send('/start');
  await chat.pressData(data);
  expect(chat.lastText()).toContain('Сначала зарегистрируйтесь');
});

it('a place in a grid that can’t be pressed does nothing and keeps no spinner', async () => {
  activeClient(chat);
  await chat.send('/freeze');
  const before = chat.transcript();
  await chat.press('·');
  expect(chat.telegram.answers).toHaveLength(1);
  expect(chat.transcript()).toBe(before);
  await chat.press('15');
  expect(chat.lastText()).toContain('шаг 2');
});
