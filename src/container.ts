import type { DataSource } from 'typeorm';
import { ApiTokensService } from './api-tokens/api-tokens.service.js';
import { AuditService } from './audit/audit.service.js';
import { TelegramRefusals } from './audit/telegram-refusals.js';
import { AudienceQueries } from './broadcasts/audience.queries.js';
import { BroadcastControlService } from './broadcasts/broadcast-control.service.js';
import { BroadcastDriver } from './broadcasts/broadcast-driver.js';
import { BroadcastQueries } from './broadcasts/broadcast.queries.js';
import { BroadcastTrialsService } from './broadcasts/broadcast-trials.service.js';
import { BroadcastsService } from './broadcasts/broadcasts.service.js';
import { ClientQueries } from './clients/clients.queries.js';
import { ClientsService } from './clients/clients.service.js';
import { ErasureService } from './clients/erasure.service.js';
import { LinkCodesService } from './clients/link-codes.service.js';
import { PersonalDataService } from './clients/personal-data.service.js';
import { StatusLedger } from './clients/status-ledger.js';
import { TelegramPeopleService } from './clients/telegram-people.service.js';
import { ClosuresService } from './closures/closures.service.js';
import { GroupClosures } from './closures/group-closures.js';
import { CoachesService } from './coaches/coaches.service.js';
import type { Config } from './config.js';
import { CronRunner } from './cron/cron-runner.js';
import { createJobs } from './cron/jobs.js';
import { retentionJob } from './cron/retention-job.js';
import { reminderJobs } from './cron/reminder-jobs.js';
import { createMessageJobs } from './cron/message-jobs.js';
import { UnitOfWork } from './db/unit-of-work.js';
import { ClaimsService } from './deliveries/claims.service.js';
import { DeliverySignal } from './deliveries/delivery-signal.js';
import { FailedMessagesService } from './deliveries/failed-messages.service.js';
import { LeasesService } from './deliveries/leases.service.js';
import { Outbox } from './deliveries/outbox.js';
import { Pace } from './deliveries/pace.js';
import { PersonalMessagesService } from './deliveries/personal-messages.service.js';
import { StepsService } from './deliveries/steps.service.js';
import { ListExportsService } from './exports/list-exports.service.js';
import { GroupQueries } from './groups/group.queries.js';
import { ImportUndoService } from './imports/import-undo.service.js';
import { ImportsService } from './imports/imports.service.js';
import { InvitationAnswers } from './invitations/invitation-answers.js';
import { InvitationMessages } from './invitations/invitation-messages.js';
import { InvitationsService } from './invitations/invitations.service.js';
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
import { RemindersService } from './reminders/reminders.service.js';
import { StaleReminders } from './reminders/stale-reminders.service.js';
import { RetentionService } from './retention/retention.service.js';
import { SavedViewsService } from './saved-views/saved-views.service.js';
import { SettingsService } from './settings/settings.service.js';
import { OwnAccountService } from './staff/own-account.service.js';
import { StaffService } from './staff/staff.service.js';
import { TotpService } from './staff/totp.service.js';
import { FigureRowsQueries } from './statistics/figure-rows.queries.js';
import { FiguresQueries } from './statistics/figures.queries.js';
import { StatisticsQueries } from './statistics/statistics.queries.js';
import { productVersion } from './system/product-version.js';
import { SystemQueries } from './system/system.queries.js';
import { AttendanceService } from './trainings/attendance.service.js';
import { SessionAccess } from './trainings/session-access.js';
import { SessionChanges } from './trainings/session-changes.js';
import { SessionLinks } from './trainings/session-links.js';
import { SessionLists } from './trainings/session-lists.js';
import { SessionNews } from './trainings/session-news.js';
import { TimetableQueries } from './trainings/timetable.queries.js';
import { TrainingsService } from './trainings/trainings.service.js';
import { VisitBook } from './trainings/visit-book.js';

export interface Foundation {
  config: Config;
  dataSource: DataSource;
  store: Store;
  logger: Logger;
  /** Left out: the system's clock in the studio's zone. */
  clock?: Clock;
  /** The bot's token of the environment, accepted without a row. */
  apiToken: string;
  /** Signs the panel's sessions; other keys of the panel are made from it. */
  sessionSecret: string;
}

/** The composition root: everything is built here, once, with `new`. */
export function createContainer(foundation: Foundation) {
  const { config, dataSource, store, logger, apiToken, sessionSecret, ...given } = foundation;
  const clock = given.clock ?? systemClock(config.timeZone);
  const unitOfWork = new UnitOfWork(dataSource);
  const audit = new AuditService(unitOfWork, clock, logger);
  const statusLedger = new StatusLedger(unitOfWork);
  const chains = new ChainStore(unitOfWork, clock, statusLedger);
  const corrections = new ChainCorrections(unitOfWork, clock, chains);
  const settings = new SettingsService(unitOfWork, clock, audit, statusLedger);
  const clientQueries = new ClientQueries(unitOfWork, clock, settings, statusLedger);
  const groupClosures = new GroupClosures(unitOfWork, clock, audit, chains);
  const groups = new GroupsService(unitOfWork, clock, audit, groupClosures);
  const clients = new ClientsService(unitOfWork, clock, audit, settings, groups, chains);
  const plans = new PlansService(unitOfWork, clock, audit);
  const deliverySignal = new DeliverySignal();
  const outbox = new Outbox(unitOfWork, clock, deliverySignal);
  const pace = new Pace(unitOfWork, clock, settings);
  const leases = new LeasesService(unitOfWork, clock, pace);
  const audiences = new AudienceQueries(unitOfWork, clientQueries);
  const broadcastDriver = new BroadcastDriver(unitOfWork, clock, audit, audiences, deliverySignal, logger);
  const cron = new CronRunner(unitOfWork, clock, logger);
  const studio = { name: config.studioName, language: config.locale };
  const reminders = new RemindersService(unitOfWork, clock, settings, outbox, studio);
  const staleReminders = new StaleReminders(unitOfWork, clock);
  const privacy = privacyServices({ unitOfWork, clock, audit, settings, clients, outbox, config });
  cron.add(
    ...createJobs(unitOfWork, clock, statusLedger, logger),
    ...reminderJobs(reminders, staleReminders),
    ...createMessageJobs(unitOfWork, clock, leases, broadcastDriver),
    retentionJob(privacy.retention),
  );
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
    outbox,
    reminders,
    staleReminders,
    leases,
    pace,
    ...senderServices({ unitOfWork, clock, pace, leases, deliverySignal, config }),
    ...deskMessages(unitOfWork, clock, audit, outbox),
    audiences,
    broadcastDriver,
    broadcasts: new BroadcastsService(unitOfWork, clock, audit, audiences, broadcastDriver),
    broadcastControl: new BroadcastControlService(unitOfWork, clock, audit, broadcastDriver, deliverySignal),
    broadcastTrials: new BroadcastTrialsService(unitOfWork, clock, audit, outbox, settings, config.locale),
    broadcastQueries: new BroadcastQueries(unitOfWork, audiences),
    groups,
    plans,
    clients,
    ...privacy,
    payments: new PaymentsService(unitOfWork, clock, audit, plans, settings, chains),
    paymentChanges: new PaymentChangesService(unitOfWork, clock, audit, chains, corrections),
    paymentUndo: new PaymentUndoService(unitOfWork, clock, audit, chains, corrections),
    transfers: new TransfersService(unitOfWork, clock, audit, chains, corrections),
    instalments: new InstalmentsService(unitOfWork, clock, audit),
    refunds: new RefundsService(unitOfWork, clock, audit, chains),
    lazyDays: new LazyDaysService(unitOfWork, clock, audit, chains, settings),
    closures: new ClosuresService(unitOfWork, clock, audit, chains),
    coaches: new CoachesService(unitOfWork, clock, audit),
    imports: new ImportsService(unitOfWork, clock, settings, chains, statusLedger, groupClosures),
    importUndo: new ImportUndoService(unitOfWork, clock, chains, statusLedger, groupClosures),
    groupQueries: new GroupQueries(unitOfWork, clientQueries),
    ...sessionServices({ config, store, logger, clock, unitOfWork, audit, chains, outbox }),
    ...accessServices({ unitOfWork, clock, audit, config, apiToken, sessionSecret }),
    ...figureQueries(unitOfWork, clock),
    system: systemQueries({ unitOfWork, clock, store, pace, config, cron }),
    cron,
  };
}

/** How the installation itself is. */
function systemQueries(parts: {
  unitOfWork: UnitOfWork;
  clock: Clock;
  store: Store;
  pace: Pace;
  config: Config;
  cron: CronRunner;
}) {
  const { unitOfWork, clock, store, pace, config, cron } = parts;
  return new SystemQueries(unitOfWork, clock, store, pace, {
    version: productVersion(),
    commit: config.commit,
    isProduction: config.production,
    storeKind: config.redisUrl ? 'redis' : 'embedded',
    jobs: () => cron.plan(),
  });
}

/** The studio's numbers, and the rows behind them. */
function figureQueries(unitOfWork: UnitOfWork, clock: Clock) {
  const statistics = new StatisticsQueries(unitOfWork, clock);
  return {
    statistics,
    figures: new FiguresQueries(unitOfWork, clock, statistics),
    figureRows: new FigureRowsQueries(unitOfWork, clock),
  };
}

/** Around the panel's lists: views that are kept, and the log of what leaves as a file. */
function listServices(unitOfWork: UnitOfWork, audit: AuditService) {
  return {
    savedViews: new SavedViewsService(unitOfWork, audit),
    listExports: new ListExportsService(unitOfWork, audit),
  };
}

/** What the sending worker asks for. */
function senderServices(parts: {
  unitOfWork: UnitOfWork;
  clock: Clock;
  pace: Pace;
  leases: LeasesService;
  deliverySignal: DeliverySignal;
  config: Config;
}) {
  const { unitOfWork, clock, pace, leases, deliverySignal, config } = parts;
  return {
    claims: new ClaimsService(unitOfWork, clock, pace, leases, deliverySignal, config.locale),
    steps: new StepsService(unitOfWork, clock, pace),
  };
}

/** What becomes of what is known about people. */
function privacyServices(parts: {
  unitOfWork: UnitOfWork;
  clock: Clock;
  audit: AuditService;
  settings: SettingsService;
  clients: ClientsService;
  outbox: Outbox;
  config: Config;
}) {
  const { unitOfWork, clock, audit, settings, clients, outbox, config } = parts;
  const erasure = new ErasureService(unitOfWork, clock, audit, clients, outbox, config.locale);
  return {
    erasure,
    personalData: new PersonalDataService(unitOfWork, clock, audit),
    retention: new RetentionService(unitOfWork, clock, settings, erasure),
  };
}

/** Who gets in, people and programs, and who was refused. */
function accessServices(parts: {
  unitOfWork: UnitOfWork;
  clock: Clock;
  audit: AuditService;
  config: Config;
  apiToken: string;
  sessionSecret: string;
}) {
  const { unitOfWork, clock, audit, config, apiToken, sessionSecret } = parts;
  return {
    ...listServices(unitOfWork, audit),
    linkCodes: new LinkCodesService(unitOfWork, clock, audit),
    telegramPeople: new TelegramPeopleService(unitOfWork, clock, audit),
    staff: new StaffService(unitOfWork, clock, audit),
    ownAccount: new OwnAccountService(unitOfWork, audit),
    telegramRefusals: new TelegramRefusals(unitOfWork, clock, audit),
    totp: new TotpService(unitOfWork, clock, audit, sessionSecret, config.studioName),
    apiToken,
    sessionSecret,
    apiTokens: new ApiTokensService(unitOfWork, clock, audit, [apiToken, ...config.formerApiTokens]),
  };
}

/** Messages that the desk writes, and those that it has to deal with. */
function deskMessages(unitOfWork: UnitOfWork, clock: Clock, audit: AuditService, outbox: Outbox) {
  return {
    failedMessages: new FailedMessagesService(unitOfWork, audit),
    personalMessages: new PersonalMessagesService(unitOfWork, clock, audit, outbox),
  };
}

/** What sessions, invitations to them and attendance are made of. */
function sessionServices(parts: {
  config: Config;
  store: Store;
  logger: Logger;
  clock: Clock;
  unitOfWork: UnitOfWork;
  audit: AuditService;
  chains: ChainStore;
  outbox: Outbox;
}) {
  const { config, store, logger, clock, unitOfWork, audit, chains, outbox } = parts;
  const access = new SessionAccess(unitOfWork);
  const visits = new VisitBook(unitOfWork, audit, chains);
  const links = new SessionLinks(unitOfWork, clock, store, logger);
  const messages = new InvitationMessages(unitOfWork, clock, outbox, config.locale);
  const news = new SessionNews(unitOfWork, clock, outbox, config.locale);
  const changes = new SessionChanges(unitOfWork, clock, messages, news, links);
  const trainings = new TrainingsService(unitOfWork, clock, audit, access, visits, changes);
  return {
    trainings,
    invitations: new InvitationsService(unitOfWork, clock, audit, trainings, messages),
    invitationAnswers: new InvitationAnswers(unitOfWork, clock, audit, visits, links),
    attendance: new AttendanceService(unitOfWork, clock, audit, access, visits),
    sessionLists: new SessionLists(unitOfWork, clock, access),
    timetable: new TimetableQueries(unitOfWork, clock, access),
  };
}

export type Container = ReturnType<typeof createContainer>;
