import type { RefusedPress } from '../src/contract/people.js';
import type { Logger } from '../src/lib/logger.js';
import { CrmApiError, type CrmHttp } from './crm-http.js';

/** What Telegram tells about people and the CRM has to know. */
export interface PeopleReports {
  /** The person blocked the bot, or lets it write again. Throws `CrmApiError` when the CRM can't be told now. */
  setReachable(personId: number, reachable: boolean): Promise<void>;
  /** Somebody pressed what was not theirs to press. Never throws: the audit log is no reason to keep people waiting. */
  reportRefusedPress(personId: number, reason: RefusedPress['reason']): Promise<void>;
}

const JSON_BODY = { 'content-type': 'application/json' };

export class HttpPeopleReports implements PeopleReports {
  constructor(
    private readonly http: CrmHttp,
    private readonly logger: Logger,
  ) {}

  async setReachable(personId: number, reachable: boolean): Promise<void> {
    try {
      await this.http.call({
        method: 'PUT',
        path: `/telegram-users/${personId}/reachability`,
        body: JSON.stringify({ reachable }),
        headers: JSON_BODY,
      });
    } catch (error) {
      // Somebody the CRM does not know may block the bot as well.
      if (error instanceof CrmApiError && error.code === 'not_found') return;
      throw error;
    }
  }

  async reportRefusedPress(personId: number, reason: RefusedPress['reason']): Promise<void> {
    try {
      await this.http.call({
        method: 'POST',
        path: `/telegram-users/${personId}/refused-presses`,
        body: JSON.stringify({ reason } satisfies RefusedPress),
        headers: JSON_BODY,
        once: true,
      });
    } catch (error) {
      this.logger.warn({ err: error }, 'a refused press could not be reported');
    }
  }
}
