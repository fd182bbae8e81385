import { DomainError } from '../errors/domain-error.js';
import type { StaffRole } from '../staff/staff.entity.js';
import type { ActorKind } from './audit-entry.entity.js';

/** A Telegram user for whom the bot calls, and who they are to the studio. */
export interface TelegramPerson {
  /** Their Telegram id. */
  id: string;
  clientId: number | null;
  coachId: number | null;
  isAdmin: boolean;
}

/** Who acts: named in the audit log, and what rights depend on. */
export interface Actor {
  kind: ActorKind;
  /** Staff or token id. */
  id: number | null;
  name: string;
  /** Only staff have a role. */
  role: StaffRole | null;
  /** Null for staff, for the system and for programs that act for nobody. */
  telegram: TelegramPerson | null;
}

export const SYSTEM_ACTOR: Actor = { kind: 'system', id: null, name: 'system', role: null, telegram: null };
export const IMPORT_ACTOR: Actor = { kind: 'import', id: null, name: 'import', role: 'owner', telegram: null };

/** The owner, or the person at the server's console: may backdate, archive, refund. */
export function isOwner(actor: Actor): boolean {
  return actor.role === 'owner';
}

/** Throws `owner_only` for everyone else. */
export function requireOwner(actor: Actor): void {
  if (!isOwner(actor)) throw new DomainError('owner_only');
}

/** A coach's login sees its own groups and marks visits, nothing else. Throws `forbidden`. */
export function refuseCoachRole(actor: Actor): void {
  if (actor.role === 'coach') throw new DomainError('forbidden');
}

/** What a record's `staffId` keeps. */
export function staffIdOf(actor: Actor): number | null {
  return actor.kind === 'staff' ? actor.id : null;
}

/** Whether a client in Telegram acts, and not the studio. Admins of the bot are the studio. */
export function isClientInTelegram(actor: Actor): boolean {
  return actor.telegram !== null && !actor.telegram.isAdmin;
}

/** In Telegram a person acts for their own record alone; an admin of the bot for everyone's. Throws `forbidden`. */
export function refuseOthersInTelegram(actor: Actor, clientId: number): void {
  if (isClientInTelegram(actor) && actor.telegram?.clientId !== clientId) throw new DomainError('forbidden');
}
