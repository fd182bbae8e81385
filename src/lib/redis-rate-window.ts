import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import {
  CHAT_BURST,
  CHAT_BURST_MS,
  LEASE_MS,
  WINDOW_MS,
  type Acquired,
  type PlaceRequest,
  type RateLimits,
} from './rate-window.js';
import type { RedisClient } from './redis-store.js';

/**
 * Sorted sets of places by the millisecond they are free from, on Redis' own clock. KEYS: quiet, all, bulk, chat.
 * `quiet` tells from when messages may leave; where it is missing Redis has lost its memory, and with it all places of
 * the last second. ARGV: id, kind, perSecond, bulkPerSecond. Answers 0,
 * or the milliseconds to wait and the rule that asks for the longest wait.
 */
const ACQUIRE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local quiet = redis.call('GET', KEYS[1])
if not quiet then
  redis.call('SET', KEYS[1], string.format('%d', now + ${WINDOW_MS}))
  return {${WINDOW_MS}, 'all'}
end
local wait, by = math.max(0, tonumber(quiet) - now), 'all'
local function look(key, max, extra, rule)
  local taken = redis.call('ZCOUNT', key, '(' .. (now - extra), '+inf')
  if taken < max then return end
  local place = redis.call('ZRANGEBYSCORE', key, '(' .. (now - extra), '+inf', 'WITHSCORES', 'LIMIT', taken - max, 1)
  local this = math.min(tonumber(place[2]) + extra - now, ${WINDOW_MS})
  if this > wait then wait, by = this, rule end
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', now - ${CHAT_BURST_MS - WINDOW_MS})
look(KEYS[2], tonumber(ARGV[3]), 0, 'all')
if ARGV[2] == 'bulk' then look(KEYS[3], tonumber(ARGV[4]), 0, 'bulk') end
if ARGV[2] == 'answer' then
  look(KEYS[4], ${CHAT_BURST}, ${CHAT_BURST_MS - WINDOW_MS}, 'chat')
else
  look(KEYS[4], 1, 0, 'chat')
end
if wait > 0 then return {wait, by} end
local ends = now + ${LEASE_MS}
redis.call('ZADD', KEYS[2], ends, ARGV[1])
if ARGV[2] == 'bulk' then redis.call('ZADD', KEYS[3], ends, ARGV[1]) end
redis.call('ZADD', KEYS[4], ends, ARGV[1])
redis.call('PEXPIRE', KEYS[4], ${LEASE_MS + CHAT_BURST_MS})
return {0, ''}`;

/** A place that Redis has forgotten is written again: its message was sent all the same. ARGV: id, kind. */
const RELEASE = `
local time = redis.call('TIME')
local ends = time[1] * 1000 + math.floor(time[2] / 1000) + ${WINDOW_MS + 1}
redis.call('ZADD', KEYS[2], ends, ARGV[1])
if ARGV[2] == 'bulk' then redis.call('ZADD', KEYS[3], ends, ARGV[1]) end
redis.call('ZADD', KEYS[4], ends, ARGV[1])
redis.call('PEXPIRE', KEYS[4], ${LEASE_MS + CHAT_BURST_MS})
return 0`;

const GIVE_BACK = `
for i = 2, 4 do redis.call('ZREM', KEYS[i], ARGV[1]) end
return 0`;

/** Lets nobody send for ARGV[1] milliseconds. */
const QUIET = `
local time = redis.call('TIME')
local from = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[1])
redis.call('SET', KEYS[1], string.format('%d', math.max(from, tonumber(redis.call('GET', KEYS[1]) or 0))))
return 0`;

/** Slower than that counts as away: a send must not wait for a Redis that hangs. */
const ANSWER_MS = 1000;

const heldSchema = z.tuple([z.number(), z.enum(['all', 'bulk', 'chat', ''])]);

/** The window that all processes share. Every method throws when Redis does not answer; see `SharedRateWindow`. */
export class RedisRateWindow {
  private readonly taken = new Map<string, PlaceRequest>();
  private bulkPerSecond: number;
  private readonly bulkFrom: number;

  constructor(
    private readonly client: RedisClient,
    private readonly prefix: string,
    private readonly limits: RateLimits,
  ) {
    this.bulkPerSecond = limits.bulkPerSecond;
    this.bulkFrom = performance.now() + WINDOW_MS;
  }

  async acquire(request: PlaceRequest): Promise<Acquired> {
    const tooEarlyMs = this.bulkFrom - performance.now();
    if (request.kind === 'bulk' && tooEarlyMs > 0) return { waitMs: tooEarlyMs, by: 'bulk' };
    const id = randomBytes(9).toString('base64url');
    const limits = [this.limits.perSecond, this.bulkPerSecond].map(String);
    const [waitMs, by] = heldSchema.parse(await this.run(ACQUIRE, request, [id, request.kind, ...limits]));
    if (waitMs > 0) return { waitMs, by: by || 'all' };
    this.taken.set(id, request);
    return { id };
  }

  async release(id: string): Promise<void> {
    const request = this.forget(id);
    if (request) await this.run(RELEASE, request, [id, request.kind]);
  }

  async giveBack(id: string): Promise<void> {
    const request = this.forget(id);
    if (request) await this.run(GIVE_BACK, request, [id]);
  }

  setBulkPerSecond(count: number): void {
    this.bulkPerSecond = Math.min(count, this.limits.bulkPerSecond);
  }

  /** Lets no process send for a while. */
  async quiet(ms: number): Promise<void> {
    await this.run(QUIET, { chatId: '', kind: 'notice' }, [String(ms)]);
  }

  private forget(id: string): PlaceRequest | undefined {
    const request = this.taken.get(id);
    this.taken.delete(id);
    return request;
  }

  private async run(script: string, { chatId }: PlaceRequest, args: string[]): Promise<unknown> {
    const keys = ['quiet', 'all', 'bulk', `chat:${chatId}`].map((key) => this.prefix + key);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('redis does not answer')), ANSWER_MS);
    });
    try {
      return await Promise.race([this.client.eval(script, { keys, arguments: args }), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
