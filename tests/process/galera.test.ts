import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDataSource } from '../../src/db/data-source.js';
import { UnitOfWork } from '../../src/db/unit-of-work.js';
import { firstAlive, roundRobin, type Front } from '../setup/front.js';
import { OwnGalera } from '../setup/own-galera.js';
import { findGalera } from '../setup/own-mariadb.js';
import { canStartRedis, OwnRedis } from '../setup/own-redis.js';
import { freePort, killRemaining, PRODUCTION, startProgram } from '../setup/processes.js';
import { ApiLoad } from './api-load.js';

const LIMIT_MS = 400_000;
const canRun = findGalera() !== undefined && canStartRedis();

/**
 * Two webs before a cluster of three, with one writer: the proxy sends all to the first node that answers, as docs/scale.md
 * says. Counted as skipped where there is no Galera.
 */
(canRun ? describe : describe.skip)('A Galera cluster of three (Galera)', () => {
  let galera: OwnGalera;
  let redis: OwnRedis;
  let database: Front;
  let front: Front;
  let load: ApiLoad;

  const nodes = () => galera.nodes;
  const startWeb = async (port: number): Promise<void> => {
    const databaseUrl = `mysql://root@127.0.0.1:${database.port}/crm`;
    const variables = { ...PRODUCTION, REDIS_URL: redis.url, DATABASE_URL: databaseUrl, PORT: String(port) };
    await startProgram('src/main.js', variables).prints('"listening"');
  };

  beforeAll(async () => {
    galera = await OwnGalera.start(3);
    redis = await OwnRedis.start();
    database = await firstAlive(nodes().map(({ port }) => port));
    const url = `mysql://root@127.0.0.1:${database.port}/crm`;
    expect(await startProgram('src/migrate.js', { ...PRODUCTION, DATABASE_URL: url }).ended).toMatchObject({
      code: 0,
      stderr: '',
    });
    const ports = [await freePort(), await freePort()];
    await Promise.all(ports.map(startWeb));
    front = await roundRobin(ports);
    load = new ApiLoad(`http://127.0.0.1:${front.port}`, PRODUCTION.API_TOKEN ?? '');
  }, LIMIT_MS);

  afterAll(async () => {
    killRemaining();
    await Promise.all([front?.close(), database?.close()]);
    await Promise.all([galera?.remove(), redis?.stop()]);
  }, LIMIT_MS);

  it('takes every migration: each table has the primary key that such clusters ask for', async () => {
    const without = await nodes()[1]?.query(
      `SELECT TABLE_NAME FROM information_schema.TABLES t WHERE TABLE_SCHEMA = 'crm' AND NOT EXISTS (
         SELECT 1 FROM information_schema.TABLE_CONSTRAINTS c WHERE c.TABLE_SCHEMA = 'crm'
         AND c.TABLE_NAME = t.TABLE_NAME AND c.CONSTRAINT_TYPE = 'PRIMARY KEY')`,
    );
    expect(without).toEqual([]);
  });

  it(
    'loses no acknowledged write and doubles none when the node at work is killed, and takes the node back',
    async () => {
      const [first, second, third] = nodes();
      load.start(6);
      await load.untilAcknowledged(60);
      await first?.kill();
      await load.untilAcknowledged(load.acknowledged.size + 60);
      // Back, it is first again: all go to it, and it must have what was written while it was away.
      await first?.start();
      await load.untilAcknowledged(load.acknowledged.size + 60);
      await load.stop();
      expect(load.refusals).toEqual([]);
      for (const node of [first, second, third]) {
        const rows = (await node?.query<{ phone: string; id: number }>('SELECT id, phone FROM crm.clients')) ?? [];
        load.expectExactly(rows);
      }
    },
    LIMIT_MS,
  );

  it(
    'that two write to on different nodes at once lets one of them run again, and neither is lost',
    async () => {
      const sources = await Promise.all(
        nodes()
          .slice(1)
          .map(({ url }) => createDataSource(url.replace('mysql:', 'mariadb:')).initialize()),
      );
      const works = sources.map((source) => new UnitOfWork(source));
      await works[0]?.run((manager) =>
        manager.query(
          "INSERT INTO settings (`key`, `value`, createdAt, updatedAt) VALUES ('turns', '0', NOW(), NOW())",
        ),
      );
      await sleep(1000);
      const turn = (place: number) =>
        works[place]?.run(async (manager) => {
          await manager.query("UPDATE settings SET `value` = `value` + 1 WHERE `key` = 'turns'");
          await sleep(5);
        });
      let done = 0;
      for (let round = 0; round < 15; round += 1) {
        const outcomes = await Promise.allSettled([turn(0), turn(1)]);
        done += outcomes.filter(({ status }) => status === 'fulfilled').length;
      }
      await sleep(1000);
      const rows = await nodes()[1]?.query<{ value: string }>("SELECT `value` FROM crm.settings WHERE `key` = 'turns'");
      expect(Number(rows?.[0]?.value)).toBe(done);
      expect(done).toBeGreaterThan(15);
      await Promise.all(sources.map((source) => source.destroy()));
    },
    LIMIT_MS,
  );
});
