import type { DataSource } from 'typeorm';
import type { ApiTokensService } from '../api-tokens/api-tokens.service.js';
import type { ClientQueries } from '../clients/clients.queries.js';
import type { ClientsService } from '../clients/clients.service.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { GroupQueries } from '../groups/group.queries.js';
import type { LazyDaysService } from '../lazy-days/lazy-days.service.js';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import type { Store } from '../lib/store.js';
import type { PaymentsService } from '../payments/payments.service.js';
import type { SettingsService } from '../settings/settings.service.js';
import type { StatisticsQueries } from '../statistics/statistics.queries.js';
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
  settings: SettingsService;
  clients: ClientsService;
  clientQueries: ClientQueries;
  payments: PaymentsService;
  lazyDays: LazyDaysService;
  groupQueries: GroupQueries;
  trainings: TrainingsService;
  statistics: StatisticsQueries;
  /** Left out: `RATE_LIMITS`. */
  rateLimits?: RateLimits;
}
