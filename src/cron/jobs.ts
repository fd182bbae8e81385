import { LessThan, LessThanOrEqual } from 'typeorm';
import type { StatusLedger } from '../clients/status-ledger.js';
import { countDifferences, recountStatuses } from '../clients/status-recount.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { Invitation } from '../invitations/invitation.entity.js';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import type { CronJob } from './cron-runner.js';
import { JobRun } from './job-run.entity.js';

const DAY_MS = 86_400_000;
const KEEP_RUNS_MS = 30 * DAY_MS;

/** Every job of the studio. */
export function createJobs(unitOfWork: UnitOfWork, clock: Clock, ledger: StatusLedger, logger: Logger): CronJob[] {
  return [
    expireInvitations(unitOfWork, clock),
    prune(unitOfWork, clock),
    checkStatusCounts(unitOfWork, clock, ledger, logger),
  ];
}

/** An invitation can't be answered after its time anyway; this makes lists and counts say so. */
export function expireInvitations(unitOfWork: UnitOfWork, clock: Clock): CronJob {
  return {
    name: 'expire-invitations',
    pattern: '*/5 * * * *',
    limitMs: 10 * 60_000,
    run: () =>
      unitOfWork.run(async (manager) => {
        const now = clock.now();
        const overdue = { status: 'sent' as const, expiresAt: LessThanOrEqual(now) };
        await manager.update(Invitation, overdue, { status: 'expired', updatedAt: now });
      }),
  };
}

/** The kept counts of clients by status against the memberships themselves; a difference is a fault of ours, and mended. */
export function checkStatusCounts(unitOfWork: UnitOfWork, clock: Clock, ledger: StatusLedger, logger: Logger): CronJob {
  return {
    name: 'check-status-counts',
    pattern: '40 3 * * *',
    limitMs: 30 * 60_000,
    run: () =>
      unitOfWork.run(async () => {
        const today = clock.today();
        const differing = countDifferences(await ledger.countsOn(today), await recountStatuses(unitOfWork, today));
        if (differing.length === 0) return;
        logger.error({ differing }, 'the kept counts of clients by status were wrong and are built anew');
        await ledger.rebuild();
      }),
  };
}

/** Bookkeeping that nobody asks for again. The audit log is not pruned; `RetentionService` looks after what is personal. */
export function prune(unitOfWork: UnitOfWork, clock: Clock): CronJob {
  return {
    name: 'prune',
    pattern: '20 3 * * *',
    limitMs: 30 * 60_000,
    run: () =>
      unitOfWork.run(async (manager) => {
        const now = clock.now().getTime();
        await manager.delete(JobRun, { startedAt: LessThan(new Date(now - KEEP_RUNS_MS)) });
      }),
  };
}
