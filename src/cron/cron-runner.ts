import { schedule, type ScheduledTask } from 'node-cron';
import { isUniqueViolation } from '../db/database-errors.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import { redactText } from '../lib/redact.js';
import { JobRun } from './job-run.entity.js';

export interface CronJob {
  name: string;
  /** A cron expression on the studio's wall clock, at most once a minute. */
  pattern: string;
  /** A run that takes longer is taken for dead, and another process repeats it: so `run` must be repeatable. */
  limitMs: number;
  run(): Promise<void>;
}

export type SlotOutcome = 'done' | 'failed' | 'taken';

/**
 * Runs jobs on their schedule, each slot once however many processes run: the unique (job, slot) row is the lock.
 * A job must do whatever is due, not only what fell due in its slot, so that a missed slot loses nothing.
 */
export class CronRunner {
  private readonly jobs: CronJob[] = [];
  private readonly tasks = new Map<string, ScheduledTask>();
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  add(...jobs: CronJob[]): void {
    this.jobs.push(...jobs);
  }

  /** Starts the schedules, and repeats at once what a crashed process left unfinished. */
  start(): void {
    for (const job of this.jobs) {
      void this.track(this.repeatAbandoned(job));
      const options = { timezone: this.clock.timeZone, name: job.name, suppressMissedWarning: true };
      this.tasks.set(
        job.name,
        schedule(job.pattern, ({ date }) => this.track(this.tick(job, date)), options),
      );
    }
  }

  /** Every job with the start of its next slot; null while this process runs none. */
  plan(): { name: string; pattern: string; nextAt: Date | null }[] {
    return this.jobs.map(({ name, pattern }) => ({
      name,
      pattern,
      nextAt: this.tasks.get(name)?.getNextRun() ?? null,
    }));
  }

  /** No new run begins; resolves when those at work have ended. */
  async stop(): Promise<void> {
    for (const task of this.tasks.values()) await task.destroy();
    this.tasks.clear();
    await Promise.allSettled([...this.running]);
  }

  /** Runs the job for the slot unless someone has: `taken`. A job that throws is `failed`, logged and kept. */
  async runSlot(job: CronJob, at: Date): Promise<SlotOutcome> {
    const row = await this.claim(job, slotOf(at));
    return row ? this.execute(job, row) : 'taken';
  }

  /** Repeats the runs that began longer ago than the job's limit and never ended. Gives how many. */
  async repeatAbandoned(job: CronJob): Promise<number> {
    const oldest = new Date(this.clock.now().getTime() - job.limitMs);
    const abandoned = await this.unitOfWork.manager
      .createQueryBuilder(JobRun, 'run')
      .where("run.job = :job AND run.status = 'running'", { job: job.name })
      .andWhere('run.startedAt < :oldest', { oldest })
      .getMany();
    let repeated = 0;
    for (const row of abandoned) {
      const ours = await this.takeOver(row);
      if (!ours) continue;
      this.logger.warn({ job: job.name, slot: row.slot }, 'repeating a run that never ended');
      await this.execute(job, ours);
      repeated += 1;
    }
    return repeated;
  }

  private async tick(job: CronJob, date: Date): Promise<void> {
    await this.repeatAbandoned(job);
    await this.runSlot(job, date);
  }

  /** Errors of the bookkeeping itself (the database is away) are logged: the next slot tries again. */
  private track(work: Promise<unknown>): Promise<unknown> {
    const guarded = work.catch((error: unknown) => this.logger.error({ err: error }, 'cron could not run'));
    this.running.add(guarded);
    return guarded.finally(() => this.running.delete(guarded));
  }

  private async claim(job: CronJob, slot: string): Promise<JobRun | null> {
    try {
      return await this.unitOfWork.run((manager) =>
        manager.save(
          manager.create(JobRun, {
            job: job.name,
            slot,
            status: 'running',
            startedAt: this.clock.now(),
            finishedAt: null,
            error: null,
          }),
        ),
      );
    } catch (error) {
      if (isUniqueViolation(error)) return null;
      throw error;
    }
  }

  /** Of several that find the same dead run, the one whose write still sees its old start gets it. */
  private takeOver(row: JobRun): Promise<JobRun | null> {
    return this.unitOfWork.run(async (manager) => {
      const startedAt = this.clock.now();
      const found = { id: row.id, status: 'running' as const, startedAt: row.startedAt };
      const { affected } = await manager.update(JobRun, found, { startedAt });
      return affected === 1 ? manager.merge(JobRun, row, { startedAt }) : null;
    });
  }

  private async execute(job: CronJob, row: JobRun): Promise<'done' | 'failed'> {
    const [status, error] = await attempt(job);
    if (error !== null) this.logger.error({ err: error, job: job.name, slot: row.slot }, 'job failed');
    await this.unitOfWork.run(async (manager) => {
      const ours = { id: row.id, startedAt: row.startedAt };
      const text = error === null ? null : redactText(error.message).slice(0, 300);
      const { affected } = await manager.update(JobRun, ours, { status, finishedAt: this.clock.now(), error: text });
      if (affected !== 1) this.logger.warn({ job: job.name, slot: row.slot }, 'a run took longer than its limit');
    });
    return status;
  }
}

async function attempt(job: CronJob): Promise<['done', null] | ['failed', Error]> {
  try {
    await job.run();
    return ['done', null];
  } catch (error) {
    return ['failed', error instanceof Error ? error : new Error(`rejected with ${JSON.stringify(error)}`)];
  }
}

/** To the minute, UTC: every process names the same slot alike, whatever second its timer fired in. */
function slotOf(at: Date): string {
  return `${at.toISOString().slice(0, 16)}Z`;
}
