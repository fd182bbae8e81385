import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PressSeal } from '../../bot/press-seal.js';
import { BotChat, PERSON_ID } from './bot-chat.js';

const STALE = /кнопк/i;
const DAY_MS = 24 * 3600 * 1000;

let chat: BotChat;
beforeEach(() => {
  chat = new BotChat();
});
afterEach(() => chat.stop());

const moveClock = (ms: number) => chat.clock.set(new Date(chat.clock.now().getTime() + ms));

/** Presses what the test itself has written, and tells what came of it. */
async function press(data: string) {
  const before = chat.transcript();
  const answers = chat.telegram.answers.length;
  await chat.pressData(data);
  return {
    isNothingNew: chat.transcript() === before,
    notes: chat.telegram.answers.slice(answers).map(({ note }) => note),
  };
}

describe('a press', () => {
  it.each([
    ['made up', () => 'go:register.zzzzz.AAAAAAAAAAAA', 'forged'],
    ['of random bytes', () => '\u0007'.repeat(60), 'forged'],
    ['without a seal', () => 'join:not-a-number', 'forged'],
    ['of somebody else’s button', () => chat.seal.seal('go:register', PERSON_ID + 1), 'forged'],
    [
      'of another bot',
      () => new PressSeal('api-token-of-the-tests', 78, Date.now).seal('go:menu', PERSON_ID),
      'forged',
    ],
    ['of a button that is a month old', () => oldButton('go:register', 31), 'expired'],
    ['of an invitation nine days old', () => oldButton('join:5', 9), 'expired'],
  ])('%s changes nothing, is answered, and reported', async (_what, data, reason) => {
    await chat.send('/start');
    const result = await press(data());
    expect(result).toMatchObject({ isNothingNew: true, notes: [expect.stringMatching(STALE)] });
    expect(chat.parts.reports.refusedPresses).toEqual([{ personId: PERSON_ID, reason }]);
    expect(chat.api.calls.filter((call) => call !== 'findSelf' && call !== 'findTelegramUser')).toEqual([]);
  });

  it('of the bot’s own button is no matter for a report', async () => {
    await chat.send('/start');
    await chat.press('Зарегистрироваться');
    expect(chat.parts.reports.refusedPresses).toEqual([]);
    expect(chat.lastText()).toContain('шаг 1');
  });

  function oldButton(plain: string, days: number): string {
    const sealed = chat.seal.seal(plain, PERSON_ID);
    moveClock(days * DAY_MS);
    return sealed;
  }
});

describe('a person who blocks the bot', () => {
  const change = (status: string, type = 'private') => ({
    my_chat_member: {
      from: { id: PERSON_ID, is_bot: false, first_name: 'Анна' },
      chat: { id: PERSON_ID, type },
      new_chat_member: { status },
    },
  });

  it('is made known to the CRM, and so is their return', async () => {
    await chat.handle(change('kicked'));
    expect(chat.parts.reports.reachable.get(PERSON_ID)).toBe(false);
    await chat.handle(change('member'));
    expect(chat.parts.reports.reachable.get(PERSON_ID)).toBe(true);
    expect(chat.telegram.messages).toHaveLength(0);
  });

  it('is not a group that throws the bot out', async () => {
    await chat.handle(change('kicked', 'group'));
    expect(chat.parts.reports.reachable.size).toBe(0);
  });
});

it('a flood of one person gets one polite notice, and nobody else feels it', async () => {
  for (let i = 0; i < 40; i++) await chat.send('/help');
  const notices = chat.telegram.messages.filter(({ text }) => /слишком|быстро|часто|много/i.test(text));
  expect(notices).toHaveLength(1);
  expect(chat.telegram.messages.length).toBeLessThanOrEqual(21);
  const before = chat.telegram.messages.length;
  await chat.sendMessage({ text: '/start' }, PERSON_ID + 1);
  expect(chat.telegram.messages.slice(before).map(({ chatId }) => chatId)).toEqual([PERSON_ID + 1]);
  moveClock(10_000);
  await chat.send('/start');
  expect(chat.lastText()).toContain('Здравствуйте');
});
