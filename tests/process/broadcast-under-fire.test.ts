import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../playground/index.js';
import type { BroadcastView } from '../../src/contract/broadcasts.js';
import { describeEachDatabase, type TestDatabase } from '../setup/databases.js';
import { canStartRedis, OwnRedis } from '../setup/own-redis.js';
import { killRemaining } from '../setup/processes.js';
import { TcpGate } from '../setup/tcp-gate.js';
import { SendingStudio, type SendingOptions } from './sending-studio.js';
import {
  busiestSecond,
  deliveryCounts,
  doubled,
  endLeases,
  endLongPauses,
  sentButNotArrived,
} from './sending-facts.js';

const IS_CI = process.env.CI === 'true';
/** The long form is `BROADCAST_RECIPIENTS=100000 BROADCAST_KILLS=20 npm test -- broadcast-under-fire`; CI does more than a desk. */
const RECIPIENTS = Number(process.env.BROADCAST_RECIPIENTS || (IS_CI ? 5000 : 1500));
const KILLS = Number(process.env.BROADCAST_KILLS || (IS_CI ? 6 : 3));
/** So that the last kills meet a broadcast that still runs. */
const KILL_PAUSE_MS = (RECIPIENTS / KILLS) * 3;
const LANES = 8;
const BLOCKED_EVERY = 20;
const FAULT_SHARE = 0.01;
const LIMIT_MS = Number(process.env.BROADCAST_LIMIT_MS || 60_000 + RECIPIENTS * 30);
const REDIS_URL = process.env.TEST_REDIS_URL ?? '';
const TEXT = 'Зал закрыт до обеда';

/** Everything that a network and a busy server do. */
const FAULTS: Fault[] = [
  { kind: 'reset-before' },
  { kind: 'reset-after' },
  { kind: '500', delivered: true },
  { kind: '500' },
  { kind: 'html-502', delivered: true },
];
/** Each stops the whole broadcast for its time; after an hour's the clock is moved on by hand. */
const FLOODS: Fault[] = [
  { kind: '429', retryAfter: 3 },
  { kind: '429', retryAfter: 4000 },
];
/** Each also lowers the pace for minutes, so they come towards the end. */
const MAX_FLOODS = 4;
const FLOODS_FROM = RECIPIENTS * FAULT_SHARE * 0.8;
/** Each holds a lane until its time is out. */
const HANGS = 2;

describeEachDatabase('A broadcast', (database) =>
  (REDIS_URL ? describe : describe.skip)('in production', () => {
    const workers = database.kind === 'SQLite' ? 1 : 2;
    let studio: SendingStudio;

    const open = async (options: Partial<SendingOptions> = {}): Promise<void> => {
      const usual = { database, redisUrl: REDIS_URL, recipients: RECIPIENTS, workers, keepsPace: false };
      studio = await SendingStudio.open({ ...usual, ...options });
    };

    beforeEach(() => database.clear(), 60_000);
    afterEach(async () => {
      await studio?.close();
    });
    afterAll(() => killRemaining());

    it(
      'loses nothing and doubles nothing while web and workers are killed and Telegram fails',
      async () => {
        await open({ blockedEvery: BLOCKED_EVERY });
        const faults = injectFaults(studio);
        const { id } = await studio.startBroadcast(TEXT);
        await killAtRandom(studio, workers);
        const broadcast = await untilDone(studio, database, id);
        const arrived = studio.arrived(TEXT);
        const counts = await deliveryCounts(database.dataSource, id);
        expect(doubled(arrived)).toEqual([]);
        expect(await sentButNotArrived(database.dataSource, id, arrived)).toEqual([]);
        expect(counts.total).toBe(RECIPIENTS);
        expect(counts.sent + counts.blocked + counts.unknown).toBe(RECIPIENTS);
        expect(broadcast).toMatchObject({ status: 'done', total: RECIPIENTS, pending: 0, unknown: counts.unknown });
        expect(counts.unknown).toBeLessThanOrEqual(faults.count() + KILLS * LANES);
        expect(faults.count()).toBeGreaterThan(0);
        process.stdout.write(
          `${database.kind}: ${RECIPIENTS} recipients, ${KILLS} kills, ${faults.count()} faults: ${JSON.stringify(counts)}\n`,
        );
      },
      LIMIT_MS,
    );

    it(
      'stays below the limits of Telegram in every second, over all workers',
      async () => {
        await open({ recipients: 120, keepsPace: true });
        studio.playground.control.limits.enforce(true);
        const { id } = await studio.startBroadcast(TEXT);
        await untilDone(studio, database, id);
        const arrived = studio.arrived(TEXT);
        expect(arrived).toHaveLength(120);
        expect(busiestSecond(arrived)).toBeLessThanOrEqual(25);
        expect(studio.output()).not.toContain('429');
      },
      LIMIT_MS,
    );

    it(
      'paused, and then cancelled, sends at most what is in the lanes',
      async () => {
        await open({ recipients: 2000 });
        const { id } = await studio.startBroadcast(TEXT);
        for (const [order, status] of [
          ['pause', 'paused'],
          ['cancel', 'cancelled'],
        ] as const) {
          await studio.untilArrived(TEXT, studio.arrived(TEXT).length + 50);
          expect(await studio.tell(id, order)).toMatchObject({ status });
          const before = studio.arrived(TEXT).length;
          await sleep(1500);
          expect(studio.arrived(TEXT).length - before).toBeLessThanOrEqual(LANES * workers);
          if (order === 'pause') await studio.tell(id, 'resume');
        }
        expect(doubled(studio.arrived(TEXT))).toEqual([]);
      },
      LIMIT_MS,
    );

    it(
      'goes on when the web comes back, and learns then what was sent meanwhile',
      async () => {
        await open({ recipients: 1000 });
        const { id } = await studio.startBroadcast(TEXT);
        await studio.untilArrived(TEXT, 100);
        await studio.killWeb();
        await sleep(Number(process.env.OUTAGE_MS || 3000));
        await studio.startWeb();
        await untilDone(studio, database, id);
        expect(await deliveryCounts(database.dataSource, id)).toMatchObject({ sent: 1000, unknown: 0 });
        expect(doubled(studio.arrived(TEXT))).toEqual([]);
      },
      LIMIT_MS,
    );

    (canStartRedis() ? it : it.skip)(
      'survives that Redis stops, forgets everything and comes back, and keeps the limits meanwhile',
      async () => {
        const redis = await OwnRedis.start();
        try {
          await open({ recipients: 150, redisUrl: redis.url, keepsPace: true });
          studio.playground.control.limits.enforce(true);
          const { id } = await studio.startBroadcast(TEXT);
          await studio.untilArrived(TEXT, 40);
          await redis.stop();
          await sleep(2000);
          await redis.start();
          await untilDone(studio, database, id);
          const arrived = studio.arrived(TEXT);
          expect(arrived).toHaveLength(150);
          expect(doubled(arrived)).toEqual([]);
          expect(busiestSecond(arrived)).toBeLessThanOrEqual(25);
        } finally {
          await studio.close();
          await redis.stop();
        }
      },
      LIMIT_MS,
    );

    if (database.kind === 'SQLite') return;
    it(
      'waits while the database is away and goes on when it is back',
      async () => {
        const { hostname, port } = new URL(database.url);
        const gate = await TcpGate.before({ host: hostname, port: Number(port || 3306) });
        try {
          const databaseUrl = new URL(database.url);
          databaseUrl.host = `127.0.0.1:${gate.port}`;
          await open({ recipients: 1000, databaseUrl: databaseUrl.href });
          const { id } = await studio.startBroadcast(TEXT);
          await studio.untilArrived(TEXT, 100);
          gate.shut();
          await sleep(Number(process.env.OUTAGE_MS || 3000));
          gate.open();
          await untilDone(studio, database, id);
          expect(await deliveryCounts(database.dataSource, id)).toMatchObject({ sent: 1000, unknown: 0 });
          expect(doubled(studio.arrived(TEXT))).toEqual([]);
        } finally {
          await studio.close();
          await gate.close();
        }
      },
      LIMIT_MS,
    );
  }),
);

/** One send of a hundred breaks in one of the ways. */
function injectFaults({ playground }: SendingStudio): { count(): number } {
  let injected = 0;
  let floods = 0;
  const next = (): Fault | undefined => {
    injected += 1;
    if (injected <= HANGS) return { kind: 'hang', delivered: injected % 2 === 0 };
    const isFlood = injected > FLOODS_FROM && floods < MAX_FLOODS;
    if (isFlood) floods += 1;
    if (isFlood) return FLOODS[floods % FLOODS.length];
    return FAULTS[injected % FAULTS.length];
  };
  playground.control.faults.plan((method) => {
    if (method.toLowerCase() !== 'sendmessage' || Math.random() >= FAULT_SHARE) return null;
    return next() ?? null;
  });
  return { count: () => injected };
}

/** Web or a worker, whatever they are doing; each is started again at once. */
async function killAtRandom(studio: SendingStudio, workers: number): Promise<void> {
  for (let kill = 0; kill < KILLS; kill += 1) {
    await sleep(randomInt(200, KILL_PAUSE_MS));
    if (kill % 3 === 0) {
      await studio.killWeb();
      await studio.startWeb();
    } else {
      const place = randomInt(workers);
      await studio.killWorker(place);
      await studio.startWorker(place);
    }
  }
}

/** Until nothing is left to do. Leases of the killed and long waits end at once: time is what they would need. */
async function untilDone(studio: SendingStudio, database: TestDatabase, id: number): Promise<BroadcastView> {
  for (let former = -1; ;) {
    const broadcast = await studio.readBroadcast(id);
    if (broadcast.status === 'done') return broadcast;
    await endLongPauses(database.dataSource);
    const left = broadcast.pending;
    // Nothing has moved for a while: what is left belongs to the dead.
    if (left === former && broadcast.status === 'running') await endLeases(database.dataSource, id);
    former = left;
    await sleep(2000);
  }
}
