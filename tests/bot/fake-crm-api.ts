import { CrmApiError, type CrmApi } from '../../bot/crm-api.js';
import type { PersonApi } from '../../bot/person-api.js';
import type { BroadcastView } from '../../src/contract/broadcasts.js';
import type { ClientDetail, TelegramUser } from '../../src/contract/clients.js';
import type { GroupView } from '../../src/contract/groups.js';
import type { Plan } from '../../src/contract/memberships.js';
import type { FreezeTerms } from '../../src/contract/people.js';
import type { AcceptedInvitation, Roster, Timetable, VisitHistory } from '../../src/contract/sessions.js';
import type { ErrorCode } from '../../src/contract/error-codes.js';
import { FakePersonApi } from './fake-person-api.js';

const NOBODY: TelegramUser = {
  kind: 'unknown',
  isAdmin: false,
  clientId: null,
  coachId: null,
  language: null,
  broadcastsStopped: false,
};

/** The CRM in memory: the refusals that a bot can meet, and nothing else of its rules. */
export class FakeCrmApi implements CrmApi {
  readonly clients = new Map<number, ClientDetail>();
  readonly coaches = new Set<number>();
  readonly admins = new Set<number>();
  readonly archived = new Set<number>();
  readonly photos = new Map<number, Uint8Array>();
  readonly broadcastPhotos = new Map<number, Uint8Array>();
  readonly stopped = new Set<number>();
  readonly erasures = new Set<number>();
  readonly linkCodes = new Map<string, ClientDetail>();
  readonly invitations = new Map<number, { telegramId: number; answer: AcceptedInvitation; refusal?: ErrorCode }>();
  readonly rosters = new Map<number, Roster>();
  readonly broadcasts = new Map<number, BroadcastView>();
  groups: GroupView[] = [];
  plans: Plan[] = [];
  timetable: Timetable = { group: null, sessions: [] };
  visits: VisitHistory = { total: 0, items: [] };
  terms: FreezeTerms = {
    allowed: true,
    reason: null,
    minDays: 3,
    maxDays: 14,
    daysLeft: 14,
    timesLeft: 1,
    firstDate: '2026-03-10',
    lastDate: '2026-04-06',
    current: null,
  };
  reachable = 12;
  readonly calls: string[] = [];
  /** What has really happened; a repeated call under the same key adds nothing. */
  readonly effects: string[] = [];
  /** These calls are refused as long as they stand here. */
  readonly refusals = new Map<string, ErrorCode>();
  private readonly answers = new Map<string, unknown>();
  private faults: CrmApiError[] = [];
  private callsUntilFault = 0;

  for(telegramId: number): PersonApi {
    return new FakePersonApi(this, telegramId);
  }

  /** The n-th of the next calls fails, as if the process had ended there. */
  failCall(number: number): void {
    this.callsUntilFault = number;
  }

  /** The next calls fail, one for each error. */
  fail(...errors: CrmApiError[]): void {
    this.faults.push(...errors);
  }

  addClient(telegramId: number, fields: Partial<ClientDetail> = {}): ClientDetail {
    const client = { ...emptyClient(this.clients.size + 1, String(telegramId)), ...fields };
    this.clients.set(telegramId, client);
    return client;
  }

  async findTelegramUser(telegramId: number): Promise<TelegramUser> {
    this.trip('findTelegramUser');
    return this.userOf(telegramId);
  }

  userOf(telegramId: number): TelegramUser {
    const isAdmin = this.admins.has(telegramId);
    if (this.coaches.has(telegramId)) return { ...NOBODY, isAdmin, kind: 'coach', coachId: 1 };
    const client = this.clients.get(telegramId);
    if (!client) return { ...NOBODY, isAdmin };
    const kind = this.archived.has(telegramId) ? 'archived' : 'client';
    const broadcastsStopped = this.stopped.has(telegramId);
    return { ...NOBODY, isAdmin, kind, clientId: client.id, language: client.language, broadcastsStopped };
  }

  clientOf(clientId: number): ClientDetail {
    const client = [...this.clients.values()].find(({ id }) => id === clientId);
    if (!client) throw new CrmApiError('not_found');
    return client;
  }

  /** Does something once per key. */
  once<T>(key: string, effect: string, act: () => T): T {
    if (this.answers.has(key)) return this.answers.get(key) as T;
    const answer = act();
    this.effects.push(effect);
    this.answers.set(key, answer);
    return answer;
  }

  trip(call: string): void {
    this.calls.push(call);
    const refusal = this.refusals.get(call);
    if (refusal) throw new CrmApiError(refusal);
    this.callsUntilFault -= 1;
    if (this.callsUntilFault === 0) throw new CrmApiError('unavailable');
    const fault = this.faults.shift();
    if (fault) throw fault;
  }
}

function emptyClient(id: number, telegramId: string): ClientDetail {
  return {
    id,
    firstName: 'Анна',
    lastName: '',
    phone: null,
    phoneVerified: false,
    email: null,
    region: null,
    birthDate: null,
    cardNumber: null,
    telegramId,
    language: null,
    groupId: null,
    hasPhoto: false,
    status: 'new',
    endDate: null,
    daysLeft: 0,
    group: null,
    membership: null,
    memberships: [],
    freezes: [],
    visitCount: 0,
  };
}
