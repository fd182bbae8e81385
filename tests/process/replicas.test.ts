import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ru } from '../../bot/texts/ru.js';
import { startPlayground, type RunningPlayground } from '../../playground/index.js';
import { Client } from '../../src/clients/client.entity.js';
import { JobRun } from '../../src/cron/job-run.entity.js';
import { FixedClock } from '../../src/lib/clock.js';
import { PASSWORD, Visitor } from '../panel/panel-server.js';
import { describeOnServers } from '../setup/databases.js';
import { roundRobin, type Front } from '../setup/front.js';
import { OwnRedis } from '../setup/own-redis.js';
import { freePort, killRemaining, PRODUCTION, startProgram, type StudioProcess } from '../setup/processes.js';
import { nextPhone, OWNER, studioOn } from '../setup/studio.js';

const LIMIT_MS = 180_000;
const ANSWER_LIMIT_MS = 90_000;
const OWNER_EMAIL = 'owner@example.com';
const TOKEN = `${randomInt(10_000_000, 99_999_999)}:${'s'.repeat(35)}`;
const { buttons } = ru;

describeOnServers('Two webs and two bots behind one address', (database) => {
  let redis: OwnRedis;
  let front: Front;
  let playground: RunningPlayground;
  let ports: number[];
  let origin: string;
  const bots: StudioProcess[] = [];

  const production = () => ({ ...PRODUCTION, REDIS_URL: redis.url, PUBLIC_URL: origin });
  const startWeb = async (port: number): Promise<void> => {
    const owner = { OWNER_EMAIL, OWNER_PASSWORD: PASSWORD };
    const variables = { ...production(), ...owner, PORT: String(port), DATABASE_URL: database.url };
    await startProgram('src/main.js', variables).prints('"listening"');
  };
  const startBot = async (place: number): Promise<void> => {
    const bot = startProgram('bot/main.js', {
      ...production(),
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_URL: playground.apiRoot,
      CRM_API_URL: origin,
    });
    bots[place] = bot;
    await bot.prints('the bot is listening');
  };

  beforeAll(async () => {
    [redis, playground] = [await OwnRedis.start(), await startPlayground({ token: TOKEN })];
    ports = [await freePort(), await freePort()];
    front = await roundRobin(ports);
    origin = `http://127.0.0.1:${front.port}`;
    await Promise.all(ports.map(startWeb));
    await Promise.all([startBot(0), startBot(1)]);
  }, LIMIT_MS);

  afterAll(async () => {
    killRemaining();
    await Promise.all([front?.close(), playground?.stop(), redis?.stop()]);
  }, LIMIT_MS);

  /** Asks one web, or all through the front. */
  const call = (path: string, init: RequestInit = {}, at = origin) =>
    fetch(`${at}/api/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${PRODUCTION.API_TOKEN}`, 'content-type': 'application/json', ...init.headers },
    });
  const web = (place: number): string => `http://127.0.0.1:${ports[place]}`;

  it(
    'who has logged in at one works at the other, and one owner was made by two starts',
    async () => {
      const visitor = new Visitor(origin);
      expect((await visitor.logIn(OWNER_EMAIL)).status).toBe(303);
      const servers = new Set<string | null>();
      for (let turn = 0; turn < 4; turn += 1) {
        const answer = await visitor.get('/admin/api/dashboard');
        expect(answer.status).toBe(200);
        servers.add(answer.headers.get('x-served-by'));
      }
      expect(servers.size).toBe(2);
      expect(await database.dataSource.query('SELECT COUNT(*) AS number FROM staff')).toMatchObject([{ number: '1' }]);
    },
    LIMIT_MS,
  );

  it(
    'a setting changed at one is soon the other’s',
    async () => {
      const { settings } = studioOn(database.dataSource);
      const seen = async (place: number): Promise<unknown> =>
        (await call('/settings/admin-telegram-ids', {}, web(place))).json();
      expect([await seen(0), await seen(1)]).toEqual([{ ids: [] }, { ids: [] }]);
      await settings.set('adminTelegramIds', ['7770002'], OWNER);
      const isSeen = async (place: number) => JSON.stringify(await seen(place)).includes('7770002');
      while (!(await isSeen(0)) || !(await isSeen(1))) await sleep(100);
    },
    LIMIT_MS,
  );

  it(
    'the same key sent to both at once has one effect and one answer',
    async () => {
      for (let round = 0; round < 8; round += 1) {
        const phone = nextPhone();
        const headers = { 'idempotency-key': randomUUID() };
        const body = JSON.stringify({ firstName: 'Анна', phone });
        const send = (place: number) => call('/clients', { method: 'POST', headers, body }, web(place));
        const answers = await Promise.all([send(0), send(1), send(0), send(1)]);
        expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
        const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: number }).id));
        expect(new Set(ids).size).toBe(1);
        expect(await database.dataSource.manager.countBy(Client, { phone })).toBe(1);
      }
    },
    LIMIT_MS,
  );

  it(
    'a link made at one is opened at the other',
    async () => {
      const { clients, linkCodes } = studioOn(database.dataSource, new FixedClock(new Date(), 'Asia/Bishkek'));
      const { id } = await clients.create({ firstName: 'Мария', phone: nextPhone() }, OWNER);
      const { code } = await linkCodes.make(id, OWNER);
      const body = JSON.stringify({ code, telegramId: '7770001' });
      for (const place of [0, 1]) {
        const answer = await call('/link-codes/check', { method: 'POST', body }, web(place));
        expect([answer.status, await answer.json()]).toMatchObject([200, { name: expect.stringContaining('М') }]);
      }
    },
    LIMIT_MS,
  );

  it(
    'strangers are counted by both together',
    async () => {
      const statuses: number[] = [];
      for (let turn = 0; turn < 80; turn += 1) {
        statuses.push((await fetch(`${origin}/api/v1/clients`, { headers: { authorization: 'Bearer guess' } })).status);
      }
      expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(60);
      expect(statuses.at(-1)).toBe(429);
    },
    LIMIT_MS,
  );

  it(
    'a bot killed in the middle of a dialogue leaves it to the other, whichever it was',
    async () => {
      const person = playground.control.person({ id: 5_100_000_001, firstName: 'Анна', languageCode: 'ru' });
      const see = (part: string) => person.waitForMessage(({ text }) => text.includes(part), ANSWER_LIMIT_MS);
      person.send('/start');
      await see('Здравствуйте');
      person.press(buttons.register);
      await see(ru.dialogue.step(1, 5));
      await bots[0]?.kill();
      person.send('Айжан');
      await see(ru.dialogue.step(2, 5));
      await startBot(0);
      await bots[1]?.kill();
      person.send('Ли');
      await see(ru.dialogue.step(3, 5));
      const texts = person.messages().map(({ text }) => text);
      expect(texts).toEqual([...new Set(texts)]);
    },
    LIMIT_MS,
  );

  it(
    'a job runs once in its minute',
    async () => {
      const runs = () => database.dataSource.manager.findBy(JobRun, { job: 'sweep-deliveries' });
      while ((await runs()).filter(({ status }) => status === 'done').length < 1) await sleep(500);
      const slots = (await runs()).map(({ slot }) => slot);
      expect(slots).toEqual([...new Set(slots)]);
    },
    LIMIT_MS,
  );
});
