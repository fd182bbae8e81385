import type { AudienceInput, AudienceSize, BroadcastInput, BroadcastView } from '../src/contract/broadcasts.js';
import type { ClientDetail, ClientInput, ClientPatch, ClientView, TelegramUser } from '../src/contract/clients.js';
import type { GroupCoaches, GroupView } from '../src/contract/groups.js';
import type {
  FreezeChange,
  FreezeInput,
  Membership,
  MembershipPreview,
  PaymentInput,
  Plan,
} from '../src/contract/memberships.js';
import type { ErasureRequest, FreezeTerms, MaskedClient } from '../src/contract/people.js';
import type {
  AcceptedInvitation,
  AttendanceInput,
  Roster,
  RosterRow,
  SessionInput,
  SessionView,
  StartedSession,
  Timetable,
  VisitHistory,
} from '../src/contract/sessions.js';
import type { Statistics } from '../src/contract/statistics.js';
import type { VisitView } from '../src/contract/trainings.js';

/**
 * The token API as one person may use it: the CRM refuses with `forbidden` what is not theirs to do. Every method throws
 * `CrmApiError`. A key makes a creation happen once: the same key gives the same answer again.
 */
export interface PersonApi {
  /** Never refused for an unknown person: that is `kind: 'unknown'`. */
  findSelf(): Promise<TelegramUser>;

  getClient(clientId: number): Promise<ClientDetail>;
  /** Registers this person. Known already: `client_exists`, `client_archived` or `is_coach`. */
  createClient(input: ClientInput, key: string): Promise<ClientView>;
  /** Changes this person's own record. */
  updateClient(patch: ClientPatch): Promise<ClientView>;
  /** JPEG, PNG or WebP up to 5 MB. */
  putPhoto(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Unknown, used and old codes alike: `link_code_expired`. */
  checkLinkCode(code: string): Promise<MaskedClient>;
  useLinkCode(code: string, key: string): Promise<{ clientId: number }>;
  findErasureRequest(): Promise<ErasureRequest>;
  requestErasure(key: string): Promise<ErasureRequest>;
  withdrawErasure(): Promise<ErasureRequest>;

  freezeTerms(clientId: number): Promise<FreezeTerms>;
  previewFreeze(clientId: number, freeze: FreezeInput): Promise<FreezeChange>;
  freeze(clientId: number, freeze: FreezeInput, key: string): Promise<FreezeChange>;
  /** What ending the freeze today would move. */
  previewResume(freezeId: number): Promise<FreezeChange>;
  /** Today is a training day again. */
  resumeFreeze(freezeId: number, key: string): Promise<FreezeChange>;
  cancelFreeze(freezeId: number): Promise<FreezeChange>;

  timetable(clientId: number): Promise<Timetable>;
  visits(clientId: number): Promise<VisitHistory>;
  answerInvitation(invitationId: number, answer: 'accept' | 'decline'): Promise<AcceptedInvitation>;

  sessionsOf(coachId: number, from: string, to: string): Promise<SessionView[]>;
  roster(sessionId: number): Promise<Roster>;
  markAttendance(sessionId: number, attendance: AttendanceInput): Promise<RosterRow>;
  closeSession(sessionId: number): Promise<SessionView>;
  reopenSession(sessionId: number): Promise<SessionView>;

  groups(): Promise<GroupView[]>;
  /** Its clients with an active membership today. */
  activeOf(groupId: number): Promise<ClientView[]>;
  coachesOf(groupId: number): Promise<GroupCoaches>;
  startSession(session: SessionInput, key: string): Promise<StartedSession>;
  audienceSize(audience: AudienceInput): Promise<AudienceSize>;
  createBroadcast(broadcast: BroadcastInput, key: string): Promise<BroadcastView>;
  getBroadcast(broadcastId: number): Promise<BroadcastView>;
  putBroadcastPhoto(broadcastId: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  startBroadcast(broadcastId: number, scheduledAt: string | null, key: string): Promise<BroadcastView>;
  changeBroadcast(broadcastId: number, change: 'pause' | 'resume' | 'cancel'): Promise<BroadcastView>;
  statistics(from: string, to: string): Promise<Statistics>;
  findClients(query: string, limit: number): Promise<ClientView[]>;
  plans(): Promise<Plan[]>;
  previewRenewal(clientId: number, payment: PaymentInput): Promise<MembershipPreview>;
  renew(clientId: number, payment: PaymentInput, key: string): Promise<Membership>;
  recordVisit(clientId: number, key: string): Promise<VisitView>;
}
