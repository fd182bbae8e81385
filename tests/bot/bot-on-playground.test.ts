import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createBot, type StudioBot } from '../../bot/create-bot.js';
import { realSleep } from '../../bot/poller.js';
import { BotApiTelegram } from '../../bot/telegram.js';
import { startPlayground, type PlaygroundPerson, type RunningPlayground } from '../../playground/index.js';
import { BOT_USERNAME_KEY } from '../../src/contract/store-keys.js';
import { FixedClock } from '../../src/lib/clock.js';
import { EmbeddedStore } from '../../src/lib/embedded-store.js';
import { createLogger } from '../../src/lib/logger.js';
import { botParts } from './bot-parts.js';
import { FakeCrmApi } from './fake-crm-api.js';

const TOKEN = `7770001:${'x'.repeat(35)}`;
const PERSON = { id: 5_000_000_001, firstName: 'Анна', lastName: 'Ли', languageCode: 'ru' };
/** The smallest JPEG whose size can be read. */
const JPEG = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffc0000b080001000101011100ffc40014000100000000000000000000000000000009ffda0008010100003f0054ffd9',
  'hex',
);

let playground: RunningPlayground;
let person: PlaygroundPerson;
let api: FakeCrmApi;
let store: EmbeddedStore;
let bot: StudioBot;
let logged: string[];

function startBot(): void {
  const logger = createLogger('trace', { write: (line: string) => void logged.push(line) });
  bot = createBot({
    ...botParts(),
    api,
    telegram: new BotApiTelegram(TOKEN, playground.apiRoot),
    store,
    logger,
    clock: new FixedClock(new Date('2026-03-10T09:00:00Z'), 'Asia/Bishkek'),
    studioName: 'Ритм & <Ко>',
    currency: 'KGS',
    defaultLanguage: 'ru',
    // Pauses pass faster, in their order.
    sleep: (ms, signal) => realSleep(ms / 20, signal),
  });
  bot.start();
}

beforeEach(async () => {
  playground = await startPlayground({ token: TOKEN });
  person = playground.control.person(PERSON);
  api = new FakeCrmApi();
  store = new EmbeddedStore(':memory:');
  logged = [];
  startBot();
});

afterEach(async () => {
  await bot.stop();
  await playground.stop();
  await store.close();
});

async function see(part: string): Promise<void> {
  await person.waitForMessage(({ text }) => text.includes(part));
}

async function register(): Promise<void> {
  person.send('/start');
  await see('Здравствуйте');
  person.press('📝 Зарегистрироваться');
  await see('шаг 1 из 5');
  person.press('Оставить «Анна»');
  await see('шаг 2 из 5');
  person.press('Оставить «Ли»');
  await see('шаг 3 из 5');
  person.pressReply('📱 Отправить мой номер');
  await see('шаг 4 из 5');
  person.press('Пропустить →');
  await see('шаг 5 из 5');
  person.send('Бишкек & <b>район</b>');
  await see('Проверьте');
  person.press('✅ Всё верно');
  await see('Чем помочь');
}

describe('the bot on a strict Telegram', () => {
  it('tells its name to the panel, which makes links of it', async () => {
    person.send('/start');
    await see('Здравствуйте');
    expect(await store.get(BOT_USERNAME_KEY)).toBe('studio_playground_bot');
  });

  it('registers a person, takes a photo and shows the membership', async () => {
    await register();
    expect(api.clients.get(PERSON.id)).toMatchObject({
      firstName: 'Анна',
      lastName: 'Ли',
      phoneVerified: true,
      region: 'Бишкек & <b>район</b>',
    });
    expect(person.view().replyKeyboard).toBeNull();

    await person.press('👤 Мои данные').answer();
    await see('Бишкек & <b>район</b>');
    person.press('Фото');
    await see('Пришлите фотографию');
    person.sendPhoto(JPEG);
    await see('Сохранить это фото');
    person.press('✅ Сохранить');
    await see('Фото: есть');
    expect(Buffer.from(api.photos.get(PERSON.id) ?? [])).toEqual(JPEG);

    person.send('/membership');
    await see('Абонемента пока нет');
    expect(person.view().commands.map(({ command }) => command)).toContain('membership');
  });

  it('goes on after a restart where it was, and repeats nothing', async () => {
    person.send('/register');
    await see('шаг 1 из 5');
    await bot.stop();
    expect(playground.control.pendingUpdates()).toEqual([]);
    person.send('Мария');
    startBot();
    await see('шаг 2 из 5');
    const texts = person.messages().map(({ text }) => text);
    expect(texts.filter((text) => text.includes('шаг 1 из 5'))).toHaveLength(1);
  });

  it('does not send an answer again that arrived although the connection broke', async () => {
    playground.control.faults.next('sendMessage', { kind: 'reset-after' });
    playground.control.faults.next('sendMessage', { kind: 'html-502', delivered: true });
    person.send('/start');
    await see('Здравствуйте');
    person.send('/membership');
    await see('Сначала зарегистрируйтесь');
    person.send('/help');
    await see('/cancel');
    expect(playground.control.ledger()).toHaveLength(3);
  });

  it('survives a proxy’s page, a busy server and another program that polls', async () => {
    for (const kind of ['html-502', '500', 'reset-before'] as const)
      playground.control.faults.next('getUpdates', { kind });
    playground.control.faults.next('sendMessage', { kind: '429', retryAfter: 1 });
    person.send('/start');
    await person.waitForMessage(({ text }) => text.includes('Здравствуйте'), 15_000);
    expect(playground.control.ledger()).toHaveLength(1);
  });

  it('lets nobody see the token, whatever goes wrong', async () => {
    for (const method of ['getUpdates', 'sendMessage', 'answerCallbackQuery']) {
      playground.control.faults.next(method, { kind: 'reset-before' });
    }
    person.send('/start');
    person.send('/register');
    await see('шаг 1 из 5');
    await playground.stop();
    await bot.stop();
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join('')).not.toContain('xxxxxxxxxx');
  });
});

it('a refused token ends the bot and is told in the log, without the token', async () => {
  const lines: string[] = [];
  const wrong = `7770001:${'y'.repeat(35)}`;
  const refused = createBot({
    ...botParts(),
    api,
    telegram: new BotApiTelegram(wrong, playground.apiRoot),
    store,
    logger: createLogger('trace', { write: (line: string) => void lines.push(line) }),
    clock: new FixedClock(new Date()),
    studioName: 'Studio',
    currency: 'KGS',
    defaultLanguage: 'en',
  });
  refused.start();
  await expect(refused.ended).resolves.toBe('unauthorized');
  expect(lines.join('')).toContain('TELEGRAM_BOT_TOKEN');
  expect(lines.join('')).not.toContain('yyyyyyyyyy');
});
