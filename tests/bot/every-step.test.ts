import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Sessions } from '../../bot/sessions.js';
import { BotChat, PERSON_ID } from './bot-chat.js';
import { STORIES, take, type Story } from './stories.js';

let chat: BotChat;
beforeEach(() => {
  chat = new BotChat();
});
afterEach(() => chat.stop());

const sessions = () => new Sessions(chat.store, chat.clock, 77);
const DAY_AND_A_SECOND = 24 * 3600 * 1000 + 1000;

/** Every place at which a dialogue waits: after its first step, its second ... */
const PLACES = STORIES.flatMap((story) =>
  story.steps.slice(0, -1).map((_, index): [string, number, Story] => [story.flow, index + 1, story]),
);

async function walk(story: Story, steps: number): Promise<void> {
  story.begin(chat);
  for (const step of story.steps.slice(0, steps)) await take(chat, step);
}

it('there is a walk through every dialogue', async () => {
  const flows = ['registration', 'edit', 'link', 'freeze', 'thaw', 'erase', 'session', 'broadcast', 'find', 'renew'];
  expect(STORIES.map(({ flow }) => flow)).toEqual(flows);
});

describe('a dialogue', () => {
  it.each(STORIES)('goes on with another process after each of its steps: $flow', async (story) => {
    story.begin(chat);
    for (const step of story.steps) {
      await take(chat, step);
      await chat.restart();
    }
    expect(chat.transcript()).toContain(story.says);
    expect(chat.api.effects).toEqual(story.effects);
    expect((await sessions().recall(PERSON_ID)).dialogue).toBeNull();
  });

  it.each(PLACES)('leaves nothing of the text open to its data: %s, step %i', async (_flow, step, story) => {
    await walk(story, step);
    expect(chat.transcript()).not.toMatch(/<b>&"|<Ким>/);
    expect((await sessions().recall(PERSON_ID)).dialogue?.flow).toBe(story.flow);
  });

  it.each(PLACES)('is over politely after a day: %s, step %i', async (_flow, step, story) => {
    await walk(story, step);
    chat.clock.set(new Date(chat.clock.now().getTime() + DAY_AND_A_SECOND));
    await chat.send('привет');
    expect(chat.transcript()).toContain('больше суток');
    expect((await sessions().recall(PERSON_ID)).dialogue).toBeNull();
  });

  it.each(PLACES)('of a former version is given up politely: %s, step %i', async (_flow, step, story) => {
    await walk(story, step);
    const dialogue = (await sessions().recall(PERSON_ID)).dialogue;
    if (dialogue) await sessions().saveDialogue(PERSON_ID, { ...dialogue, version: dialogue.version - 1 });
    await chat.send('привет');
    expect(chat.transcript()).toContain('Бот обновился');
  });

  it.each(PLACES)('can be cancelled, and nothing has happened: %s, step %i', async (_flow, step, story) => {
    await walk(story, step);
    await chat.send('/cancel');
    expect((await sessions().recall(PERSON_ID)).dialogue).toBeNull();
    expect(chat.api.effects).toEqual([]);
    // A preview keeps the button that it shows, which does nothing.
    expect(chat.live().filter(({ photoFileId }) => photoFileId === null)).toHaveLength(1);
  });

  it.each(PLACES)('explains what it can’t use and asks again: %s, step %i', async (_flow, step, story) => {
    await walk(story, step);
    await chat.sendMessage({});
    expect(chat.lastText()).toContain('⚠️');
    expect((await sessions().recall(PERSON_ID)).dialogue?.flow).toBe(story.flow);
  });

  it.each(PLACES)('is not left by a command without being asked: %s, step %i', async (flow, step, story) => {
    await walk(story, step);
    await chat.send(flow === 'registration' || flow === 'link' ? '/membership' : '/start');
    expect(chat.lastText()).toContain('Вы не закончили');
    await chat.press('Продолжить');
    expect((await sessions().recall(PERSON_ID)).dialogue?.flow).toBe(story.flow);
  });
});
