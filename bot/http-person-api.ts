import type { z } from 'zod';
import * as broadcasts from '../src/contract/broadcasts.js';
import {
  clientDetailSchema,
  clientSchema,
  telegramUserSchema,
  type ClientInput,
  type ClientPatch,
} from '../src/contract/clients.js';
import { groupCoachesSchema, groupSchema } from '../src/contract/groups.js';
import {
  freezeChangeSchema,
  membershipPreviewSchema,
  membershipSchema,
  plansSchema,
  type FreezeInput,
  type PaymentInput,
} from '../src/contract/memberships.js';
import * as people from '../src/contract/people.js';
import { pageSchema } from '../src/contract/primitives.js';
import * as sessions from '../src/contract/sessions.js';
import { statisticsSchema } from '../src/contract/statistics.js';
import { visitSchema } from '../src/contract/trainings.js';
import { callOf, type CallAnswer, type CallInput, type CallName } from './crm-call.js';
import type { CrmHttp } from './crm-http.js';
import type { PersonApi } from './person-api.js';

const clientsSchema = pageSchema(clientSchema);
const groupsSchema = pageSchema(groupSchema);
const ERASURE = '/clients/by-telegram/{telegramId}/erasure-request';
const PREVIEW = { preview: 'true' } as const;

/** The token API over HTTP, named for one Telegram user. */
export class HttpPersonApi implements PersonApi {
  constructor(
    private readonly http: CrmHttp,
    private readonly telegramId: number,
  ) {}

  /** Asked by the bot itself: an archived client, who may do nothing, is recognised too. */
  findSelf = () =>
    this.http.ask('GET /telegram-users/{telegramId}', telegramUserSchema, { path: { telegramId: this.id } });

  getClient = (clientId: number) => this.ask('GET /clients/{id}', clientDetailSchema, byId(clientId));
  createClient = (body: ClientInput, key: string) => this.ask('POST /clients', clientSchema, { body }, key);
  updateClient = (body: ClientPatch) =>
    this.ask('PATCH /clients/by-telegram/{telegramId}', clientSchema, { path: { telegramId: this.id }, body });
  putPhoto = (bytes: Uint8Array<ArrayBuffer>) =>
    this.putBytes('PUT /clients/by-telegram/{telegramId}/photo', { path: { telegramId: this.id } }, bytes);
  checkLinkCode = (code: string) =>
    this.ask('POST /link-codes/check', people.maskedClientSchema, { body: { code, telegramId: this.id } });
  useLinkCode = (code: string, key: string) =>
    this.ask('POST /link-codes/use', people.linkedClientSchema, { body: { code, telegramId: this.id } }, key);
  findErasureRequest = () => this.ask(`GET ${ERASURE}`, people.erasureRequestSchema, { path: { telegramId: this.id } });
  requestErasure = (key: string) =>
    this.ask(`POST ${ERASURE}`, people.erasureRequestSchema, { path: { telegramId: this.id } }, key);
  withdrawErasure = () => this.ask(`DELETE ${ERASURE}`, people.erasureRequestSchema, { path: { telegramId: this.id } });

  freezeTerms = (clientId: number) =>
    this.ask('GET /clients/{id}/freeze-terms', people.freezeTermsSchema, byId(clientId));
  previewFreeze = (clientId: number, body: FreezeInput) =>
    this.ask('POST /clients/{id}/freezes', freezeChangeSchema, { ...byId(clientId), query: PREVIEW, body });
  freeze = (clientId: number, body: FreezeInput, key: string) =>
    this.ask('POST /clients/{id}/freezes', freezeChangeSchema, { ...byId(clientId), body }, key);
  previewResume = (freezeId: number) =>
    this.ask('POST /freezes/{id}/resume', freezeChangeSchema, { ...byId(freezeId), query: PREVIEW });
  resumeFreeze = (freezeId: number, key: string) =>
    this.ask('POST /freezes/{id}/resume', freezeChangeSchema, byId(freezeId), key);
  cancelFreeze = (freezeId: number) => this.ask('DELETE /freezes/{id}', freezeChangeSchema, byId(freezeId));

  timetable = (clientId: number) => this.ask('GET /clients/{id}/timetable', sessions.timetableSchema, byId(clientId));
  visits = (clientId: number) => this.ask('GET /clients/{id}/visits', sessions.visitHistorySchema, byId(clientId));
  answerInvitation = (invitationId: number, answer: 'accept' | 'decline') =>
    this.ask(`POST /invitations/{id}/${answer}`, sessions.acceptedInvitationSchema, {
      ...byId(invitationId),
      body: { telegramId: this.id },
    });

  sessionsOf = async (coachId: number, from: string, to: string) => {
    const input = { ...byId(coachId), query: { from, to } };
    return (await this.ask('GET /coaches/{id}/sessions', sessions.sessionsSchema, input)).items;
  };
  roster = (sessionId: number) => this.ask('GET /group-trainings/{id}', sessions.rosterSchema, byId(sessionId));
  markAttendance = (sessionId: number, body: sessions.AttendanceInput) =>
    this.ask('POST /group-trainings/{id}/attendance', sessions.rosterRowSchema, { ...byId(sessionId), body });
  closeSession = (sessionId: number) =>
    this.ask('POST /group-trainings/{id}/close', sessions.sessionSchema, byId(sessionId));
  reopenSession = (sessionId: number) =>
    this.ask('POST /group-trainings/{id}/reopen', sessions.sessionSchema, byId(sessionId));

  groups = async () => (await this.ask('GET /groups', groupsSchema, { query: { limit: '500' } })).items;
  activeOf = async (groupId: number) => {
    const input = { ...byId(groupId), query: { status: 'active', limit: '500' } } as const;
    return (await this.ask('GET /groups/{id}/clients', clientsSchema, input)).items;
  };
  coachesOf = (groupId: number) => this.ask('GET /groups/{id}/coaches', groupCoachesSchema, byId(groupId));
  startSession = (body: sessions.SessionInput, key: string) =>
    this.ask('POST /group-trainings', sessions.startedSessionSchema, { body }, key);
  audienceSize = ({ kind, groupId, activeOnly }: broadcasts.AudienceInput) => {
    const group = groupId ? { groupId: String(groupId) } : {};
    const only = activeOnly === undefined ? {} : { activeOnly: activeOnly ? ('true' as const) : ('false' as const) };
    const query = { kind, ...group, ...only };
    return this.ask('GET /broadcasts/audience', broadcasts.audienceSizeSchema, { query });
  };
  createBroadcast = (body: broadcasts.BroadcastInput, key: string) =>
    this.ask('POST /broadcasts', broadcasts.broadcastSchema, { body }, key);
  getBroadcast = (broadcastId: number) =>
    this.ask('GET /broadcasts/{id}', broadcasts.broadcastSchema, byId(broadcastId));
  putBroadcastPhoto = (broadcastId: number, bytes: Uint8Array<ArrayBuffer>) =>
    this.putBytes('PUT /broadcasts/{id}/photo', byId(broadcastId), bytes);
  startBroadcast = (broadcastId: number, scheduledAt: string | null, key: string) => {
    const input = { ...byId(broadcastId), body: { scheduledAt } };
    return this.ask('POST /broadcasts/{id}/start', broadcasts.broadcastSchema, input, key);
  };
  changeBroadcast = (broadcastId: number, change: 'pause' | 'resume' | 'cancel') =>
    this.ask(`POST /broadcasts/{id}/${change}`, broadcasts.broadcastSchema, byId(broadcastId));
  statistics = (from: string, to: string) => this.ask('GET /statistics', statisticsSchema, { query: { from, to } });
  findClients = async (q: string, limit: number) =>
    (await this.ask('GET /clients', clientsSchema, { query: { q, limit: String(limit) } })).items;
  plans = async () => (await this.ask('GET /plans', plansSchema, {})).items;
  previewRenewal = (clientId: number, body: PaymentInput) =>
    this.ask('POST /clients/{id}/payments', membershipPreviewSchema, { ...byId(clientId), query: PREVIEW, body });
  renew = (clientId: number, body: PaymentInput, key: string) =>
    this.ask('POST /clients/{id}/payments', membershipSchema, { ...byId(clientId), body }, key);
  recordVisit = (clientId: number, key: string) =>
    this.ask('POST /trainings', visitSchema, { body: { clientId } }, key);

  private get id(): string {
    return String(this.telegramId);
  }

  private ask<N extends CallName, S extends z.ZodType<CallAnswer<N>>>(
    name: N,
    schema: S,
    input: CallInput<N>,
    key?: string,
  ): Promise<z.output<S>> {
    return this.http.ask(name, schema, input, {
      headers: { ...(key !== undefined && { 'idempotency-key': key }), ...this.actingFor() },
    });
  }

  private async putBytes<N extends CallName>(
    name: N,
    input: CallInput<N>,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<void> {
    const headers = { 'content-type': 'application/octet-stream', ...this.actingFor() };
    await this.http.call({ ...callOf(name, input), body: bytes, headers });
  }

  private actingFor(): Record<string, string> {
    return { [people.ACTING_TELEGRAM_HEADER]: this.id };
  }
}

function byId(id: number): { path: { id: string } } {
  return { path: { id: String(id) } };
}
