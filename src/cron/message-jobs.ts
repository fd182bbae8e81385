import type { BroadcastDriver } from '../broadcasts/broadcast-driver.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { LeasesService } from '../deliveries/leases.service.js';
import { pruneDeliveries } from '../deliveries/prune.js';
import type { Clock } from '../lib/clock.js';
import type { CronJob } from './cron-runner.js';

const EVERY_MINUTE = '* * * * *';

/** What messages and broadcasts need from time to time. */
export function createMessageJobs(
  unitOfWork: UnitOfWork,
  clock: Clock,
  leases: LeasesService,
  driver: BroadcastDriver,
): CronJob[] {
  return [
    { name: 'sweep-deliveries', pattern: EVERY_MINUTE, limitMs: 5 * 60_000, run: () => leases.sweep() },
    { name: 'drive-broadcasts', pattern: EVERY_MINUTE, limitMs: 60 * 60_000, run: () => driver.catchUp() },
    {
      name: 'prune-deliveries',
      pattern: '50 3 * * *',
      limitMs: 60 * 60_000,
      run: () => pruneDeliveries(unitOfWork, clock.now()),
    },
  ];
}
