import type { DataSource } from 'typeorm';
import type { ApiTokensService } from '../src/api-tokens/api-tokens.service.js';
import type { AudienceQueries } from '../src/broadcasts/audience.queries.js';
import type { BroadcastControlService } from '../src/broadcasts/broadcast-control.service.js';
import type { BroadcastTrialsService } from '../src/broadcasts/broadcast-trials.service.js';
import type { BroadcastQueries } from '../src/broadcasts/broadcast.queries.js';
import type { BroadcastsService } from '../src/broadcasts/broadcasts.service.js';
import type { ClientQueries } from '../src/clients/clients.queries.js';
import type { ClientsService } from '../src/clients/clients.service.js';
import type { ErasureService } from '../src/clients/erasure.service.js';
import type { PersonalDataService } from '../src/clients/personal-data.service.js';
import type { LinkCodesService } from '../src/clients/link-codes.service.js';
import type { CoachesService } from '../src/coaches/coaches.service.js';
import type { ClosuresService } from '../src/closures/closures.service.js';
import type { UnitOfWork } from '../src/db/unit-of-work.js';
import type { FailedMessagesService } from '../src/deliveries/failed-messages.service.js';
import type { Pace } from '../src/deliveries/pace.js';
import type { PersonalMessagesService } from '../src/deliveries/personal-messages.service.js';
import type { ListExportsService } from '../src/exports/list-exports.service.js';
import type { GroupQueries } from '../src/groups/group.queries.js';
import type { GroupsService } from '../src/groups/groups.service.js';
import type { ImportUndoService } from '../src/imports/import-undo.service.js';
import type { ImportsService } from '../src/imports/imports.service.js';
import type { InvitationsService } from '../src/invitations/invitations.service.js';
import type { LazyDaysService } from '../src/lazy-days/lazy-days.service.js';
import type { Clock } from '../src/lib/clock.js';
import type { Logger } from '../src/lib/logger.js';
import type { Store } from '../src/lib/store.js';
import type { Language } from '../src/lib/wording.js';
import type { InstalmentsService } from '../src/payments/instalments.service.js';
import type { PaymentChangesService } from '../src/payments/payment-changes.service.js';
import type { PaymentUndoService } from '../src/payments/payment-undo.service.js';
import type { RefundsService } from '../src/payments/refunds.service.js';
import type { PaymentsService } from '../src/payments/payments.service.js';
import type { TransfersService } from '../src/payments/transfers.service.js';
import type { PlansService } from '../src/plans/plans.service.js';
import type { SavedViewsService } from '../src/saved-views/saved-views.service.js';
import type { SettingsService } from '../src/settings/settings.service.js';
import type { OwnAccountService } from '../src/staff/own-account.service.js';
import type { StaffService } from '../src/staff/staff.service.js';
import type { TotpService } from '../src/staff/totp.service.js';
import type { FigureRowsQueries } from '../src/statistics/figure-rows.queries.js';
import type { FiguresQueries } from '../src/statistics/figures.queries.js';
import type { SystemQueries } from '../src/system/system.queries.js';
import type { AttendanceService } from '../src/trainings/attendance.service.js';
import type { TimetableQueries } from '../src/trainings/timetable.queries.js';
import type { TrainingsService } from '../src/trainings/trainings.service.js';

export interface PanelConfig {
  studioName: string;
  /** ISO 4217. */
  currency: string;
  /** The language of a visitor who has not chosen one. */
  locale: Language;
  /** The address people type, e.g. `https://crm.example.com`. */
  publicUrl: string;
  sessionSecret: string;
}

/** Everything the panel works with; built by the composition root, the data source already initialised. */
export interface PanelDependencies {
  dataSource: DataSource;
  unitOfWork: UnitOfWork;
  clock: Clock;
  config: PanelConfig;
  store: Store;
  clients: ClientsService;
  clientQueries: ClientQueries;
  linkCodes: LinkCodesService;
  erasure: ErasureService;
  personalData: PersonalDataService;
  plans: PlansService;
  payments: PaymentsService;
  paymentChanges: PaymentChangesService;
  paymentUndo: PaymentUndoService;
  transfers: TransfersService;
  instalments: InstalmentsService;
  refunds: RefundsService;
  lazyDays: LazyDaysService;
  closures: ClosuresService;
  groups: GroupsService;
  groupQueries: GroupQueries;
  invitations: InvitationsService;
  attendance: AttendanceService;
  coaches: CoachesService;
  trainings: TrainingsService;
  timetable: TimetableQueries;
  imports: ImportsService;
  importUndo: ImportUndoService;
  failedMessages: FailedMessagesService;
  personalMessages: PersonalMessagesService;
  audiences: AudienceQueries;
  broadcasts: BroadcastsService;
  broadcastControl: BroadcastControlService;
  broadcastTrials: BroadcastTrialsService;
  broadcastQueries: BroadcastQueries;
  pace: Pace;
  settings: SettingsService;
  savedViews: SavedViewsService;
  listExports: ListExportsService;
  staff: StaffService;
  totp: TotpService;
  ownAccount: OwnAccountService;
  apiTokens: ApiTokensService;
  figures: FiguresQueries;
  figureRows: FigureRowsQueries;
  system: SystemQueries;
  logger: Logger;
}
