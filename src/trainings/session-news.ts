import type { EntityManager } from 'typeorm';
import { Coach } from '../coaches/coach.entity.js';
import type { DeliveryDraft, Outbox } from '../deliveries/outbox.js';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { InvitationStatus } from '../contract/sessions.js';
import type { Clock } from '../lib/clock.js';
import { parseLanguage, type Language } from '../lib/wording.js';
import type { GroupTraining } from './group-training.entity.js';
import { sessionMessage, type AskedBefore, type SessionNotice } from './session-texts.js';
import { endOf, peopleOf, toldOf, type SessionPeople } from './session.queries.js';

/** A session as it was. */
export type SessionBefore = Pick<GroupTraining, 'coachId' | 'date' | 'startsAt' | 'link'>;

interface Recipient {
  clientId: number;
  chatId: string;
  language: string | null;
  invitationId: number;
  status: InvitationStatus;
}

interface Addressee {
  clientId: number | null;
  chatId: string;
  /** Tells people apart in the key of a message: coaches and clients are numbered apart. */
  person: string;
  language: Language;
  invitation: AskedBefore | null;
}

const JOINED: readonly InvitationStatus[] = ['accepted'];
const NOT_DECLINED: readonly InvitationStatus[] = ['sent', 'accepted', 'expired'];

/**
 * Tells those concerned what becomes of a session, in the transaction of the change. What is over is told to nobody, and
 * who has no Telegram or blocked the bot is left out.
 */
export class SessionNews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly studioLanguage: Language,
  ) {}

  /** A new session: to its coach. */
  async assigned(session: GroupTraining): Promise<void> {
    await this.tellAll(session, async (people) => this.forCoach('assigned', people, people.coach));
  }

  /**
   * What has changed, to whom it concerns: another time to everyone invited (but those in `toldAlready`) and the coach,
   * another link to those who joined, another coach to those who joined and to both coaches.
   */
  async changed(before: SessionBefore, session: GroupTraining, toldAlready: ReadonlySet<number>): Promise<void> {
    const isMoved = before.startsAt.getTime() !== session.startsAt.getTime();
    await this.tellAll(session, async (people) => {
      const drafts: DeliveryDraft[] = [];
      if (isMoved) drafts.push(...(await this.forClients('moved', people, NOT_DECLINED, toldAlready)));
      if (before.coachId !== session.coachId) {
        const former = await this.unitOfWork.manager.findOneByOrFail(Coach, { id: before.coachId });
        drafts.push(...this.forCoach('assigned', people, people.coach), ...this.forCoach('unassigned', people, former));
        drafts.push(...(await this.forClients('coach', people, JOINED)));
      } else if (isMoved) drafts.push(...this.forCoach('movedForCoach', people, people.coach));
      if (before.link !== session.link) {
        const notice = session.link === null ? 'noLink' : 'link';
        drafts.push(...(await this.forClients(notice, people, JOINED)));
      }
      return drafts;
    });
  }

  /** To everyone invited who did not say no, but those in `neverAsked`, and to the coach. */
  async cancelled(session: GroupTraining, neverAsked: ReadonlySet<number>): Promise<void> {
    await this.tellAll(session, async (people) => [
      ...(await this.forClients('cancelled', people, NOT_DECLINED, neverAsked)),
      ...this.forCoach('cancelledForCoach', people, people.coach),
    ]);
  }

  private async tellAll(
    session: GroupTraining,
    draft: (people: SessionPeople) => Promise<DeliveryDraft[]>,
  ): Promise<void> {
    const people = await peopleOf(this.unitOfWork.manager, session);
    if (endOf(people) <= this.clock.now()) return;
    const drafts = await draft(people);
    if (drafts.length > 0) await this.outbox.enqueue(drafts);
  }

  private async forClients(
    notice: SessionNotice,
    people: SessionPeople,
    statuses: readonly InvitationStatus[],
    except: ReadonlySet<number> = new Set(),
  ): Promise<DeliveryDraft[]> {
    const recipients = await readRecipients(this.unitOfWork.manager, people.session.id, statuses);
    return recipients
      .filter(({ clientId }) => !except.has(clientId))
      .map(({ clientId, chatId, language, ...invitation }) =>
        this.draft(notice, people, {
          clientId,
          chatId,
          person: String(clientId),
          language: parseLanguage(language) ?? this.studioLanguage,
          invitation,
        }),
      );
  }

  private forCoach(notice: SessionNotice, people: SessionPeople, coach: Coach): DeliveryDraft[] {
    if (coach.telegramId === null || coach.archivedAt !== null) return [];
    const person = `c${coach.id}`;
    const to = { clientId: null, chatId: coach.telegramId, person, language: this.studioLanguage, invitation: null };
    return [this.draft(notice, people, to)];
  }

  private draft(notice: SessionNotice, people: SessionPeople, to: Addressee): DeliveryDraft {
    const { id, version } = people.session;
    return {
      // The version tells one change from the next: the same news twice is told once.
      dedupeKey: `session-${notice}:${id}:${version}:${to.person}`,
      deliveryClass: 'interactive',
      clientId: to.clientId,
      chatId: to.chatId,
      payload: sessionMessage(notice, toldOf(people, this.clock.timeZone), to.language, to.invitation),
      expiresAt: endOf(people),
    };
  }
}

/** Those of the invited whom the bot can write to. */
async function readRecipients(
  manager: EntityManager,
  sessionId: number,
  statuses: readonly InvitationStatus[],
): Promise<Recipient[]> {
  return query<Recipient[]>(
    manager,
    `SELECT c.id AS clientId, c.telegramId AS chatId, c.language, i.id AS invitationId, i.status FROM invitations i JOIN clients c ON c.id = i.clientId
     WHERE i.groupTrainingId = ? AND i.status IN (${placesFor(statuses)})
       AND c.telegramId IS NOT NULL AND c.telegramState = 'ok' AND c.archivedAt IS NULL
     ORDER BY c.id`,
    [sessionId, ...statuses],
  );
}
