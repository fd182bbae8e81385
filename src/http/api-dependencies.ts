import type { DataSource } from 'typeorm';
import type { ApiTokensService } from '../api-tokens/api-tokens.service.js';
import type { TelegramRefusals } from '../audit/telegram-refusals.js';
import type { AudienceQueries } from '../broadcasts/audience.queries.js';
import type { BroadcastControlService } from '../broadcasts/broadcast-control.service.js';
import type { BroadcastQueries } from '../broadcasts/broadcast.queries.js';
import type { BroadcastsService } from '../broadcasts/broadcasts.service.js';
import type { ClientQueries } from '../clients/clients.queries.js';
import type { ClientsService } from '../clients/clients.service.js';
import type { LinkCodesService } from '../clients/link-codes.service.js';
import type { TelegramPeopleService } from '../clients/telegram-people.service.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { ClaimsService } from '../deliveries/claims.service.js';
import type { StepsService } from '../deliveries/steps.service.js';
import type { GroupQueries } from '../groups/group.queries.js';
import type { InvitationAnswers } from '../invitations/invitation-answers.js';
import type { InvitationsService } from '../invitations/invitations.service.js';
import type { LazyDaysService } from '../lazy-days/lazy-days.service.js';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import type { Store } from '../lib/store.js';
import type { PaymentsService } from '../payments/payments.service.js';
import type { PlansService } from '../plans/plans.service.js';
import type { SettingsService } from '../settings/settings.service.js';
import type { StatisticsQueries } from '../statistics/statistics.queries.js';
import type { AttendanceService } from '../trainings/attendance.service.js';
import type { SessionLists } from '../trainings/session-lists.js';
import type { TrainingsService } from '../trainings/trainings.service.js';
import type { RateLimits } from './authenticate.js';

/** What the token API works with; the composition root gives it. */
export interface ApiDependencies {
  /** The address that people and programs use, without a slash at the end. */
  config: { publicUrl: string; studioName: string };
  dataSource: DataSource;
  store: Store;
  unitOfWork: UnitOfWork;
  clock: Clock;
  logger: Logger;
  apiTokens: ApiTokensService;
  telegramRefusals: TelegramRefusals;
  settings: SettingsService;
  clients: ClientsService;
  clientQueries: ClientQueries;
  linkCodes: LinkCodesService;
  telegramPeople: TelegramPeopleService;
  plans: PlansService;
  payments: PaymentsService;
  lazyDays: LazyDaysService;
  groupQueries: GroupQueries;
  trainings: TrainingsService;
  invitations: InvitationsService;
  invitationAnswers: InvitationAnswers;
  attendance: AttendanceService;
  sessionLists: SessionLists;
  statistics: StatisticsQueries;
  claims: ClaimsService;
  steps: StepsService;
  audiences: AudienceQueries;
  broadcasts: BroadcastsService;
  broadcastControl: BroadcastControlService;
  broadcastQueries: BroadcastQueries;
  /** Left out: `RATE_LIMITS`. */
  rateLimits?: RateLimits;
}
