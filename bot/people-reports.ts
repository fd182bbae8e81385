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

export class HttpPeopleReports implements PeopleReports {
  constructor(
    private readonly http: CrmHttp,
    private readonly logger: Logger,
  ) {}

  async setReachable(personId: number, reachable: boolean): Promise<void> {
    try {
      const path = { telegramId: String(personId) };
      await this.http.tell('PUT /telegram-users/{telegramId}/reachability', { path, body: { reachable } });
    } catch (error) {
      // Somebody the CRM does not know may block the bot as well.
      if (error instanceof CrmApiError && error.code === 'not_found') return;
      throw error;
    }
  }

  async reportRefusedPress(personId: number, reason: RefusedPress['reason']): Promise<void> {
    try {
      const input = { path: { telegramId: String(personId) }, body: { reason } };
      await this.http.tell('POST /telegram-users/{telegramId}/refused-presses', input, { once: true });
    } catch (error) {
      this.logger.warn({ err: error }, 'a refused press could not be reported');
    }
  }
}
