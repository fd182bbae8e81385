import { IsNull } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { Group } from '../groups/group.entity.js';
import { Staff } from '../staff/staff.entity.js';
import type { GroupTraining } from './group-training.entity.js';
import { mayMark } from './session.rules.js';

/** Who may see and mark which sessions: a coach those that he leads and those of his own groups, the studio all. */
export class SessionAccess {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** `session` null = a visit without one. Throws `forbidden`. */
  async require(actor: Actor, session: Pick<GroupTraining, 'coachId' | 'groupId'> | null): Promise<void> {
    if (!isCoach(actor)) return;
    const coachId = await this.coachIdOf(actor);
    if (session === null || coachId === null) throw new DomainError('forbidden');
    if (session.coachId === coachId) return;
    const own = { id: session.groupId, coachId, archivedAt: IsNull() };
    if (!(await this.unitOfWork.manager.existsBy(Group, own))) throw new DomainError('forbidden');
  }

  /** Of the lists of a coach a coach sees the own one. Throws `forbidden`. */
  async requireCoach(actor: Actor, coachId: number): Promise<void> {
    if (isCoach(actor) && (await this.coachIdOf(actor)) !== coachId) throw new DomainError('forbidden');
  }

  /** Whose sessions alone the actor sees; null = everybody's. Throws `forbidden` for a coach's login without a coach. */
  async coachOnly(actor: Actor): Promise<number | null> {
    if (!isCoach(actor)) return null;
    const coachId = await this.coachIdOf(actor);
    if (coachId === null) throw new DomainError('forbidden');
    return coachId;
  }

  private async coachIdOf(actor: Actor): Promise<number | null> {
    if (actor.telegram) return actor.telegram.coachId;
    const staff = actor.id === null ? null : await this.unitOfWork.manager.findOneBy(Staff, { id: actor.id });
    return staff?.coachId ?? null;
  }
}

/** A coach's login, or in Telegram everyone who is no admin: whoever leads nothing there has no rights to sessions. */
export function isCoach({ role, telegram }: Actor): boolean {
  return role === 'coach' || (telegram !== null && !telegram.isAdmin);
}

/** A closed session keeps its marks (`mayMark`). Throws `session_closed`. */
export function requireMarkable(
  { closedAt }: Pick<GroupTraining, 'closedAt'>,
  came: boolean,
  actor: Actor,
  now: Date,
): void {
  if (!mayMark({ closedAt, came, isStudio: isStudio(actor), now })) throw new DomainError('session_closed');
}

/** Sessions are started, changed and cancelled by the studio. Throws `forbidden`. */
export function refuseCoach(actor: Actor): void {
  if (isCoach(actor)) throw new DomainError('forbidden');
}

/** The owner, a manager or an admin of the bot: who may correct what a coach has closed. A program that acts for nobody may not. */
function isStudio({ role, telegram }: Actor): boolean {
  return role === 'owner' || role === 'manager' || telegram?.isAdmin === true;
}
