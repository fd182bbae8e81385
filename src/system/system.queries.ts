import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { BOT_HEARTBEAT_KEY, BOT_POLL_KEY, type BotHeartbeat, type BotPoll } from '../contract/store-keys.js';
import { JobRun } from '../cron/job-run.entity.js';
import { isSqlite } from '../db/data-source.js';
import { query } from '../db/query.js';
import { readEntities } from '../db/read-entities.js';
import { storedInstant } from '../db/stored-values.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { PRIORITIES } from '../deliveries/delivery.rules.js';
import { readFailedMessages } from '../deliveries/failed-messages.queries.js';
import { secondsOverdue } from '../deliveries/oldest-due.queries.js';
import type { Pace } from '../deliveries/pace.js';
import type { Clock } from '../lib/clock.js';
import type { Store } from '../lib/store.js';
import type { JobState, SystemState } from './system.rules.js';

const WEEK_MS = 7 * 86_400_000;

/** A job and when its next slot begins. */
export interface PlannedJob {
  name: string;
  pattern: string;
  nextAt: Date | null;
}

/** What only the composition root knows. */
export interface Installation {
  version: string;
  commit: string | null;
  isProduction: boolean;
  storeKind: SystemState['store']['kind'];
  jobs: () => PlannedJob[];
}

/** How the installation is: a dozen small statements, none of which grows with the history. */
export class SystemQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly store: Store,
    private readonly pace: Pace,
    private readonly installation: Installation,
  ) {}

  async read(): Promise<SystemState> {
    const { version, commit, isProduction, storeKind } = this.installation;
    const now = this.clock.now();
    const startedAt = new Date(now.getTime() - process.uptime() * 1000).toISOString();
    const isReachable = await this.store.ping().then(
      () => true,
      () => false,
    );
    return {
      now: now.toISOString(),
      product: { version, commit, node: process.version, startedAt, isProduction },
      database: await this.database(),
      store: { kind: storeKind, isReachable },
      bot: isReachable ? await this.bot() : { heartbeat: null, poll: null },
      jobs: await this.jobs(now),
      queue: await this.queue(now),
    };
  }

  private async database(): Promise<SystemState['database']> {
    const { dataSource, manager } = this.unitOfWork;
    const rows = await query<{ name: string }[]>(manager, 'SELECT name FROM schema_migrations');
    const applied = new Set(rows.map(({ name }) => name));
    const names = dataSource.migrations.flatMap(({ name }) => name ?? []);
    const migrations = { applied: applied.size, missing: names.filter((name) => !applied.has(name)) };
    if (!isSqlite(dataSource)) {
      const [row] = await query<{ version: string; bytes: string | number | null }[]>(
        manager,
        `SELECT VERSION() AS version, SUM(DATA_LENGTH + INDEX_LENGTH) AS bytes
         FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()`,
      );
      const kind = dataSource.options.type === 'mariadb' ? 'MariaDB' : 'MySQL';
      return { kind, version: row?.version ?? '', bytes: Number(row?.bytes ?? 0), migrations, disk: null };
    }
    const [row] = await query<{ version: string; bytes: number }[]>(
      manager,
      `SELECT sqlite_version() AS version, page_count * page_size AS bytes
       FROM pragma_page_count(), pragma_page_size()`,
    );
    const disk = await diskOf(String(dataSource.options.database));
    return { kind: 'SQLite', version: row?.version ?? '', bytes: Number(row?.bytes ?? 0), migrations, disk };
  }

  private async bot(): Promise<SystemState['bot']> {
    const [heartbeat, poll] = await this.store.getMany([BOT_HEARTBEAT_KEY, BOT_POLL_KEY]);
    return {
      heartbeat: heartbeat ? (JSON.parse(heartbeat) as BotHeartbeat) : null,
      poll: poll ? (JSON.parse(poll) as BotPoll) : null,
    };
  }

  private async jobs(now: Date): Promise<JobState[]> {
    const { dataSource, manager } = this.unitOfWork;
    const since = storedInstant(dataSource, new Date(now.getTime() - WEEK_MS));
    const failed = await query<{ job: string; count: number | string }[]>(
      manager,
      "SELECT job, COUNT(*) AS count FROM job_runs WHERE startedAt >= ? AND status = 'failed' GROUP BY job",
      [since],
    );
    const failures = new Map(failed.map(({ job, count }) => [job, Number(count)]));
    const states: JobState[] = [];
    for (const { name, pattern, nextAt } of this.installation.jobs()) {
      const [run] = await readEntities(manager, JobRun, 'WHERE job = ? ORDER BY slot DESC LIMIT 1', [name]);
      states.push({
        name,
        pattern,
        nextAt: nextAt?.toISOString() ?? null,
        last: run ? lastOf(run) : null,
        failures: failures.get(name) ?? 0,
      });
    }
    return states;
  }

  private async queue(now: Date): Promise<SystemState['queue']> {
    const { manager } = this.unitOfWork;
    const rows = await query<{ priority: number; waiting: number | string }[]>(
      manager,
      `SELECT priority, COUNT(*) AS waiting FROM deliveries WHERE status IN ('pending', 'claimed', 'sending')
       GROUP BY priority`,
    );
    const waiting = new Map(rows.map((row) => [Number(row.priority), Number(row.waiting)]));
    const overdue = await secondsOverdue(manager, now);
    const { pauseUntil, bulkPerSecond } = await this.pace.current();
    return {
      classes: Object.entries(PRIORITIES).map(([name, priority]) => ({
        name,
        waiting: waiting.get(priority) ?? 0,
        overdueSeconds: overdue[name] ?? 0,
      })),
      bulkPerSecond,
      pausedUntil: pauseUntil?.toISOString() ?? null,
      failures: (await readFailedMessages(manager, now, 1)).total,
    };
  }
}

function lastOf({ status, startedAt, finishedAt, error }: JobRun): NonNullable<JobState['last']> {
  return { status, startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null, error };
}

async function diskOf(file: string): Promise<SystemState['database']['disk']> {
  if (file === ':memory:') return null;
  const { bavail, blocks, bsize } = await statfs(path.dirname(path.resolve(file)));
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
