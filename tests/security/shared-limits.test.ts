import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { rateLimit, type Options, type Store as LimitStore } from 'express-rate-limit';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { limitCounters } from '../../src/lib/limit-counters.js';
import { connectRedis, RedisStore } from '../../src/lib/redis-store.js';
import { canStartRedis, OwnRedis } from '../setup/own-redis.js';
import { silentLogger } from '../setup/studio.js';

const LIMIT = 5;

/** One of several web processes behind one address. */
class Replica {
  private constructor(
    private readonly server: Server,
    private readonly store: RedisStore,
    private readonly crowd: LimitStore,
  ) {
    void this.crowd.init?.({ windowMs: 60_000 } as Options);
  }

  static async start(redisUrl: string): Promise<Replica> {
    const store = new RedisStore(await connectRedis(redisUrl, silentLogger), 'limits-test:');
    const counters = limitCounters(store, silentLogger);
    const limit = rateLimit({ windowMs: 60_000, limit: LIMIT, store: counters('login'), standardHeaders: 'draft-8' });
    const app = express().use(limit, (_request, response) => void response.end());
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return new Replica(server, store, counters('crowd'));
  }

  async ask(): Promise<number> {
    const { status } = await fetch(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`);
    return status;
  }

  async count(key: string): Promise<number> {
    return (await this.crowd.increment(key)).totalHits;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await this.store.close().catch(() => undefined);
  }
}

(canStartRedis() ? describe : describe.skip)('a limit of several web processes', () => {
  let redis: OwnRedis;
  let replicas: [Replica, Replica];

  beforeAll(async () => {
    redis = await OwnRedis.start();
    replicas = [await Replica.start(redis.url), await Replica.start(redis.url)];
  });
  afterAll(async () => {
    for (const replica of replicas) await replica.stop();
    await redis.stop();
  });

  it('is one limit, whichever of them is asked', async () => {
    const statuses: number[] = [];
    for (let call = 0; call < LIMIT + 2; call += 1) statuses.push(await replicas[call % 2 === 0 ? 0 : 1].ask());
    expect(statuses).toEqual([...Array<number>(LIMIT).fill(200), 429, 429]);
  });

  it('gives each of many calls at once, from all of them, a place of its own', async () => {
    const places = Array.from({ length: 40 }, (_, call) => replicas[call % 2 === 0 ? 0 : 1].count('crowd'));
    const counted = await Promise.all(places);
    expect(counted.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('is counted by each alone while Redis is away, and together again when it is back', async () => {
    await redis.stop();
    const alone: number[] = [];
    for (let call = 0; call < LIMIT + 1; call += 1) alone.push(await replicas[0].ask());
    expect(alone).toEqual([...Array<number>(LIMIT).fill(200), 429]);
    expect(await replicas[1].ask()).toBe(200);
    await redis.start();
    // Empty again: both count from nothing as soon as both have found it.
    const both = async () => [await replicas[0].ask(), await replicas[1].ask()];
    let last = await both();
    for (let round = 0; round < 100 && last.some((status) => status !== 200); round += 1) {
      await sleep(100);
      last = await both();
    }
    const after: number[] = [];
    for (let call = 0; call < LIMIT + 1; call += 1) after.push(await replicas[call % 2 === 0 ? 0 : 1].ask());
    expect(after).toContain(429);
    expect(await both()).toEqual([429, 429]);
  });
});
