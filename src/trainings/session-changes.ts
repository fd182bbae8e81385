import type { UnitOfWork } from '../db/unit-of-work.js';
import type { InvitationMessages } from '../invitations/invitation-messages.js';
import { moveInvitations } from '../invitations/invitation-moves.js';
import { invitationExpiry } from '../invitations/invitation.rules.js';
import type { Clock } from '../lib/clock.js';
import { readSetting } from '../settings/setting.queries.js';
import type { GroupTraining } from './group-training.entity.js';
import type { SessionLinks } from './session-links.js';
import type { SessionBefore, SessionNews } from './session-news.js';
import { peopleOf } from './session.queries.js';

/** What follows from a change of a session, in its transaction: invitations, messages, the link at hand. */
export class SessionChanges {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly messages: InvitationMessages,
    private readonly news: SessionNews,
    private readonly links: SessionLinks,
  ) {}

  async created(session: GroupTraining): Promise<void> {
    await this.news.assigned(session);
    await this.keepLink(session);
  }

  /** A moved session can be answered until its new start, and one on another day is asked for again. */
  async changed(before: SessionBefore, session: GroupTraining): Promise<void> {
    const isMoved = before.startsAt.getTime() !== session.startsAt.getTime();
    const saysOther = isMoved || before.coachId !== session.coachId;
    if (!saysOther && before.link === session.link) return;
    const { manager } = this.unitOfWork;
    if (isMoved) {
      const minutes = await readSetting(manager, 'invitationMinutes');
      const askAgain = before.date !== session.date && before.startsAt > this.clock.now();
      await moveInvitations(manager, session, { minutes, askAgain, now: this.clock.now() });
    }
    const unheard = saysOther ? await this.messages.revise(await peopleOf(manager, session)) : new Set<number>();
    await this.news.changed(before, session, unheard);
    await this.keepLink(session);
  }

  async cancelled(session: GroupTraining): Promise<void> {
    await this.news.cancelled(session, await this.messages.withdraw(session.id));
    this.links.forget(session);
  }

  private async keepLink(session: GroupTraining): Promise<void> {
    const minutes = await readSetting(this.unitOfWork.manager, 'invitationMinutes');
    this.links.keep(session, invitationExpiry(this.clock.now(), session.startsAt, minutes));
  }
}
