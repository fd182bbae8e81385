import { z } from 'zod';
import type { Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { lockRecord } from '../db/lock-record.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { insertEntities } from '../db/write-entities.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { readSetting } from '../settings/setting.queries.js';
import { GroupTraining } from '../trainings/group-training.entity.js';
import { refuseCoach } from '../trainings/session-access.js';
import { peopleOf } from '../trainings/session.queries.js';
import { sessionSchema } from '../trainings/training.rules.js';
import type { TrainingsService } from '../trainings/trainings.service.js';
import { readAudience } from './invitation-audience.js';
import { isReachable, type InvitationMessages } from './invitation-messages.js';
import { invitationExpiry } from './invitation.rules.js';
import { Invitation } from './invitation.entity.js';

const startSchema = sessionSchema.extend({ invite: z.boolean().default(true) });

/** `unreachable`: of the invited those without a message, having no Telegram or having blocked the bot. */
export interface Invited {
  invited: number;
  unreachable: number;
}

/** Asking a group's clients to its sessions. */
export class InvitationsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly trainings: TrainingsService,
    private readonly messages: InvitationMessages,
  ) {}

  /**
   * A session and one invitation and message for each client of the group who is active on its day, all or nothing:
   * `{groupId, coachId, startsAt? | date?, time?, link?, invite?}`. A session of a past day invites nobody.
   * Throws what `createSession` throws.
   */
  async startSession(input: unknown, actor: Actor): Promise<{ id: number } & Invited> {
    refuseCoach(actor);
    const { invite, ...fields } = validate(startSchema, input);
    return this.unitOfWork.run(async () => {
      const { id } = await this.trainings.createSession(fields, actor);
      const session = await lockRecord(this.unitOfWork, GroupTraining, id);
      const isPast = session.date < this.clock.today();
      const invited = invite && !isPast ? await this.inviteAll(session, actor) : { invited: 0, unreachable: 0 };
      return { id, ...invited };
    });
  }

  /**
   * The same for a session that is in the timetable; again: only those not invited yet.
   * Throws `not_found`, `session_cancelled`, `session_closed`, `start_in_past` for one of a past day, `forbidden`.
   */
  async inviteToSession(sessionId: number, actor: Actor): Promise<Invited> {
    refuseCoach(actor);
    return this.unitOfWork.run(async () => {
      const session = await lockRecord(this.unitOfWork, GroupTraining, sessionId);
      if (session.cancelledAt !== null) throw new DomainError('session_cancelled');
      if (session.closedAt !== null) throw new DomainError('session_closed');
      if (session.date < this.clock.today()) throw new DomainError('start_in_past');
      return this.inviteAll(session, actor);
    });
  }

  /** Whom an invitation to a session of the group on `date` would reach; writes nothing. For forms. */
  async preview(groupId: number, date: CalendarDate): Promise<Invited> {
    const audience = await readAudience(this.unitOfWork.manager, { groupId, date, sessionId: null });
    return { invited: audience.length, unreachable: audience.filter((client) => !isReachable(client)).length };
  }

  private async inviteAll(session: GroupTraining, actor: Actor): Promise<Invited> {
    const { manager } = this.unitOfWork;
    const { id: sessionId, groupId, date, startsAt } = session;
    const audience = await readAudience(manager, { groupId, date, sessionId });
    if (audience.length === 0) return { invited: 0, unreachable: 0 };
    const now = this.clock.now();
    const expiresAt = invitationExpiry(now, startsAt, await readSetting(manager, 'invitationMinutes'));
    const times = { expiresAt, createdAt: now, updatedAt: now };
    const drafts = audience.map(({ id }) => ({ groupTrainingId: sessionId, clientId: id, ...times }));
    const invitations = await insertEntities(manager, Invitation, drafts);
    const written = await this.messages.send(await peopleOf(manager, session), invitations, audience);
    if (session.invitedAt === null) {
      await manager.update(GroupTraining, { id: sessionId }, { invitedAt: now, updatedAt: now });
    }
    const invited = { invited: audience.length, unreachable: audience.length - written };
    await this.audit.record(actor, 'session.invite', 'GroupTraining', sessionId, null, invited);
    return invited;
  }
}
