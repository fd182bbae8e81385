import type { TelegramUser } from '../src/contract/clients.js';
import type { CrmHttp } from './crm-http.js';
import { HttpPersonApi } from './http-person-api.js';
import type { PersonApi } from './person-api.js';

export { CrmApiError, type FieldRefusal } from './crm-http.js';

/** The part of the token API that the bot needs. */
export interface CrmApi {
  /** Never refused for an unknown person: that is `kind: 'unknown'`. Throws `CrmApiError`. */
  findTelegramUser(telegramId: number): Promise<TelegramUser>;
  /** The calls of one person. */
  for(telegramId: number): PersonApi;
}

/** The token API over HTTP. */
export class HttpCrmApi implements CrmApi {
  constructor(private readonly http: CrmHttp) {}

  async findTelegramUser(telegramId: number): Promise<TelegramUser> {
    return this.for(telegramId).findSelf();
  }

  for(telegramId: number): PersonApi {
    return new HttpPersonApi(this.http, telegramId);
  }
}
