import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { startPlayground, type RunningPlayground } from '../../playground/index.js';
import { canStartMariaDb, OwnMariaDb } from '../setup/own-mariadb.js';
import { canStartRedis, OwnRedis } from '../setup/own-redis.js';
import { freePort, killRemaining, PRODUCTION, startProgram, type StudioProcess } from '../setup/processes.js';
import { ApiLoad } from './api-load.js';

const LIMIT_MS = 900_000;
/** Each round kills one part: `FAULT_ROUNDS=20 npm test -- tests/process/faults` is the long form. */
const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 4);
const PROGRAMS = 12;
const TOKEN = `${randomInt(10_000_000, 99_999_999)}:${'s'.repeat(35)}`;

const canRun = canStartMariaDb() && canStartRedis();

(canRun ? describe : describe.skip)('A studio whose parts are killed under load (MySQL, Redis)', () => {
  let database: OwnMariaDb;
  let redis: OwnRedis;
  let playground: RunningPlayground;
  let load: ApiLoad;
  let port: number;
  let web: StudioProcess;
  let bot: StudioProcess;

  const production = () => ({ ...PRODUCTION, REDIS_URL: redis.url });
  async function startWeb(): Promise<void> {
    web = startProgram('src/main.js', { ...production(), DATABASE_URL: database.url, PORT: String(port) });
    await web.prints('"listening"');
  }
  async function startBot(): Promise<void> {
    bot = startProgram('bot/main.js', {
      ...production(),
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_URL: playground.apiRoot,
      CRM_API_URL: `http://127.0.0.1:${port}`,
    });
    await bot.prints('the bot is listening');
  }

  /** What is killed, and how it comes back. */
  const parts: { name: string; kill: () => Promise<unknown>; start: () => Promise<void> }[] = [
    { name: 'web', kill: () => web.kill(), start: startWeb },
    { name: 'database', kill: () => database.kill(), start: () => database.start() },
    { name: 'Redis', kill: () => redis.stop(), start: () => redis.start() },
    { name: 'bot', kill: () => bot.kill(), start: startBot },
  ];

  beforeAll(async () => {
    database = await OwnMariaDb.start();
    [redis, playground, port] = [await OwnRedis.start(), await startPlayground({ token: TOKEN }), await freePort()];
    expect(await startProgram('src/migrate.js', { ...production(), DATABASE_URL: database.url }).ended).toMatchObject({
      code: 0,
    });
    await startWeb();
    await startBot();
    load = new ApiLoad(`http://127.0.0.1:${port}`, PRODUCTION.API_TOKEN ?? '');
  }, LIMIT_MS);

  afterAll(async () => {
    killRemaining();
    await playground?.stop();
    await Promise.all([database?.remove(), redis?.stop()]);
  }, LIMIT_MS);

  it(
    'has every acknowledged write once, and works again as soon as the part is back',
    async () => {
      load.start(PROGRAMS);
      for (let round = 0; round < ROUNDS; round += 1) {
        const part = parts[round % parts.length];
        await load.untilAcknowledged(load.acknowledged.size + 30);
        await part?.kill();
        await part?.start();
        const backAt = Date.now();
        await load.untilAcknowledged(load.acknowledged.size + 30);
        if (ROUNDS > parts.length) process.stderr.write(`${part?.name} was back for ${Date.now() - backAt} ms\n`);
      }
      await load.stop();
      expect(load.refusals).toEqual([]);
      load.expectExactly(await database.query<{ id: number; phone: string }>('SELECT id, phone FROM clients'));
      // Each was also written to the audit log, in the same transaction.
      const audited = "SELECT COUNT(*) AS number FROM audit_entries WHERE action = 'client.create'";
      expect(await database.query(audited)).toEqual([{ number: load.acknowledged.size }]);
      expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
      // Whoever was killed is another process by now, and all end as they are asked to.
      expect((await Promise.all([bot.stop(), web.stop()])).map(({ code }) => code)).toEqual([0, 0]);
    },
    LIMIT_MS,
  );
});
