import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { createBot, type BotDependencies, type StudioBot } from '../../bot/create-bot.js';
import { realSleep } from '../../bot/poller.js';
import { BotApiTelegram } from '../../bot/telegram.js';
import { listenForWebhook, WEBHOOK_PATH } from '../../bot/webhook.js';
import { startPlayground, type PlaygroundPerson, type RunningPlayground } from '../../playground/index.js';
import { FixedClock } from '../../src/lib/clock.js';
import { createLogger } from '../../src/lib/logger.js';
import { freePort } from '../setup/processes.js';
import { describeEachStore } from '../setup/stores.js';
import { botParts } from './bot-parts.js';
import { FakeCrmApi } from './fake-crm-api.js';

const TOKEN = `7770001:${'x'.repeat(35)}`;
/** Each test is somebody else: the store remembers people. */
let lastPersonId = 5_000_000_000;

describeEachStore('bots that work together', (context) => {
  let playground: RunningPlayground;
  let person: PlaygroundPerson;
  let api: FakeCrmApi;
  let bots: StudioBot[];
  let servers: Server[];

  beforeEach(async () => {
    playground = await startPlayground({ token: TOKEN });
    lastPersonId += 1;
    person = playground.control.person({ id: lastPersonId, firstName: 'Анна', languageCode: 'ru' });
    api = new FakeCrmApi();
    bots = [];
    servers = [];
    await context.store.delete('bot:7770001:poller');
  });

  afterEach(async () => {
    await Promise.all(bots.map((bot) => bot.stop()));
    for (const server of servers) server.close();
    await playground.stop();
  });

  function startBot(given: Partial<BotDependencies>): StudioBot {
    const bot = createBot({
      ...botParts(),
      api,
      telegram: new BotApiTelegram(TOKEN, playground.apiRoot),
      store: context.store,
      logger: createLogger('silent'),
      clock: new FixedClock(new Date('2026-03-10T09:00:00Z'), 'Asia/Bishkek'),
      studioName: 'Studio',
      currency: 'KGS',
      defaultLanguage: 'ru',
      // Pauses pass faster, in their order.
      sleep: (ms, signal) => realSleep(ms / 20, signal),
      ...given,
    });
    bot.start();
    bots.push(bot);
    return bot;
  }

  const leader = () => context.store.get('bot:7770001:poller');

  async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < 1000; turn++) {
      if (await isTrue()) return;
      await delay(10);
    }
    throw new Error('it never came to that');
  }

  async function see(part: string): Promise<void> {
    await person.waitForMessage(({ text }) => text.includes(part));
  }

  it('answer each message once, one of them polling', async () => {
    startBot({ worker: 'one' });
    startBot({ worker: 'two' });
    person.send('/start');
    await see('Здравствуйте');
    person.send('/help');
    await see('/cancel');
    expect(playground.control.ledger()).toHaveLength(2);
    expect(['one', 'two']).toContain(await leader());
  });

  it('go on where the other one was when that one is stopped', async () => {
    const first = startBot({ worker: 'one' });
    await until(async () => (await leader()) === 'one');
    startBot({ worker: 'two' });
    person.send('/register');
    await see('шаг 1 из 5');
    await first.stop();
    await until(async () => (await leader()) === 'two');
    person.send('Мария');
    await see('шаг 2 из 5');
    expect(playground.control.ledger()).toHaveLength(2);
  });

  describe('behind a webhook', () => {
    async function startPushed(worker: string, port: number): Promise<StudioBot> {
      const url = `http://127.0.0.1:${port}${WEBHOOK_PATH}`;
      const bot = startBot({ worker, webhook: { url, secret: 'secret-of-the-webhook' } });
      servers.push(await listenForWebhook(bot.handleWebhook.bind(bot), port, '127.0.0.1'));
      return bot;
    }

    it('answers what is pushed, also what was sent while it was away, and goes back to polling', async () => {
      const port = await freePort();
      person.send('/register');
      const pushed = await startPushed('one', port);
      await see('шаг 1 из 5');
      person.send('Мария');
      await see('шаг 2 из 5');
      await until(() => playground.control.pendingUpdates().length === 0);
      await pushed.stop();
      person.send('Ли');
      startBot({ worker: 'two' });
      await see('шаг 3 из 5');
      expect(playground.control.ledger()).toHaveLength(3);
    });

    it('says 503 before it runs and after it was stopped', async () => {
      const url = 'http://127.0.0.1:1/telegram/webhook';
      const idle = createBot({
        ...botParts(),
        api,
        telegram: new BotApiTelegram(TOKEN, playground.apiRoot),
        store: context.store,
        logger: createLogger('silent'),
        clock: new FixedClock(new Date()),
        studioName: 'Studio',
        currency: 'KGS',
        defaultLanguage: 'ru',
        webhook: { url, secret: 'secret-of-the-webhook' },
      });
      const port = await freePort();
      servers.push(await listenForWebhook(idle.handleWebhook.bind(idle), port, '127.0.0.1'));
      const push = await fetch(`http://127.0.0.1:${port}${WEBHOOK_PATH}`, {
        method: 'POST',
        body: '{"update_id":1}',
        headers: { 'x-telegram-bot-api-secret-token': 'secret-of-the-webhook' },
      });
      expect(push.status).toBe(503);
    });
  });

  it('send what lies in the outbox, whoever polls', async () => {
    const parts = botParts();
    startBot({ worker: 'one', deliveries: parts.deliveries });
    startBot({ worker: 'two', deliveries: parts.deliveries });
    person.send('/start');
    await see('Здравствуйте');
    const buttons = [[{ kind: 'membership' as const, text: 'Мой абонемент' }]];
    parts.deliveries.add({ chatId: String(person.id), payload: { text: 'Осталось три дня', buttons } });
    await see('Осталось три дня');
    await until(() => parts.deliveries.state(1) === 'sent');
    await person.press('Мой абонемент').answer();
    await see('Сначала зарегистрируйтесь');
  });
});
