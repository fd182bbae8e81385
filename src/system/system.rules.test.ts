import { describe, expect, it } from '@jest/globals';
import { systemWarnings, type SystemState } from './system.rules.js';

const NOW = '2026-03-10T06:00:00.000Z';
const ago = (seconds: number): string => new Date(Date.parse(NOW) - seconds * 1000).toISOString();

const WELL: SystemState = {
  now: NOW,
  product: { version: '1.0.0', commit: null, node: 'v20', startedAt: ago(3600), isProduction: true },
  database: {
    kind: 'SQLite',
    version: '3',
    bytes: 1,
    migrations: { applied: 5, missing: [] },
    disk: { freeBytes: 50e9, totalBytes: 100e9 },
  },
  store: { kind: 'redis', isReachable: true },
  bot: { heartbeat: { worker: 'a', mode: 'polling', at: ago(10) }, poll: { worker: 'a', at: ago(50) } },
  jobs: [{ name: 'prune', pattern: '* * * * *', nextAt: null, last: null, failures: 0 }],
  queue: {
    classes: [{ name: 'bulk', waiting: 900, overdueSeconds: 200 }],
    bulkPerSecond: 25,
    pausedUntil: null,
    failures: 0,
  },
};

const codes = (changed: Partial<SystemState>): string[] =>
  systemWarnings({ ...WELL, ...changed }).map(({ code, isCritical }) => (isCritical ? `${code}!` : code));
const bot = (changed: Partial<SystemState['bot']>) => codes({ bot: { ...WELL.bot, ...changed } });
const queue = (changed: Partial<SystemState['queue']>) => codes({ queue: { ...WELL.queue, ...changed } });
const job = (status: 'running' | 'done' | 'failed', startedAt: string) =>
  codes({
    jobs: [
      {
        name: 'prune',
        pattern: '',
        nextAt: null,
        last: { status, startedAt, finishedAt: null, error: null },
        failures: 0,
      },
    ],
  });

describe('the system’s warnings', () => {
  it('are none while all is well', () => {
    expect(codes({})).toEqual([]);
  });

  it('tell a bot that never spoke from one that fell silent and one that Telegram does not answer', () => {
    expect(bot({ heartbeat: null })).toEqual(['bot_never']);
    expect(bot({ heartbeat: { worker: 'a', mode: 'polling', at: ago(61) } })).toEqual(['bot_silent!']);
    expect(bot({ poll: { worker: 'a', at: ago(181) } })).toEqual(['bot_deaf!']);
    expect(bot({ heartbeat: { worker: 'a', mode: 'webhook', at: ago(10) }, poll: null })).toEqual([]);
  });

  it('tell of messages that wait too long, but not of a broadcast that is meant to wait', () => {
    const classes = [{ name: 'bulk', waiting: 9, overdueSeconds: 301 }];
    expect(queue({ classes })).toEqual(['queue_stuck!']);
    expect(queue({ classes, pausedUntil: NOW })).toEqual([]);
    expect(queue({ failures: 2 })).toEqual(['messages_failed']);
  });

  it('tell of a job that failed or never ended', () => {
    expect(job('failed', ago(10))).toEqual(['job_failed!']);
    expect(job('running', ago(7300))).toEqual(['job_stuck!']);
    expect(job('done', ago(7300))).toEqual([]);
  });

  it('tell of a full disk, a missing store and missing migrations, and put what is broken first', () => {
    const disk = (freeBytes: number) =>
      codes({ database: { ...WELL.database, disk: { freeBytes, totalBytes: 100e9 } } });
    expect(disk(4e9)).toEqual(['disk_full!']);
    expect(disk(6e9)).toEqual([]);
    expect(codes({ store: { kind: 'redis', isReachable: false } })).toEqual(['store_away!']);
    expect(codes({ store: { kind: 'embedded', isReachable: true } })).toEqual(['store_embedded']);
    const migrations = { applied: 4, missing: ['AddThings'] };
    expect(
      codes({ store: { kind: 'embedded', isReachable: true }, database: { ...WELL.database, migrations } }),
    ).toEqual(['migrations_missing!', 'store_embedded']);
  });
});
