import { CrmApiError, type CrmApi } from '../../bot/crm-api.js';
import type { ClientDetail, ClientInput, ClientPatch, TelegramUser } from '../../src/contract/clients.js';
import { normalizePhone } from '../../src/lib/phone.js';

const NOBODY: TelegramUser = { kind: 'unknown', isAdmin: false, clientId: null, coachId: null, language: null };

/** The CRM in memory: the refusals that a bot can meet, and nothing else of its rules. */
export class FakeCrmApi implements CrmApi {
  readonly clients = new Map<number, ClientDetail>();
  readonly coaches = new Set<number>();
  readonly archived = new Set<number>();
  readonly photos = new Map<number, Uint8Array>();
  readonly calls: string[] = [];
  private readonly answers = new Map<string, ClientDetail>();
  private faults: CrmApiError[] = [];

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
    const client = this.clients.get(telegramId);
    if (this.coaches.has(telegramId)) return { ...NOBODY, kind: 'coach', coachId: 1 };
    if (!client) return NOBODY;
    const kind = this.archived.has(telegramId) ? 'archived' : 'client';
    return { ...NOBODY, kind, clientId: client.id, language: client.language };
  }

  async getClient(clientId: number): Promise<ClientDetail> {
    this.trip('getClient');
    const client = [...this.clients.values()].find(({ id }) => id === clientId);
    if (!client) throw new CrmApiError('not_found');
    return client;
  }

  async createClient(input: ClientInput, idempotencyKey: string): Promise<ClientDetail> {
    this.trip('createClient');
    const former = this.answers.get(idempotencyKey);
    if (former) return former;
    const telegramId = Number(input.telegramId);
    if (this.archived.has(telegramId)) throw new CrmApiError('client_archived');
    if (this.clients.has(telegramId)) throw new CrmApiError('client_exists');
    if (this.coaches.has(telegramId)) throw new CrmApiError('is_coach');
    const client = this.addClient(telegramId, this.read(input));
    this.answers.set(idempotencyKey, client);
    return client;
  }

  async updateClient(telegramId: number, patch: ClientPatch): Promise<ClientDetail> {
    this.trip('updateClient');
    const client = this.clients.get(telegramId);
    if (!client) throw new CrmApiError('not_found');
    return Object.assign(client, this.read(patch));
  }

  async putPhoto(telegramId: number, bytes: Uint8Array): Promise<void> {
    this.trip('putPhoto');
    if (bytes[0] !== 0xff) throw refused('photo', 'not_an_image');
    this.photos.set(telegramId, bytes);
    const client = this.clients.get(telegramId);
    if (client) client.hasPhoto = true;
  }

  private read({ phone, lastName, ...fields }: ClientPatch): Partial<ClientDetail> {
    const normal = phone ? normalizePhone(phone, 'KG') : phone;
    if (phone && !normal) throw refused('phone', 'not_a_phone');
    return {
      ...fields,
      ...(phone !== undefined && { phone: normal ?? null }),
      ...(lastName !== undefined && lastName !== null && { lastName }),
    };
  }

  private trip(call: string): void {
    this.calls.push(call);
    const fault = this.faults.shift();
    if (fault) throw fault;
  }
}

export function refused(path: string, code: 'not_a_phone' | 'not_an_image' | 'not_an_email'): CrmApiError {
  return new CrmApiError('invalid_input', {}, [{ path, code, params: {} }]);
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
