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
import type { Call, CrmHttp } from './crm-http.js';
import type { PersonApi } from './person-api.js';

const clientsSchema = pageSchema(clientSchema);
const groupsSchema = pageSchema(groupSchema);

/** The token API over HTTP, named for one Telegram user. */
export class HttpPersonApi implements PersonApi {
  constructor(
    private readonly http: CrmHttp,
    private readonly telegramId: number,
  ) {}

  /** Asked by the bot itself: an archived client, who may do nothing, is recognised too. */
  findSelf = () => this.http.read(telegramUserSchema, { method: 'GET', path: `/telegram-users/${this.telegramId}` });

  getClient = (clientId: number) => this.get(clientDetailSchema, `/clients/${clientId}`);
  createClient = (input: ClientInput, key: string) => this.post(clientSchema, '/clients', input, key);
  updateClient = (patch: ClientPatch) => this.send(clientSchema, 'PATCH', this.ownPath(''), patch);
  putPhoto = (bytes: Uint8Array<ArrayBuffer>) => this.putBytes(this.ownPath('/photo'), bytes);
  checkLinkCode = (code: string) =>
    this.post(people.maskedClientSchema, '/link-codes/check', { code, telegramId: String(this.telegramId) });
  useLinkCode = (code: string, key: string) =>
    this.post(people.linkedClientSchema, '/link-codes/use', { code, telegramId: String(this.telegramId) }, key);
  findErasureRequest = () => this.get(people.erasureRequestSchema, this.ownPath('/erasure-request'));
  requestErasure = (key: string) =>
    this.post(people.erasureRequestSchema, this.ownPath('/erasure-request'), undefined, key);
  withdrawErasure = () => this.send(people.erasureRequestSchema, 'DELETE', this.ownPath('/erasure-request'));

  freezeTerms = (clientId: number) => this.get(people.freezeTermsSchema, `/clients/${clientId}/freeze-terms`);
  previewFreeze = (clientId: number, freeze: FreezeInput) =>
    this.post(freezeChangeSchema, `/clients/${clientId}/freezes?preview=true`, freeze);
  freeze = (clientId: number, freeze: FreezeInput, key: string) =>
    this.post(freezeChangeSchema, `/clients/${clientId}/freezes`, freeze, key);
  previewResume = (freezeId: number) => this.post(freezeChangeSchema, `/freezes/${freezeId}/resume?preview=true`);
  resumeFreeze = (freezeId: number, key: string) =>
    this.post(freezeChangeSchema, `/freezes/${freezeId}/resume`, undefined, key);
  cancelFreeze = (freezeId: number) => this.send(freezeChangeSchema, 'DELETE', `/freezes/${freezeId}`);

  timetable = (clientId: number) => this.get(sessions.timetableSchema, `/clients/${clientId}/timetable`);
  visits = (clientId: number) => this.get(sessions.visitHistorySchema, `/clients/${clientId}/visits`);
  answerInvitation = (invitationId: number, answer: 'accept' | 'decline') =>
    this.post(sessions.acceptedInvitationSchema, `/invitations/${invitationId}/${answer}`, {
      telegramId: String(this.telegramId),
    });

  sessionsOf = async (coachId: number, from: string, to: string) =>
    (await this.get(sessions.sessionsSchema, `/coaches/${coachId}/sessions?from=${from}&to=${to}`)).items;
  roster = (sessionId: number) => this.get(sessions.rosterSchema, `/group-trainings/${sessionId}`);
  markAttendance = (sessionId: number, attendance: sessions.AttendanceInput) =>
    this.post(sessions.rosterRowSchema, `/group-trainings/${sessionId}/attendance`, attendance);
  closeSession = (sessionId: number) => this.post(sessions.sessionSchema, `/group-trainings/${sessionId}/close`);
  reopenSession = (sessionId: number) => this.post(sessions.sessionSchema, `/group-trainings/${sessionId}/reopen`);

  groups = async () => (await this.get(groupsSchema, '/groups?limit=500')).items;
  activeOf = async (groupId: number) =>
    (await this.get(clientsSchema, `/groups/${groupId}/clients?status=active&limit=500`)).items;
  coachesOf = (groupId: number) => this.get(groupCoachesSchema, `/groups/${groupId}/coaches`);
  startSession = (session: sessions.SessionInput, key: string) =>
    this.post(sessions.startedSessionSchema, '/group-trainings', session, key);
  audienceSize = ({ kind, groupId, activeOnly }: broadcasts.AudienceInput) => {
    const query = new URLSearchParams({ kind });
    if (groupId) query.set('groupId', String(groupId));
    if (activeOnly !== undefined) query.set('activeOnly', String(activeOnly));
    return this.get(broadcasts.audienceSizeSchema, `/broadcasts/audience?${query}`);
  };
  createBroadcast = (broadcast: broadcasts.BroadcastInput, key: string) =>
    this.post(broadcasts.broadcastSchema, '/broadcasts', broadcast, key);
  getBroadcast = (broadcastId: number) => this.get(broadcasts.broadcastSchema, `/broadcasts/${broadcastId}`);
  putBroadcastPhoto = (broadcastId: number, bytes: Uint8Array<ArrayBuffer>) =>
    this.putBytes(`/broadcasts/${broadcastId}/photo`, bytes);
  startBroadcast = (broadcastId: number, scheduledAt: string | null, key: string) =>
    this.post(broadcasts.broadcastSchema, `/broadcasts/${broadcastId}/start`, { scheduledAt }, key);
  changeBroadcast = (broadcastId: number, change: 'pause' | 'resume' | 'cancel') =>
    this.post(broadcasts.broadcastSchema, `/broadcasts/${broadcastId}/${change}`);
  statistics = (from: string, to: string) => this.get(statisticsSchema, `/statistics?from=${from}&to=${to}`);
  findClients = async (query: string, limit: number) =>
    (await this.get(clientsSchema, `/clients?${new URLSearchParams({ q: query, limit: String(limit) })}`)).items;
  plans = async () => (await this.get(plansSchema, '/plans')).items;
  previewRenewal = (clientId: number, payment: PaymentInput) =>
    this.post(membershipPreviewSchema, `/clients/${clientId}/payments?preview=true`, payment);
  renew = (clientId: number, payment: PaymentInput, key: string) =>
    this.post(membershipSchema, `/clients/${clientId}/payments`, payment, key);
  recordVisit = (clientId: number, key: string) => this.post(visitSchema, '/trainings', { clientId }, key);

  private ownPath(rest: string): string {
    return `/clients/by-telegram/${this.telegramId}${rest}`;
  }

  private get<T extends z.ZodType>(schema: T, path: string): Promise<z.output<T>> {
    return this.http.read(schema, { method: 'GET', path, headers: this.actingFor() });
  }

  private post<T extends z.ZodType>(schema: T, path: string, body?: unknown, key?: string): Promise<z.output<T>> {
    return this.send(schema, 'POST', path, body, key === undefined ? {} : { 'idempotency-key': key });
  }

  private send<T extends z.ZodType>(
    schema: T,
    method: Call['method'],
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<z.output<T>> {
    const call = { method, path, headers: { ...headers, ...this.actingFor() } };
    if (body === undefined) return this.http.read(schema, call);
    const withBody = { ...call.headers, 'content-type': 'application/json' };
    return this.http.read(schema, { ...call, headers: withBody, body: JSON.stringify(body) });
  }

  private async putBytes(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const headers = { 'content-type': 'application/octet-stream', ...this.actingFor() };
    await this.http.call({ method: 'PUT', path, body: bytes, headers });
  }

  private actingFor(): Record<string, string> {
    return { [people.ACTING_TELEGRAM_HEADER]: String(this.telegramId) };
  }
}
