import { isClientInTelegram, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { Client } from '../clients/client.entity.js';
import { isActiveOn } from '../clients/active-client.queries.js';
import { invitationAnswerSchema, type AcceptedInvitation, type InvitationStatus } from '../contract/sessions.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { updateEntity } from '../db/write-entities.js';
import { proveDelivered } from '../deliveries/proof.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { Clock } from '../lib/clock.js';
import { readSetting } from '../settings/setting.queries.js';
import type { GroupTraining } from '../trainings/group-training.entity.js';
import type { SessionLinks } from '../trainings/session-links.js';
import { holdSession, nameOf, peopleOf } from '../trainings/session.queries.js';
import type { VisitBook } from '../trainings/visit-book.js';
import { invitationKey, isOpen } from './invitation.rules.js';
import { Invitation } from './invitation.entity.js';

/** An invitation with its session and client, held until the transaction ends. */
interface Asked {
  invitation: Pick<Invitation, 'id' | 'clientId' | 'status' | 'expiresAt'>;
  session: GroupTraining;
  joiningCounts: boolean;
}

/** What the invited say: by the invited person alone, and the same answer however often a button is pressed. */
export class InvitationAnswers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly visits: VisitBook,
    private readonly links: SessionLinks,
  ) {}

  /**
   * `{telegramId}` of the invited client. Records the visit where joining counts as coming (setting `attendanceBy`), and
   * gives this session's link. Throws `not_found`, `not_your_invitation`, `client_archived`, `session_cancelled`,
   * `invitation_expired`, `session_closed`, `client_not_active`.
   */
  async accept(id: number, input: unknown, actor: Actor): Promise<AcceptedInvitation> {
    const { telegramId } = validate(invitationAnswerSchema, input);
    const asked = await this.unitOfWork.run(async () => {
      const held = await this.hold(id, telegramId, actor);
      return held.invitation.status === 'accepted' ? held : this.join(held, actor);
    });
    return this.answer(asked, await this.links.find(asked.session));
  }

  /**
   * The same for a no. Said after a yes it takes the visit back, unless the session has begun or the coach says who came.
   * Throws what `accept` throws, but for `client_not_active`.
   */
  async decline(id: number, input: unknown, actor: Actor): Promise<AcceptedInvitation> {
    const { telegramId } = validate(invitationAnswerSchema, input);
    const asked = await this.unitOfWork.run(async () => {
      const held = await this.hold(id, telegramId, actor);
      return held.invitation.status === 'declined' ? held : this.stayAway(held, actor);
    });
    return this.answer(asked, null);
  }

  /** Session, client, invitation: everyone locks in this order. */
  private async hold(id: number, telegramId: string, actor: Actor): Promise<Asked> {
    const { manager } = this.unitOfWork;
    if (isClientInTelegram(actor) && actor.telegram?.id !== telegramId) throw new DomainError('not_your_invitation');
    const found = await manager.findOneBy(Invitation, { id });
    if (!found) throw new DomainError('not_found');
    const session = await holdSession(manager, found.groupTrainingId);
    const client = await this.unitOfWork.lockAndRead(Client, found.clientId);
    if (client?.telegramId !== telegramId) throw new DomainError('not_your_invitation');
    if (client.archivedAt !== null) throw new DomainError('client_archived');
    if (session.cancelledAt !== null) throw new DomainError('session_cancelled');
    const invitation = await this.unitOfWork.lockAndRead(Invitation, id);
    if (!invitation) throw new DomainError('not_found');
    return { invitation, session, joiningCounts: (await readSetting(manager, 'attendanceBy')) === 'joining' };
  }

  private async join(asked: Asked, actor: Actor): Promise<Asked> {
    this.requireOpen(asked);
    const { invitation, session, joiningCounts } = asked;
    const { clientId } = invitation;
    if (joiningCounts) {
      await this.visits.record({ clientId, sessionId: session.id, date: session.date, override: false }, actor);
    } else if (!(await isActiveOn(this.unitOfWork.manager, clientId, session.date))) {
      throw new DomainError('client_not_active');
    }
    return this.settle(asked, 'accepted', actor);
  }

  private async stayAway(asked: Asked, actor: Actor): Promise<Asked> {
    this.requireOpen(asked);
    const { invitation, session, joiningCounts } = asked;
    if (invitation.status === 'accepted' && joiningCounts && this.clock.now() < session.startsAt) {
      const visit = await this.visits.find(invitation.clientId, session.id);
      if (visit) await this.visits.remove(visit, actor);
    }
    return this.settle(asked, 'declined', actor);
  }

  private requireOpen({ invitation, session }: Asked): void {
    if (!isOpen(invitation, this.clock.now())) throw new DomainError('invitation_expired');
    if (session.closedAt !== null) throw new DomainError('session_closed');
  }

  private async settle(asked: Asked, status: InvitationStatus, actor: Actor): Promise<Asked> {
    const { manager } = this.unitOfWork;
    const { invitation } = asked;
    const now = this.clock.now();
    await updateEntity(manager, Invitation, invitation.id, { status, answeredAt: now, updatedAt: now });
    await proveDelivered(manager, invitationKey(invitation.id));
    const action = status === 'accepted' ? 'invitation.accept' : 'invitation.decline';
    await this.audit.record(actor, action, 'Invitation', invitation.id, { status: invitation.status }, { status });
    return { ...asked, invitation: { ...invitation, status } };
  }

  private async answer(
    { invitation, session, joiningCounts }: Asked,
    link: string | null,
  ): Promise<AcceptedInvitation> {
    const { status, clientId } = invitation;
    const { group, coach } = await peopleOf(this.unitOfWork.manager, session);
    const { id, date, startsAt } = session;
    const counts = status === 'accepted' && joiningCounts;
    return {
      trainingId: counts ? ((await this.visits.find(clientId, id))?.id ?? null) : null,
      link,
      status,
      session: { id, date, groupName: group.name, coachName: nameOf(coach), startsAt: startsAt.toISOString() },
    };
  }
}
