import type { DataSource } from 'typeorm';
import { ApiTokensService } from './api-tokens/api-tokens.service.js';
import { AuditService } from './audit/audit.service.js';
import { ClientQueries } from './clients/clients.queries.js';
import { ClientsService } from './clients/clients.service.js';
import { StatusLedger } from './clients/status-ledger.js';
import { ClosuresService } from './closures/closures.service.js';
import { GroupClosures } from './closures/group-closures.js';
import { CoachesService } from './coaches/coaches.service.js';
import type { Config } from './config.js';
import { CronRunner } from './cron/cron-runner.js';
import { createJobs } from './cron/jobs.js';
import { UnitOfWork } from './db/unit-of-work.js';
import { GroupQueries } from './groups/group.queries.js';
import { GroupsService } from './groups/groups.service.js';
import { LazyDaysService } from './lazy-days/lazy-days.service.js';
import { systemClock, type Clock } from './lib/clock.js';
import type { Logger } from './lib/logger.js';
import type { Store } from './lib/store.js';
import { ChainCorrections } from './payments/chain-corrections.js';
import { ChainStore } from './payments/chain-store.js';
import { InstalmentsService } from './payments/instalments.service.js';
import { PaymentChangesService } from './payments/payment-changes.service.js';
import { PaymentUndoService } from './payments/payment-undo.service.js';
import { PaymentsService } from './payments/payments.service.js';
import { RefundsService } from './payments/refunds.service.js';
import { TransfersService } from './payments/transfers.service.js';
import { PlansService } from './plans/plans.service.js';
import { SettingsService } from './settings/settings.service.js';
import { StaffService } from './staff/staff.service.js';
import { StatisticsQueries } from './statistics/statistics.queries.js';
import { TrainingsService } from './trainings/trainings.service.js';

export interface Foundation {
  config: Config;
  dataSource: DataSource;
  store: Store;
  logger: Logger;
  /** Left out: the system's clock in the studio's zone. */
  clock?: Clock;
  /** The bot's token of the environment, accepted without a row. */
  apiToken: string;
}

/** The composition root: everything is built here, once, with `new`. */
export function createContainer({ config, dataSource, store, logger, apiToken, ...given }: Foundation) {
  const clock = given.clock ?? systemClock(config.timeZone);
  const unitOfWork = new UnitOfWork(dataSource);
  const audit = new AuditService(unitOfWork, clock);
  const statusLedger = new StatusLedger(unitOfWork);
  const chains = new ChainStore(unitOfWork, clock, statusLedger);
  const corrections = new ChainCorrections(unitOfWork, clock, chains);
  const settings = new SettingsService(unitOfWork, clock, audit, statusLedger);
  const clientQueries = new ClientQueries(unitOfWork, clock, settings, statusLedger);
  const groupClosures = new GroupClosures(unitOfWork, clock, audit, chains);
  const groups = new GroupsService(unitOfWork, clock, audit, groupClosures);
  const plans = new PlansService(unitOfWork, clock, audit);
  const cron = new CronRunner(unitOfWork, clock, logger);
  cron.add(...createJobs(unitOfWork, clock, statusLedger, logger));
  return {
    config,
    dataSource,
    store,
    logger,
    clock,
    unitOfWork,
    audit,
    settings,
    statusLedger,
    chains,
    clientQueries,
    groups,
    plans,
    clients: new ClientsService(unitOfWork, clock, audit, settings, groups, chains),
    payments: new PaymentsService(unitOfWork, clock, audit, plans, settings, chains),
    paymentChanges: new PaymentChangesService(unitOfWork, clock, audit, chains, corrections),
    paymentUndo: new PaymentUndoService(unitOfWork, clock, audit, chains, corrections),
    transfers: new TransfersService(unitOfWork, clock, audit, chains, corrections),
    instalments: new InstalmentsService(unitOfWork, clock, audit),
    refunds: new RefundsService(unitOfWork, clock, audit, chains),
    lazyDays: new LazyDaysService(unitOfWork, clock, audit, chains),
    closures: new ClosuresService(unitOfWork, clock, audit, chains),
    coaches: new CoachesService(unitOfWork, clock, audit),
    groupQueries: new GroupQueries(unitOfWork, clientQueries),
    trainings: new TrainingsService(unitOfWork, clock, audit, chains),
    staff: new StaffService(unitOfWork, clock, audit),
    apiToken,
    apiTokens: new ApiTokensService(unitOfWork, clock, audit, apiToken),
    statistics: new StatisticsQueries(unitOfWork, clock),
    cron,
  };
}

export type Container = ReturnType<typeof createContainer>;
