import type { ClientDetail } from '../../src/contract/clients.js';
import type { CalendarDate } from '../../src/lib/calendar-date.js';
import type { ExplanationStep } from '../../src/lib/explanation.js';
import type { Membership } from '../../src/contract/memberships.js';

/** Sums, and the names of other clients. */
type Confidential = 'amount' | 'paid' | 'owed' | 'method' | 'transferredFrom' | 'transferredTo';

/** A membership as the card shows it; who may not see what is confidential gets none of it. */
export type ShownMembership = Omit<Membership, Confidential | 'explanation'> &
  Partial<Pick<Membership, Confidential>> & { explanation: ExplanationStep[] };

/** Whether the bot can write to the client, and what it wrote last. */
export interface ClientTelegram {
  username: string | null;
  state: 'ok' | 'blocked' | 'gone';
  broadcastsStoppedAt: string | null;
  erasureRequestedAt: string | null;
  /** `isPersonal`: somebody of the staff wrote it. */
  messages: {
    id: number;
    isPersonal: boolean;
    deliveryClass: string;
    status: string;
    error: string | null;
    at: string;
  }[];
  mayLink: boolean;
  mayErase: boolean;
}

/** The answer of the client's action `card`. */
export interface ClientCardData extends Omit<ClientDetail, 'membership' | 'memberships'> {
  memberships: ShownMembership[];
  currentMembershipId: number | null;
  /** For all memberships; null = nothing, or not for the person who looks. */
  owed: string | null;
  visits: { id: number; date: string; source: string }[];
  today: CalendarDate;
  /** Null for those whom it is no business of. */
  telegram: ClientTelegram | null;
  /** What the person who looks may do. */
  may: Record<
    | 'edit'
    | 'renew'
    | 'freeze'
    | 'visit'
    | 'archive'
    | 'restore'
    | 'resume'
    | 'cancelFreeze'
    | 'seeMemberships'
    | 'pay'
    | 'message'
    | 'seeHistory',
    boolean
  >;
}
