import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BotChat, PERSON_ID } from '../../tests/bot/bot-chat.js';

let chat: BotChat;
beforeEach(() => {
  chat = new BotChat();
});
afterEach(() => chat.stop());

const GOOD_ANSWERS = ['Айгүл', "О'Коннор", '0555 12-34-56', 'aigul@example.com', 'Бишкек'];

/** Answers the first `count` questions well. */
async function registerUpTo(count: number): Promise<void> {
  await chat.send('/start');
  await chat.press('Зарегистрироваться');
  for (const answer of GOOD_ANSWERS.slice(0, count)) await chat.send(answer);
}

describe('registration', () => {
  it('makes a client of somebody unknown, question by question', async () => {
    await registerUpTo(0);
    expect(chat.lastText()).toContain('шаг 1 из 5');
    await chat.send('Айгүл');
    expect(chat.lastText()).toContain('шаг 2 из 5');
    for (const answer of GOOD_ANSWERS.slice(1)) await chat.send(answer);
    expect(chat.lastText()).toContain('0555 12-34-56');
    await chat.press('Всё верно');

    expect(chat.api.clients.get(PERSON_ID)).toMatchObject({
      firstName: 'Айгүл',
      lastName: "О'Коннор",
      phone: '+996555123456',
      phoneVerified: false,
      email: 'aigul@example.com',
      region: 'Бишкек',
      language: 'ru',
      telegramId: String(PERSON_ID),
    });
    expect(chat.transcript()).toContain('Вы зарегистрированы в студии <b>Ритм &amp; Ко</b>');
    expect(chat.labels().join()).toContain('Мой абонемент');
  });

  it('needs nothing but a first name, which Telegram knows', async () => {
    chat = new BotChat({ firstName: ' Ольга ', languageCode: 'ru' });
    await registerUpTo(0);
    await chat.press('Оставить «Ольга»');
    await chat.press('Пропустить');
    await chat.send('Пропустить →');
    await chat.press('Пропустить');
    await chat.press('Пропустить');
    await chat.press('Всё верно');
    expect(chat.api.clients.get(PERSON_ID)).toMatchObject({
      firstName: 'Ольга',
      phone: null,
      email: null,
      region: null,
    });
  });

  it('goes back to a former question and keeps the other answers', async () => {
    await registerUpTo(4);
    await chat.press('Назад');
    expect(chat.lastText()).toContain('шаг 4 из 5');
    await chat.send('← Назад');
    expect(chat.lastText()).toContain('шаг 3 из 5');
    await chat.send('+996 700 111 222');
    await chat.send('new@example.com');
    await chat.send('Ош');
    await chat.press('Всё верно');
    expect(chat.api.clients.get(PERSON_ID)).toMatchObject({
      firstName: 'Айгүл',
      phone: '+996700111222',
      email: 'new@example.com',
      region: 'Ош',
    });
  });

  it('offers to keep an answer that was given before', async () => {
    await registerUpTo(4);
    await chat.press('Назад');
    await chat.press('Оставить «');
    expect(chat.lastText()).toContain('шаг 5 из 5');
    await chat.send('Ош');
    await chat.press('Всё верно');
    expect(chat.api.clients.get(PERSON_ID)?.email).toMatch(/@/);
  });

  it('leaves one set of buttons at any time, and no keyboard after the phone', async () => {
    await registerUpTo(2);
    expect(chat.telegram.replyKeyboard).not.toBeNull();
    await chat.send('0555123456');
    expect(chat.telegram.replyKeyboard).toBeNull();
    await chat.send('a@example.com');
    await chat.send('Ош');
    expect(chat.live()).toHaveLength(1);
    await chat.press('Всё верно');
    expect(chat.live()).toHaveLength(1);
  });

  it('goes on at the CRM refusing an answer: asks that question again and then only looks at all of it', async () => {
    await registerUpTo(2);
    await chat.send('+996 000 000 000');
    await chat.send('a@example.com');
    await chat.send('Ош');
    await chat.press('Всё верно');
    expect(chat.lastText()).toContain('шаг 3 из 5');
    expect(chat.lastText()).toContain('Такого телефона нет');
    await chat.send('0555123456');
    expect(chat.lastText()).toContain('Проверьте');
    await chat.press('Всё верно');
    expect(chat.api.clients.get(PERSON_ID)).toMatchObject({ phone: '+996555123456', region: 'Ош' });
  });

  it('tells somebody whom staff registered meanwhile that they are registered', async () => {
    await registerUpTo(5);
    chat.api.addClient(PERSON_ID);
    await chat.press('Всё верно');
    expect(chat.transcript()).toContain('Вы уже зарегистрированы');
    expect(chat.labels().join()).toContain('Мой абонемент');
  });
});

describe('the phone', () => {
  beforeEach(() => registerUpTo(2));

  it('is verified when it is the person’s own contact', async () => {
    await chat.sendMessage({ contact: { phone_number: '996555123456', user_id: PERSON_ID } });
    await chat.press('Пропустить');
    await chat.press('Пропустить');
    await chat.press('Всё верно');
    expect(chat.api.clients.get(PERSON_ID)).toMatchObject({ phone: '+996555123456', phoneVerified: true });
  });

  it.each([
    ['somebody else’s contact', { contact: { phone_number: '996555123456', user_id: 42 } }],
    ['a contact of nobody on Telegram', { contact: { phone_number: '996555123456' } }],
    [
      'a forwarded contact of one’s own',
      { contact: { phone_number: '996555123456', user_id: PERSON_ID }, forward_origin: {} },
    ],
  ])('is not taken from %s', async (_what, message) => {
    await chat.sendMessage(message);
    expect(chat.lastText()).toContain('не ваш контакт');
    expect(chat.lastText()).toContain('шаг 3 из 5');
  });
});

describe('bad answers', () => {
  const LONG = 'а'.repeat(300);
  const STICKER = {};
  const CASES: [step: number, what: string, answer: string | object, reason: string][] = [
    [1, 'too long a first name', LONG, 'не больше 100'],
    [1, 'an invisible first name', '\u200b\u202e\ufeff', 'Заполните'],
    [1, 'spaces for a first name', '   ', 'Заполните'],
    [1, 'a sticker for a first name', STICKER, 'ответ текстом'],
    [1, 'a photo for a first name', { photo: [{ file_id: 'x', width: 1, height: 1 }] }, 'ответ текстом'],
    [1, 'a contact for a first name', { contact: { phone_number: '1', user_id: PERSON_ID } }, 'ответ текстом'],
    [2, 'too long a last name', LONG, 'не больше 100'],
    [2, 'an invisible last name', '\u2060', 'Заполните'],
    [3, 'letters for a phone', 'позвоните мне', 'Такого телефона нет'],
    [3, 'too short a phone', '12345', 'Такого телефона нет'],
    [3, 'too long a phone', '+9'.repeat(40), 'Такого телефона нет'],
    [3, 'an endless number for a phone', '1e309', 'Такого телефона нет'],
    [3, 'a sticker for a phone', STICKER, 'ответ текстом'],
    [4, 'an e-mail without a domain', 'anna@', 'не похоже на почту'],
    [4, 'an e-mail with markup', '<b>a@b.com</b>', 'не похоже на почту'],
    [4, 'two e-mails', 'a@b.com, c@d.com', 'не похоже на почту'],
    [4, 'too long an e-mail', `${'a'.repeat(300)}@b.com`, 'не больше 254'],
    [5, 'too long a region', LONG, 'не больше 100'],
    [5, 'an invisible region', '\u200e\u200f', 'Заполните'],
  ];

  it.each(CASES)('at question %i, %s is explained and asked again', async (step, _what, answer, reason) => {
    await registerUpTo(step - 1);
    await (typeof answer === 'string' ? chat.send(answer) : chat.sendMessage(answer));
    expect(chat.lastText()).toContain(`шаг ${step} из 5`);
    expect(chat.lastText()).toContain(reason);
  });

  it.each([
    ['markup', '<a href="x">&"Б', '&lt;a href=&quot;x&quot;&gt;&amp;&quot;Б'],
    ['emoji', 'Анна 🏋️‍♀️'.normalize(), 'Анна'],
    ['right-to-left letters', 'שרה', 'שרה'],
  ])('a name with %s is taken literally and cannot break a message', async (_what, name, shown) => {
    await registerUpTo(0);
    await chat.send(name);
    for (let skip = 0; skip < 4; skip++) await (skip === 1 ? chat.send('Пропустить →') : chat.press('Пропустить'));
    expect(chat.lastText()).toContain(shown);
    await chat.press('Всё верно');
    expect(chat.api.clients.get(PERSON_ID)?.firstName).toContain(name.slice(0, 3));
  });

  it('at the end, words instead of a button are explained', async () => {
    await registerUpTo(5);
    await chat.send('да');
    expect(chat.lastText()).toContain('нажмите одну из кнопок');
    expect(chat.api.clients.size).toBe(0);
  });
});

describe('at every question', () => {
  const STEPS = [0, 1, 2, 3, 4, 5];

  it.each(STEPS)('after %i answers a restart of the bot forgets nothing', async (answered) => {
    await registerUpTo(answered);
    await chat.restart();
    for (const answer of GOOD_ANSWERS.slice(answered)) await chat.send(answer);
    await chat.press('Всё верно');
    expect(chat.api.clients.get(PERSON_ID)).toMatchObject({ firstName: 'Айгүл', region: 'Бишкек' });
  });

  it.each(STEPS)('after %i answers /cancel ends it and nobody is registered', async (answered) => {
    await registerUpTo(answered);
    await chat.send('/cancel');
    expect(chat.transcript()).toContain('Регистрация отменена');
    expect(chat.labels().join()).toContain('Зарегистрироваться');
    expect(chat.telegram.replyKeyboard).toBeNull();
    expect(chat.api.clients.size).toBe(0);
  });

  it.each(STEPS)(
    'after %i answers another command asks whether to leave, and staying loses nothing',
    async (answered) => {
      await registerUpTo(answered);
      await chat.send('/membership');
      expect(chat.lastText()).toContain('Вы не закончили');
      await chat.press('Продолжить');
      for (const answer of GOOD_ANSWERS.slice(answered)) await chat.send(answer);
      await chat.press('Всё верно');
      expect(chat.api.clients.get(PERSON_ID)?.firstName).toBe('Айгүл');
    },
  );

  it.each(STEPS)(
    'after %i answers the language can change, and the question waits in the new one',
    async (answered) => {
      await registerUpTo(answered);
      await chat.send('/language');
      await chat.press('English');
      expect(chat.lastText()).toContain(answered < 5 ? `step ${answered + 1} of 5` : 'Please check');
      for (const answer of GOOD_ANSWERS.slice(answered)) await chat.send(answer);
      await chat.press('All correct');
      expect(chat.api.clients.get(PERSON_ID)?.language).toBe('en');
    },
  );
});

it('an interrupted registration is left for what was asked for', async () => {
  await registerUpTo(3);
  await chat.send('/start');
  await chat.press('Прервать');
  expect(chat.labels().join()).toContain('Зарегистрироваться');
  await chat.send('Бишкек');
  expect(chat.lastText()).toContain('Не понял');
});

it('help does not interrupt a registration', async () => {
  await registerUpTo(1);
  await chat.send('/help');
  expect(chat.transcript()).toContain('/cancel');
  expect(chat.lastText()).toContain('шаг 2 из 5');
});
