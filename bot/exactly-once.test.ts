import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BotChat, PERSON_ID } from '../tests/bot/bot-chat.js';
import { STORIES, admin, take, type Story } from '../tests/bot/stories.js';
import { TelegramError } from './telegram-error.js';
import type { Update } from './update.js';

let chat: BotChat;
beforeEach(() => {
  chat = new BotChat();
});
afterEach(() => chat.stop());

async function registerUpToSummary(): Promise<void> {
  await chat.send('/register');
  for (const answer of ['Анна', 'Ли', '0555123456', 'a@example.com', 'Ош']) await chat.send(answer);
}

const confirmation = () => chat.pressOf(chat.dataOf('Всё верно'));

describe('an update', () => {
  it('delivered again after it was handled does nothing', async () => {
    await chat.send('/register');
    await chat.handle({ message: textMessage('Анна') }, 900);
    const before = chat.telegram.messages.length;
    await chat.handle({ message: textMessage('Анна') }, 900);
    expect(chat.telegram.messages).toHaveLength(before);
    expect(chat.lastText()).toContain('шаг 2 из 5');
  });

  it('delivered again after a restart does nothing, even when it had registered somebody', async () => {
    await registerUpToSummary();
    const press = confirmation();
    await chat.handle(press, 900);
    const before = chat.telegram.messages.length;
    await chat.restart();
    await chat.handle(press, 900);
    expect(chat.telegram.messages).toHaveLength(before);
    expect(chat.api.calls.filter((call) => call === 'createClient')).toHaveLength(1);
  });

  it('whose answer could not leave this machine is answered once it can, and decided once', async () => {
    await registerUpToSummary();
    const refusals = Array.from({ length: 3 }, () => new TelegramError('unreachable', 'ECONNREFUSED'));
    chat.telegram.fail('send', ...refusals);
    await chat.handle(confirmation());
    expect(chat.api.calls.filter((call) => call === 'createClient')).toHaveLength(1);
    expect(chat.labels()).toContain('🎟 Мой абонемент');
  });

  it('whose answer may have arrived is not answered twice', async () => {
    chat.telegram.fail('send', new TelegramError('unclear', 'ECONNRESET'));
    await chat.send('/start');
    expect(chat.telegram.messages).toHaveLength(0);
    await chat.send('/start');
    expect(chat.telegram.messages).toHaveLength(1);
  });

  it('has to wait as long as Telegram says, however often', async () => {
    chat.telegram.fail('send', ...Array.from({ length: 8 }, () => new TelegramError('flood', '429', 1)));
    await chat.send('/start');
    expect(chat.lastText()).toContain('Здравствуйте');
  });

  it('from somebody who has blocked the bot is over', async () => {
    chat.telegram.fail('send', new TelegramError('blocked', '403'));
    await chat.send('/start');
    expect(chat.telegram.messages).toHaveLength(0);
    expect(chat.telegram.pending()).toHaveLength(0);
  });

  it('is answered in plain text when Telegram can’t read the markup', async () => {
    chat.telegram.fail('send', new TelegramError('refused', "can't parse entities"));
    await chat.send('/start');
    expect(chat.lastText()).toContain('Ритм &amp; Ко');
    expect(chat.lastText()).not.toContain('<b>');
  });

  it('that can’t be handled is given up with an apology, and the next one is handled', async () => {
    chat.telegram.fail('send', ...Array.from({ length: 5 }, () => new TelegramError('unreachable', 'ENOTFOUND')));
    await chat.send('/start');
    expect(chat.lastText()).toContain('Простите');
    await chat.send('/start');
    expect(chat.lastText()).toContain('Здравствуйте');
  });
});

describe('a crash', () => {
  /** The process ends before the n-th message of an answer is shown. */
  async function crashBeforeMessage(count: number, update: Omit<Update, 'update_id'>): Promise<void> {
    let shown = 0;
    const crash = new Promise<void>((resolve) => {
      chat.telegram.beforeShowing = () => {
        shown += 1;
        if (shown < count) return;
        resolve();
        throw new TelegramError('unreachable', 'the process is gone');
      };
    });
    const handled = chat.handle(update);
    await crash;
    const stopped = chat.restart();
    chat.telegram.beforeShowing = () => undefined;
    await stopped;
    await handled;
  }

  it.each([1, 2])('before message %i of an answer loses none of it and repeats none', async (count) => {
    await registerUpToSummary();
    const before = chat.telegram.messages.length;
    await crashBeforeMessage(count, confirmation());
    const added = chat.telegram.messages.slice(before).map(({ text }) => text);
    expect(chat.transcript().match(/Вы зарегистрированы/g)).toHaveLength(1);
    expect(added.filter((text) => text.includes('Чем помочь'))).toHaveLength(1);
    expect(chat.api.clients.get(PERSON_ID)?.firstName).toBe('Анна');
    expect(chat.api.calls.filter((call) => call === 'createClient')).toHaveLength(1);
  });

  it('between two messages of an answer sends the first one once', async () => {
    await chat.send('/register');
    await crashBeforeMessage(2, { message: textMessage('/help') });
    expect(chat.telegram.messages.filter(({ text }) => text.includes('/cancel'))).toHaveLength(1);
    expect(chat.lastText()).toContain('шаг 1 из 5');
  });
});

describe('what a dialogue brings about', () => {
  const MOST_CALLS = 6;
  const visit: Story = {
    flow: 'visit',
    begin: admin,
    steps: ['/find', 'Бор', '>Борис', '>Отметить посещение'],
    effects: ['recordVisit'],
    says: 'Посещение сегодня отмечено',
  };
  const effective = [...STORIES, visit].filter(({ effects }) => effects.length > 0);
  const crashes = effective.flatMap((story) =>
    Array.from({ length: MOST_CALLS }, (_, index): [string, number, Story] => [story.flow, index + 1, story]),
  );

  async function walkToLast(story: Story): Promise<void> {
    story.begin(chat);
    for (const step of story.steps.slice(0, -1)) await take(chat, step);
  }

  it.each(crashes)('happens once, wherever the process ends: %s, call %i', async (_flow, call, story) => {
    await walkToLast(story);
    chat.api.failCall(call);
    await take(chat, story.steps.at(-1) ?? '');
    expect(chat.api.effects).toEqual(story.effects);
    expect(chat.transcript().split(story.says)).toHaveLength(2);
    expect(chat.transcript()).not.toContain('Простите');
  });

  it.each(effective)('happens once, though its update comes again: $flow', async (story) => {
    await walkToLast(story);
    const last = story.steps.at(-1);
    const press = chat.pressOf(chat.dataOf(typeof last === 'string' ? last.slice(1) : ''));
    await chat.handle(press, 900);
    await chat.restart();
    await chat.handle(press, 900);
    expect(chat.api.effects).toEqual(story.effects);
  });

  it.each(effective)('happens once, though its button is pressed again: $flow', async (story) => {
    await walkToLast(story);
    const last = story.steps.at(-1);
    const press = chat.pressOf(chat.dataOf(typeof last === 'string' ? last.slice(1) : ''));
    await chat.handle(press);
    await chat.handle(press);
    // A visit is the CRM's to count once: its button stays good.
    expect(chat.api.effects.slice(0, story.effects.length)).toEqual(story.effects);
    if (story !== visit) expect(chat.api.effects).toEqual(story.effects);
  });
});

function textMessage(text: string) {
  const from = { id: PERSON_ID, is_bot: false, first_name: 'Анна', language_code: 'ru' };
  return { message_id: 1, date: 1, from, chat: { id: PERSON_ID, type: 'private' }, text };
}
