import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BotChat, PERSON_ID } from '../tests/bot/bot-chat.js';
import { writePress } from './callback-data.js';
import { Sessions } from './sessions.js';
import { TelegramError } from './telegram-error.js';

let chat: BotChat;
beforeEach(() => {
  chat = new BotChat();
});
afterEach(() => chat.stop());

const sessions = () => new Sessions(chat.store, chat.clock, 77);

describe('the menu', () => {
  it('offers registration to somebody unknown, in the language of their Telegram', async () => {
    chat = new BotChat({ languageCode: 'en-GB' });
    await chat.send('/start');
    expect(chat.lastText()).toContain('<b>Ритм &amp; Ко</b>');
    expect(chat.labels()).toEqual(['📝 Register', 'Русский']);
  });

  it('speaks the studio’s language to a language it does not know', async () => {
    chat = new BotChat({ languageCode: 'kk' });
    await chat.send('/start');
    expect(chat.lastText()).toContain('Здравствуйте');
  });

  it('offers a client their membership, timetable, visits, data and settings', async () => {
    chat.api.addClient(PERSON_ID);
    await chat.send('/start payload');
    expect(chat.labels()).toEqual([
      '🎟 Мой абонемент',
      '📅 Расписание',
      '✅ Посещения',
      '👤 Мои данные',
      '⚙️ Настройки',
    ]);
  });

  it('greets a coach and asks them for nothing', async () => {
    chat.api.coaches.add(PERSON_ID);
    for (const command of ['/start', '/register', '/membership', '/data']) {
      await chat.send(command);
      expect(chat.lastText()).toContain('Вы тренер');
    }
  });

  it.each(['/start', '/membership', '/data', '/language', '/help', '/cancel', 'привет'])(
    'tells an archived client after %s to contact the studio, and gives no button',
    async (text) => {
      chat.api.addClient(PERSON_ID);
      chat.api.archived.add(PERSON_ID);
      await chat.send(text);
      expect(chat.lastText()).toContain('свяжитесь со студией');
      expect(chat.last()?.keyboard).toBeNull();
    },
  );

  it('asks for no registration twice', async () => {
    chat.api.addClient(PERSON_ID);
    await chat.send('/register');
    expect(chat.lastText()).toContain('уже зарегистрированы');
  });

  it('sends somebody unknown to the registration first', async () => {
    await chat.send('/membership');
    expect(chat.lastText()).toContain('Сначала зарегистрируйтесь');
  });

  it.each([['/nothing'], ['/start@OtherBot'], ['/constructor']])('does not know the command %s', async (command) => {
    await chat.send(command);
    expect(chat.lastText()).toContain('Такой команды нет');
  });

  it.each(['/START', '/start@studio_bot'])('knows %s', async (command) => {
    await chat.send(command);
    expect(chat.lastText()).not.toContain('Такой команды нет');
  });

  it.each([
    ['words', { text: 'хочу на йогу' }],
    ['a sticker', {}],
    ['a contact', { contact: { phone_number: '1' } }],
  ])('comes up after %s that nobody asked for', async (_what, message) => {
    await chat.sendMessage(message);
    expect(chat.lastText()).toContain('Не понял');
    expect(chat.labels()).not.toHaveLength(0);
  });

  it('turns into what was chosen instead of sending it anew', async () => {
    chat.api.addClient(PERSON_ID);
    await chat.send('/start');
    await chat.press('Мой абонемент');
    await chat.press('В меню');
    await chat.press('Мои данные');
    expect(chat.telegram.messages).toHaveLength(1);
  });

  it('is sent anew when its message is gone', async () => {
    await chat.send('/start');
    chat.telegram.fail('edit', new TelegramError('refused', 'message to edit not found'));
    await chat.press('Зарегистрироваться');
    expect(chat.telegram.messages).toHaveLength(2);
    expect(chat.lastText()).toContain('шаг 1 из 5');
  });
});

describe('the language', () => {
  it('of a client is kept in the CRM', async () => {
    chat.api.addClient(PERSON_ID);
    await chat.send('/settings');
    await chat.press('Язык');
    await chat.press('English');
    expect(chat.api.clients.get(PERSON_ID)?.language).toBe('en');
    expect(chat.labels()).toContain('🎟 My membership');
  });

  it('of somebody unknown is remembered across a restart', async () => {
    await chat.send('/start');
    await chat.press('English');
    await chat.restart();
    await chat.send('/start');
    expect(chat.labels()).toContain('📝 Register');
  });

  it('that staff have set is spoken', async () => {
    chat.api.addClient(PERSON_ID, { language: 'en' });
    await chat.send('/start');
    expect(chat.labels()).toContain('🎟 My membership');
  });
});

describe('a button', () => {
  const answerOf = () => chat.telegram.answers.at(-1);

  it('is answered before anything else, and once', async () => {
    await chat.send('/start');
    await chat.press('Зарегистрироваться');
    expect(chat.telegram.answers).toHaveLength(1);
    expect(answerOf()?.note).toBeUndefined();
  });

  it('of a former question is explained and changes nothing', async () => {
    await chat.send('/register');
    await chat.send('Анна');
    const skipLastName = chat.dataOf('Пропустить');
    await chat.send('Ли');
    await chat.pressData(skipLastName);
    expect(answerOf()?.note).toContain('больше не действует');
    expect(chat.lastText()).toContain('шаг 3 из 5');
  });

  it('pressed twice takes effect once, and the next question keeps its buttons', async () => {
    await chat.send('/register');
    for (const answer of ['Анна', 'Ли', '0555123456']) await chat.send(answer);
    const question = chat.last();
    const skip = chat.dataOf('Пропустить', question);
    await chat.pressData(skip, question);
    await chat.pressData(skip, question);
    expect(chat.lastText()).toContain('шаг 5 из 5');
    expect(chat.labels()).toContain('Пропустить →');
    expect(chat.telegram.answers).toHaveLength(2);
  });

  it.each([
    'answer:AAAAAAAAAAAA:confirm',
    'leave:AAAAAAAAAAAA:menu',
    'answer::confirm',
    'answer:confirm',
    'edit:telegramId',
    'go:admin',
    'language:xx',
    '',
    '\u0000'.repeat(64),
    'a:b:c:d:e',
  ])('forged as %j is answered and changes nothing', async (data) => {
    await chat.send('/register');
    const before = chat.transcript();
    await chat.pressData(data);
    expect(answerOf()?.note).toContain('больше не действует');
    expect(chat.transcript()).toBe(before);
    await chat.send('Анна');
    expect(chat.lastText()).toContain('шаг 2 из 5');
  });

  it('of somebody else’s question does not answer mine', async () => {
    await chat.send('/register');
    const nonce = (await sessions().recall(PERSON_ID)).dialogue?.nonce ?? '';
    const stranger = { id: 42, is_bot: false, first_name: 'Чужой', language_code: 'ru' };
    const data = writePress({ kind: 'answer', nonce, action: 'cancel' });
    await chat.handle({ callback_query: { id: 'foreign', from: stranger, data } });
    expect(answerOf()).toMatchObject({ pressId: 'foreign', note: expect.stringContaining('больше не действует') });
    await chat.send('Анна');
    expect(chat.lastText()).toContain('шаг 2 из 5');
  });
});

describe('a dialogue', () => {
  it('that waited for more than a day is over, and that is told', async () => {
    await chat.send('/register');
    await chat.send('Анна');
    chat.clock.set(new Date('2026-03-11T09:00:01Z'));
    await chat.send('Ли');
    expect(chat.transcript()).toContain('больше суток');
    expect(chat.labels()).toContain('📝 Зарегистрироваться');
    await chat.send('Ли');
    expect(chat.lastText()).toContain('Не понял');
  });

  it('still waits just before a day has passed', async () => {
    await chat.send('/register');
    chat.clock.set(new Date('2026-03-11T08:59:59Z'));
    await chat.send('Анна');
    expect(chat.lastText()).toContain('шаг 2 из 5');
  });

  it('of a former version of the bot is given up politely', async () => {
    await chat.send('/register');
    const dialogue = (await sessions().recall(PERSON_ID)).dialogue;
    if (dialogue) await sessions().saveDialogue(PERSON_ID, { ...dialogue, version: 0 });
    await chat.send('Анна');
    expect(chat.transcript()).toContain('Бот обновился');
  });

  it('with a state nobody can read is given up politely', async () => {
    await chat.send('/register');
    const dialogue = (await sessions().recall(PERSON_ID)).dialogue;
    if (dialogue) await sessions().saveDialogue(PERSON_ID, { ...dialogue, state: { step: 'shoeSize' } });
    await chat.send('Анна');
    expect(chat.transcript()).toContain('Бот обновился');
  });

  it('that was never begun can’t be cancelled', async () => {
    await chat.send('/cancel');
    expect(chat.lastText()).toContain('Отменять нечего');
  });
});

describe('what is none of the bot’s business', () => {
  const message = { message_id: 1, date: 1, text: '/start' };

  it.each([
    ['a group', { from: { id: 1, is_bot: false, first_name: 'А' }, chat: { id: -5, type: 'group' } }],
    ['a channel', { chat: { id: -100, type: 'channel' } }],
    ['another bot', { from: { id: 9, is_bot: true, first_name: 'Б' }, chat: { id: 9, type: 'private' } }],
  ])('from %s is left alone', async (_what, where) => {
    await chat.handle({ message: { ...message, ...where } });
    expect(chat.telegram.messages).toHaveLength(0);
  });
});

it('a flood is noticed once and then left unanswered', async () => {
  for (let count = 0; count < 40; count++) await chat.send('привет');
  const notices = chat.telegram.messages.filter(({ text }) => text.includes('Слишком много'));
  expect(notices).toHaveLength(1);
  expect(chat.telegram.messages).toHaveLength(21);
  chat.clock.set(new Date('2026-03-10T09:00:10Z'));
  await chat.send('/start');
  expect(chat.lastText()).toContain('Здравствуйте');
});

it('tells Telegram the commands in both languages, and again only when they change', async () => {
  await chat.send('/start');
  expect(chat.telegram.commands.get('en')).toContainEqual({ command: 'membership', description: 'My membership' });
  expect(chat.telegram.commands.get(null)).toEqual(chat.telegram.commands.get('ru'));
  chat.telegram.commands.clear();
  await chat.restart();
  await chat.send('/start');
  expect(chat.telegram.commands.size).toBe(0);
});
