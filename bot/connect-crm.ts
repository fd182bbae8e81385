import type { Logger } from '../src/lib/logger.js';
import type { BotDependencies } from './create-bot.js';
import { HttpCrmApi } from './crm-api.js';
import { CrmHttp } from './crm-http.js';
import type { Ask } from './crm-transport.js';
import { HttpDeliveriesApi } from './deliveries/deliveries-api.js';
import { HttpPeopleReports } from './people-reports.js';

/** All that the bot asks of the web process at this address. */
export function connectCrm(
  baseUrl: string,
  token: string,
  logger: Logger,
  ask?: Ask,
): Pick<BotDependencies, 'api' | 'deliveries' | 'reports' | 'secret'> {
  const http = new CrmHttp(baseUrl, token, undefined, ask);
  return {
    api: new HttpCrmApi(http),
    deliveries: new HttpDeliveriesApi(http),
    reports: new HttpPeopleReports(http, logger),
    // Both halves know it, nobody else does.
    secret: token,
  };
}
