import { CrmApiError } from '../../bot/crm-api.js';
import type { PersonApi } from '../../bot/person-api.js';
import type { ClientDetail, ClientInput, ClientPatch } from '../../src/contract/clients.js';
import type { ErrorCode } from '../../src/contract/error-codes.js';
import type {
  FreezeChange,
  FreezeInput,
  Membership,
  MembershipPreview,
  PaymentInput,
} from '../../src/contract/memberships.js';
import type { AttendanceInput, SessionInput, SessionView } from '../../src/contract/sessions.js';
import { normalizePhone } from '../../src/lib/phone.js';
import { changeOf, draft, sold } from './fake-answers.js';
import type { FakeCrmApi } from './fake-crm-api.js';

/** One person's part of the CRM in memory. Admins' and coaches' calls are refused to everybody else. */
export class FakePersonApi implements PersonApi {
  constructor(
    private readonly crm: FakeCrmApi,
    private readonly id: number,
  ) {}

  findSelf = async () => this.crm.findTelegramUser(this.id);

  getClient = async (clientId: number) => {
    this.trip('getClient');
    if (this.crm.userOf(this.id).clientId !== clientId) this.adminsOnly();
    return this.crm.clientOf(clientId);
  };

  createClient = async (input: ClientInput, key: string) => {
    this.trip('createClient');
    return this.crm.once(key, 'createClient', () => {
      const telegramId = Number(input.telegramId);
      if (this.crm.archived.has(telegramId)) throw new CrmApiError('client_archived');
      if (this.crm.clients.has(telegramId)) throw new CrmApiError('client_exists');
      if (this.crm.coaches.has(telegramId)) throw new CrmApiError('is_coach');
      return this.crm.addClient(telegramId, read(input));
    });
  };

  updateClient = async ({ broadcastsStopped, ...patch }: ClientPatch) => {
    this.trip('updateClient');
    const client = this.own();
    if (broadcastsStopped === true) this.crm.stopped.add(this.id);
    if (broadcastsStopped === false) this.crm.stopped.delete(this.id);
    return Object.assign(client, read(patch));
  };

  putPhoto = async (bytes: Uint8Array) => {
    this.trip('putPhoto');
    if (bytes[0] !== 0xff) throw refused('photo', 'not_an_image');
    this.crm.photos.set(this.id, bytes);
    this.own().hasPhoto = true;
  };

  checkLinkCode = async (code: string) => {
    this.trip('checkLinkCode');
    const { firstName } = this.linked(code);
    return { name: `${firstName.charAt(0)}…`, phone: '•• 56' };
  };

  useLinkCode = async (code: string, key: string) => {
    this.trip('useLinkCode');
    return this.crm.once(key, 'useLinkCode', () => {
      const client = this.linked(code);
      this.crm.linkCodes.delete(code);
      this.crm.clients.set(this.id, client);
      return { clientId: client.id };
    });
  };

  findErasureRequest = async () => {
    this.trip('findErasureRequest');
    return { requestedAt: this.crm.erasures.has(this.id) ? '2026-03-10T09:00:00.000Z' : null };
  };

  requestErasure = async (key: string) => {
    this.trip('requestErasure');
    this.crm.once(key, 'requestErasure', () => this.crm.erasures.add(this.id));
    return this.findErasureRequest();
  };

  withdrawErasure = async () => {
    this.trip('withdrawErasure');
    this.crm.erasures.delete(this.id);
    return this.findErasureRequest();
  };

  freezeTerms = async () => {
    this.trip('freezeTerms');
    return this.crm.terms;
  };

  previewFreeze = async (_clientId: number, freeze: FreezeInput) => {
    this.trip('previewFreeze');
    return changeOf(freeze, null);
  };

  freeze = async (clientId: number, freeze: FreezeInput, key: string) => {
    this.trip('freeze');
    return this.crm.once(key, 'freeze', () => {
      const client = this.crm.clientOf(clientId);
      const id = client.freezes.length + 1;
      const { startDate, endDate } = freeze;
      client.freezes.push({ id, startDate, endDate, days: 1, reason: null });
      return changeOf(freeze, id);
    });
  };

  previewResume = async (freezeId: number) => {
    this.trip('previewResume');
    return changeOf(this.freezeOf(freezeId, 'freeze_finished'), freezeId);
  };

  resumeFreeze = async (freezeId: number) => this.endFreeze('resumeFreeze', freezeId, 'freeze_finished');
  cancelFreeze = async (freezeId: number) => this.endFreeze('cancelFreeze', freezeId, 'not_found');

  timetable = async () => {
    this.trip('timetable');
    return this.crm.timetable;
  };

  visits = async () => {
    this.trip('visits');
    return this.crm.visits;
  };

  answerInvitation = async (invitationId: number, answer: 'accept' | 'decline') => {
    this.trip('answerInvitation');
    const invitation = this.crm.invitations.get(invitationId);
    if (!invitation) throw new CrmApiError('not_found');
    if (invitation.telegramId !== this.id) throw new CrmApiError('not_your_invitation');
    if (invitation.refusal) throw new CrmApiError(invitation.refusal);
    this.crm.effects.push(answer);
    return answer === 'accept' ? invitation.answer : { ...invitation.answer, link: null, trainingId: null };
  };

  sessionsOf = async () => {
    this.trip('sessionsOf');
    if (!this.crm.coaches.has(this.id)) throw new CrmApiError('forbidden');
    return [...this.crm.rosters.values()].map(({ session }) => session);
  };

  roster = async (sessionId: number) => {
    this.trip('roster');
    return this.rosterOf(sessionId);
  };

  markAttendance = async (sessionId: number, { clientId, came }: AttendanceInput) => {
    this.trip('markAttendance');
    const { people, session } = this.rosterOf(sessionId);
    if (session.closedAt !== null) throw new CrmApiError('session_closed');
    const row = people.find((one) => one.clientId === clientId);
    if (!row) throw new CrmApiError('not_found');
    row.attended = came;
    session.attended = people.filter(({ attended }) => attended).length;
    return row;
  };

  closeSession = async (sessionId: number) => this.setClosed('closeSession', sessionId, '2026-03-10T09:00:00.000Z');
  reopenSession = async (sessionId: number) => this.setClosed('reopenSession', sessionId, null);

  groups = async () => {
    this.trip('groups');
    this.adminsOnly();
    return this.crm.groups;
  };

  activeOf = async () => {
    this.trip('activeOf');
    this.adminsOnly();
    return [...this.crm.clients.values()].filter(({ status }) => status === 'active');
  };

  coachesOf = async () => {
    this.trip('coachesOf');
    this.adminsOnly();
    const [usual, ...others] = [
      { id: 1, firstName: 'Мария', lastName: '<Ким>' },
      { id: 2, firstName: 'Олег', lastName: 'Ян' },
    ];
    return { usual: usual ?? null, others };
  };

  startSession = async (session: SessionInput, key: string) => {
    this.trip('startSession');
    this.adminsOnly();
    const effect = `startSession ${JSON.stringify(session)}`;
    return this.crm.once(key, effect, () => ({ id: 31, invited: this.crm.reachable, unreachable: 1 }));
  };

  audienceSize = async () => {
    this.trip('audienceSize');
    this.adminsOnly();
    const { reachable } = this.crm;
    return { people: reachable + 3, reachable, withoutTelegram: 1, blocked: 1, optedOut: 1 };
  };

  createBroadcast = async ({ text }: { text: string }, key: string) => {
    this.trip('createBroadcast');
    this.adminsOnly();
    return this.crm.once(key, `createBroadcast ${text}`, () => {
      const broadcast = draft(this.crm.broadcasts.size + 1, text);
      this.crm.broadcasts.set(broadcast.id, broadcast);
      return { ...broadcast };
    });
  };

  getBroadcast = async (id: number) => {
    this.trip('getBroadcast');
    this.adminsOnly();
    const broadcast = this.crm.broadcasts.get(id);
    if (!broadcast) throw new CrmApiError('not_found');
    return broadcast;
  };

  putBroadcastPhoto = async (id: number, bytes: Uint8Array) => {
    this.trip('putBroadcastPhoto');
    this.crm.broadcastPhotos.set(id, bytes);
  };

  startBroadcast = async (id: number, scheduledAt: string | null, key: string) => {
    this.trip('startBroadcast');
    return this.crm.once(key, 'startBroadcast', () => {
      const broadcast = this.crm.broadcasts.get(id);
      if (broadcast?.status !== 'draft') throw new CrmApiError('broadcast_not_editable');
      const total = this.crm.reachable;
      const status = scheduledAt === null ? ('running' as const) : ('scheduled' as const);
      return Object.assign(broadcast, { status, scheduledAt, total, pending: total });
    });
  };

  changeBroadcast = async (id: number, change: 'pause' | 'resume' | 'cancel') => {
    this.trip('changeBroadcast');
    const broadcast = await this.getBroadcast(id);
    if (broadcast.status === 'done' || broadcast.status === 'cancelled') throw new CrmApiError('broadcast_not_running');
    const status = { pause: 'paused', resume: 'running', cancel: 'cancelled' } as const;
    return Object.assign(broadcast, { status: status[change] });
  };

  statistics = async (from: string, to: string) => {
    this.trip('statistics');
    this.adminsOnly();
    const none = { payments: 1, misses: 0, frozen: 2, active: 30, newClients: 1 };
    const totals = { visits: 12, revenue: '4500.00', payments: 2, misses: 0, newClients: 2 };
    const days = [
      { date: from, visits: 9, revenue: '-500.00', ...none },
      { date: to, visits: 3, revenue: '5000.00', ...none },
    ];
    return { days, totals: { ...totals, owed: '0.00' }, previous: totals };
  };

  findClients = async (query: string, limit: number) => {
    this.trip('findClients');
    this.adminsOnly();
    const all = [...this.crm.clients.values()];
    return all.filter(({ firstName, lastName }) => `${firstName} ${lastName}`.includes(query)).slice(0, limit);
  };

  plans = async () => {
    this.trip('plans');
    this.adminsOnly();
    return this.crm.plans;
  };

  previewRenewal = async (_clientId: number, payment: PaymentInput): Promise<MembershipPreview> => {
    this.trip('previewRenewal');
    return sold(payment);
  };

  renew = async (clientId: number, payment: PaymentInput, key: string): Promise<Membership> => {
    this.trip('renew');
    this.adminsOnly();
    return this.crm.once(key, `renew ${clientId} ${JSON.stringify(payment)}`, () => sold(payment));
  };

  recordVisit = async (clientId: number, key: string) => {
    this.trip('recordVisit');
    this.adminsOnly();
    if (this.crm.clientOf(clientId).status !== 'active') throw new CrmApiError('client_not_active');
    return this.crm.once(key, 'recordVisit', () => ({ id: 1, clientId, groupTrainingId: null, date: '2026-03-10' }));
  };

  private own(): ClientDetail {
    const client = this.crm.clients.get(this.id);
    if (!client) throw new CrmApiError('not_found');
    return client;
  }

  private linked(code: string): ClientDetail {
    const client = this.crm.linkCodes.get(code);
    if (!client) throw new CrmApiError('link_code_expired');
    return client;
  }

  private rosterOf(sessionId: number) {
    const { coachId, isAdmin } = this.crm.userOf(this.id);
    if (coachId === null && !isAdmin) throw new CrmApiError('forbidden');
    const roster = this.crm.rosters.get(sessionId);
    if (!roster) throw new CrmApiError('not_found');
    return roster;
  }

  private setClosed(call: string, sessionId: number, closedAt: string | null): SessionView {
    this.trip(call);
    return Object.assign(this.rosterOf(sessionId).session, { closedAt });
  }

  private endFreeze(call: string, freezeId: number, gone: ErrorCode): FreezeChange {
    this.trip(call);
    const freeze = this.freezeOf(freezeId, gone);
    const client = this.own();
    client.freezes = client.freezes.filter(({ id }) => id !== freezeId);
    this.crm.effects.push(call);
    return changeOf(freeze, freezeId);
  }

  private freezeOf(freezeId: number, gone: ErrorCode): Pick<FreezeInput, 'startDate' | 'endDate'> {
    const freeze = this.own().freezes.find(({ id }) => id === freezeId);
    if (!freeze) throw new CrmApiError(gone);
    return freeze;
  }

  private adminsOnly(): void {
    if (!this.crm.admins.has(this.id)) throw new CrmApiError('forbidden');
  }

  private trip(call: string): void {
    this.crm.trip(call);
  }
}

export function refused(path: string, code: 'not_a_phone' | 'not_an_image' | 'not_an_email'): CrmApiError {
  return new CrmApiError('invalid_input', {}, [{ path, code, params: {} }]);
}

function read({ phone, lastName, ...fields }: ClientPatch): Partial<ClientDetail> {
  const normal = phone ? normalizePhone(phone, 'KG') : phone;
  if (phone && !normal) throw refused('phone', 'not_a_phone');
  return {
    ...fields,
    ...(phone !== undefined && { phone: normal ?? null }),
    ...(lastName !== undefined && lastName !== null && { lastName }),
  };
}
