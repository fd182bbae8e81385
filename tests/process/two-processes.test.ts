import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { ru } from '../../bot/texts/ru.js';
import { startPlayground, type PlaygroundPerson, type RunningPlayground } from '../../playground/index.js';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Client } from '../../src/clients/client.entity.js';
import { createLogger } from '../../src/lib/logger.js';
import { connectRedis } from '../../src/lib/redis-store.js';
import { describeOnServers } from '../setup/databases.js';
import { PRODUCTION, freePort, killRemaining, startProgram, type StudioProcess } from '../setup/processes.js';
import { startCrmGateway, type Break, type CrmGateway } from './crm-gateway.js';

const LIMIT_MS = 120_000;
/** A press or a text is answered within seconds, and after a crash once the process is back and has tried again. */
const ANSWER_LIMIT_MS = 60_000;
const REDIS_URL = process.env.TEST_REDIS_URL ?? '';
const { buttons } = ru;

/** Every run is a bot of its own, and with it its keys in the store. */
const BOT_ID = randomInt(10_000_000, 99_999_999);
const TOKEN = `${BOT_ID}:${'s'.repeat(35)}`;

async function deleteBotKeys(): Promise<void> {
  const client = await connectRedis(REDIS_URL, createLogger('silent'));
  for await (const keys of client.scanIterator({ MATCH: `crm:bot:${BOT_ID}:*`, COUNT: 500 })) {
    if (keys.length > 0) await client.del(keys);
  }
  await client.close();
}

describeOnServers('Web and bot as two processes', (database) => {
  let playground: RunningPlayground;
  let gateway: CrmGateway;
  let web: StudioProcess;
  let bot: StudioProcess;
  let port: number;
  let person: PlaygroundPerson;
  let personId = 5_000_000_000;

  const production = { ...PRODUCTION, REDIS_URL };
  const botVariables = () => ({
    ...production,
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_URL: playground.apiRoot,
    CRM_API_URL: gateway.url,
  });

  async function startWeb(): Promise<void> {
    web = startProgram('src/main.js', { ...production, PORT: String(port), DATABASE_URL: database.url });
    await web.prints('"listening"');
  }

  async function startBot(): Promise<void> {
    bot = startProgram('bot/main.js', botVariables());
    await bot.prints('the bot is listening');
  }

  beforeAll(async () => {
    port = await freePort();
    playground = await startPlayground({ token: TOKEN });
    gateway = await startCrmGateway(`http://127.0.0.1:${port}`);
    await Promise.all([startWeb(), startBot()]);
  }, LIMIT_MS);

  afterAll(async () => {
    killRemaining();
    await Promise.all([gateway?.close(), playground?.stop(), deleteBotKeys()]);
  }, LIMIT_MS);

  beforeEach(() => {
    personId += 1;
    person = playground.control.person({ id: personId, firstName: 'Анна', lastName: 'Ли', languageCode: 'ru' });
  });

  afterEach(() => playground.control.faults.clear());

  const see = (part: string) => person.waitForMessage(({ text }) => text.includes(part), ANSWER_LIMIT_MS);
  const step = (number: number) => see(ru.dialogue.step(number, 5));

  /** Every message of this dialogue says something else, so that a message sent twice is seen by its text. */
  function expectNothingDoubled(): void {
    const ledger = playground.control.ledger().filter(({ chatId }) => chatId === personId);
    const texts = ledger.map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(5);
    expect(texts).toEqual([...new Set(texts)]);
  }

  /** The bot is about to say something, and Telegram does not have it yet. */
  function crashBotBeforeItSpeaks(): Promise<void> {
    return new Promise((resolve, reject) => {
      playground.control.faults.plan((method) => {
        if (method.toLowerCase() !== 'sendmessage') return null;
        playground.control.faults.clear();
        bot.kill().then(() => resolve(), reject);
        return { kind: 'hang' };
      });
    });
  }

  /** Telegram was told that all is handled: only then a crash is sure to repeat no message, for no send is idempotent. */
  async function untilAllIsConfirmed(): Promise<void> {
    while (playground.control.pendingUpdates().length > 0) await setTimeout(20);
  }

  async function answerUpToPhone(): Promise<void> {
    person.send('/start');
    await see('Здравствуйте');
    person.press(buttons.register);
    await step(1);
    person.send('Айжан');
    await step(2);
    person.send('Ли');
    await step(3);
  }

  async function answerFromPhone(): Promise<void> {
    person.pressReply(buttons.shareContact);
    await step(4);
    person.press(buttons.skip);
    await step(5);
    person.send('Бишкек');
    await see('Проверьте');
  }

  async function expectRegisteredOnce(): Promise<void> {
    const { manager } = database.dataSource;
    const clients = await manager.findBy(Client, { telegramId: String(personId) });
    expect(clients).toMatchObject([{ firstName: 'Айжан', lastName: 'Ли', region: 'Бишкек' }]);
    const where = { action: 'client.create', entityId: String(clients[0]?.id) };
    expect(await manager.countBy(AuditEntry, where)).toBe(1);
    expect(person.messages().filter(({ text }) => text.includes('Вы зарегистрированы'))).toHaveLength(1);
  }

  it(
    'the bot, killed between two questions and in the middle of an answer, goes on where it was',
    async () => {
      await answerUpToPhone();
      await untilAllIsConfirmed();
      await bot.kill();
      await startBot();
      const crash = crashBotBeforeItSpeaks();
      person.pressReply(buttons.shareContact);
      await crash;
      await startBot();
      await step(4);
      person.press(buttons.skip);
      await step(5);
      person.send('Бишкек');
      await see('Проверьте');
      expect(person.lastMessage()?.text).toMatch(/Айжан[\s\S]*Ли[\s\S]*\+996[\s\S]*Бишкек/);
      person.press(buttons.confirm);
      await see('Чем помочь');
      await expectRegisteredOnce();
      expectNothingDoubled();
    },
    LIMIT_MS,
  );

  it.each<[string, Break]>([
    ['before it has read what the bot asks', 'before'],
    ['after it has registered the person and before it can say so', 'after'],
  ])(
    'the web, killed %s, registers the person exactly once when it is back',
    async (_, moment) => {
      await answerUpToPhone();
      await answerFromPhone();
      const countClients = () => database.dataSource.manager.countBy(Client, { telegramId: String(personId) });
      const registeredAtTheCrash = new Promise<number>((resolve, reject) => {
        const crash = () => web.kill().then(countClients).then(resolve, reject);
        gateway.breakNextPost({ moment, crash, recover: startWeb });
      });
      person.press(buttons.confirm);
      expect(await registeredAtTheCrash).toBe(moment === 'after' ? 1 : 0);
      await see('Чем помочь');
      await expectRegisteredOnce();
      expectNothingDoubled();
    },
    LIMIT_MS,
  );

  it(
    'both end with code 0 when they are asked to, having printed no secret',
    async () => {
      const endings = await Promise.all([bot.stop(), web.stop()]);
      expect(endings.map(({ code }) => code)).toEqual([0, 0]);
      expect(playground.control.pendingUpdates()).toEqual([]);
      for (const { stdout, stderr } of endings) {
        for (const secret of [TOKEN, 's'.repeat(35), PRODUCTION.API_TOKEN, PRODUCTION.SESSION_SECRET]) {
          expect(stdout + stderr).not.toContain(secret);
        }
      }
    },
    LIMIT_MS,
  );

  it(
    'a token that Telegram refuses ends the bot with code 1 and is not printed',
    async () => {
      const secret = 'w'.repeat(35);
      const refused = startProgram('bot/main.js', { ...botVariables(), TELEGRAM_BOT_TOKEN: `${BOT_ID}:${secret}` });
      const { code } = await refused.ended;
      expect(code).toBe(1);
      expect(refused.output()).toContain('TELEGRAM_BOT_TOKEN');
      expect(refused.output()).not.toContain(secret);
    },
    LIMIT_MS,
  );
});

describe('a configuration that is no good in production', () => {
  const SECRET = 'too-short-a-secret';

  it.each([
    [
      'web',
      'src/main.js',
      { SESSION_SECRET: SECRET, PORT: 'http', STUDIO_TIMEZONE: 'Mars/Phobos', OWNER_PASSWORD_FILE: '/no/such/file' },
      ['SESSION_SECRET', 'PORT', 'STUDIO_TIMEZONE', 'OWNER_PASSWORD_FILE', 'API_TOKEN', 'PUBLIC_URL', 'REDIS_URL'],
    ],
    [
      'bot',
      'bot/main.js',
      { TELEGRAM_BOT_TOKEN: `123:${SECRET}`, REDIS_URL: `http://:${SECRET}@127.0.0.1` },
      ['TELEGRAM_BOT_TOKEN', 'REDIS_URL', 'API_TOKEN'],
    ],
  ])(
    'ends the %s with code 1, every bad and missing value told at once and no secret printed',
    async (_, entry, given: Record<string, string>, names) => {
      const { code, stdout, stderr } = await startProgram(entry, { NODE_ENV: 'production', ...given }).ended;
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      const told = [...stderr.matchAll(/^ {2}- (\w+) /gm)].map(([, name]) => name);
      expect(told.sort()).toEqual([...names].sort());
      expect(stderr).not.toContain(SECRET);
      expect(stderr).not.toMatch(/\n\s+at /);
    },
    LIMIT_MS,
  );
});
