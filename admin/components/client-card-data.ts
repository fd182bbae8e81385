import type { ClientDetail } from '../../src/contract/clients.js';
import type { ExplanationStep } from '../../src/lib/explanation.js';
import type { Membership } from '../../src/contract/memberships.js';

/** A membership as the card shows it; who may not see sums gets none. */
export type ShownMembership = Omit<Membership, 'amount' | 'method' | 'explanation'> &
  Partial<Pick<Membership, 'amount' | 'method'>> & { explanation: ExplanationStep[] };

/** The answer of the client's action `card`. */
export interface ClientCardData extends Omit<ClientDetail, 'membership' | 'memberships'> {
  memberships: ShownMembership[];
  currentMembershipId: number | null;
  visits: { id: number; date: string; source: string }[];
  today: string;
  /** What the person who looks may do. */
  may: Record<
    'edit' | 'renew' | 'freeze' | 'visit' | 'archive' | 'restore' | 'resume' | 'cancelFreeze' | 'seeMemberships',
    boolean
  >;
}
