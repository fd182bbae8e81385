import type { RetentionService } from '../retention/retention.service.js';
import type { CronJob } from './cron-runner.js';

/** At night, when nobody waits for the database. */
export function retentionJob(retention: RetentionService): CronJob {
  return { name: 'retention', pattern: '10 4 * * *', limitMs: 2 * 60 * 60_000, run: () => retention.apply() };
}
