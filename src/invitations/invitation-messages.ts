import type { EntityManager } from 'typeorm';
import { Delivery } from '../deliveries/delivery.entity.js';
import type { DeliveryDraft, Outbox } from '../deliveries/outbox.js';
import { query } from '../db/query.js';
import { placesFor, readEntities } from '../db/read-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { updateEntity } from '../db/write-entities.js';
import type { Clock } from '../lib/clock.js';
import { parseLanguage, type Language } from '../lib/wording.js';
import { invitationMessage } from '../trainings/session-texts.js';
import { toldOf, type SessionPeople } from '../trainings/session.queries.js';
import { Invitation } from './invitation.entity.js';
import { invitationKey } from './invitation.rules.js';

/** What the bot has to know to write to a client. */
export interface Invitee {
  id: number;
  telegramId: string | null;
  telegramState: string;
  language: string | null;
}

export function isReachable<T extends Invitee>(client: T): client is T & { telegramId: string } {
  return client.telegramId !== null && client.telegramState === 'ok';
}

/** A message that is not on its way, or may not have arrived. */
interface Unsettled {
  deliveryId: number;
  invitation: Invitation;
  language: string | null;
  /** The client may have read it already. */
  mayHaveArrived: boolean;
}

const ROWS_AT_ONCE = 200;

/** The messages that ask clients to a session, as long as they wait to be sent. */
export class InvitationMessages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly studioLanguage: Language,
  ) {}

  /** One message per invitation of a client whom the bot can write to. Gives how many. */
  async send(
    people: SessionPeople,
    invitations: readonly { id: number; clientId: number; expiresAt: Date }[],
    clients: readonly Invitee[],
  ): Promise<number> {
    const told = toldOf(people, this.clock.timeZone);
    const reachable = new Map(clients.filter(isReachable).map((client) => [client.id, client]));
    const drafts = invitations.flatMap(({ id, clientId, expiresAt }): DeliveryDraft[] => {
      const client = reachable.get(clientId);
      if (!client) return [];
      return [
        {
          dedupeKey: invitationKey(id),
          deliveryClass: 'invitation',
          clientId,
          chatId: client.telegramId,
          payload: invitationMessage(told, id, this.languageOf(client)),
          expiresAt,
        },
      ];
    });
    return this.outbox.enqueue(drafts);
  }

  /** Those not begun yet are not sent any more. Gives the clients who thus never heard of the session. */
  async withdraw(sessionId: number): Promise<ReadonlySet<number>> {
    const { manager } = this.unitOfWork;
    const unsettled = await this.takeBack(sessionId);
    for (const { deliveryId, mayHaveArrived } of unsettled) {
      // What may have arrived keeps its history; expired, it is not sent once more.
      const change: Partial<Delivery> = mayHaveArrived ? { expiresAt: this.clock.now() } : { status: 'cancelled' };
      await updateEntity(manager, Delivery, deliveryId, { ...change, updatedAt: this.clock.now() });
    }
    return unheardOf(unsettled);
  }

  /** Those not begun yet say what holds now. Gives their clients, who need not be told of the change apart. */
  async revise(people: SessionPeople): Promise<ReadonlySet<number>> {
    const told = toldOf(people, this.clock.timeZone);
    const unsettled = await this.takeBack(people.session.id);
    for (const { deliveryId, invitation, language } of unsettled) {
      const payload = invitationMessage(told, invitation.id, this.languageOf({ language }));
      const change = { payload, expiresAt: invitation.expiresAt, updatedAt: this.clock.now() };
      await updateEntity(this.unitOfWork.manager, Delivery, deliveryId, change);
    }
    return unheardOf(unsettled);
  }

  /** Takes what is not begun out of the senders' hands, so that it can be changed until the transaction ends. */
  private async takeBack(sessionId: number): Promise<Unsettled[]> {
    const { manager } = this.unitOfWork;
    const invitations = await readEntities(manager, Invitation, 'WHERE groupTrainingId = ?', [sessionId]);
    const byKey = new Map(invitations.map((invitation) => [invitationKey(invitation.id), invitation]));
    const keys = [...byKey.keys()];
    const unsettled: Unsettled[] = [];
    for (let from = 0; from < keys.length; from += ROWS_AT_ONCE) {
      for (const row of await takeRows(manager, keys.slice(from, from + ROWS_AT_ONCE))) {
        const invitation = byKey.get(row.dedupeKey);
        const mayHaveArrived = row.status === 'unknown' || row.resentAt !== null;
        if (invitation) unsettled.push({ deliveryId: row.id, invitation, language: row.language, mayHaveArrived });
      }
    }
    return unsettled;
  }

  private languageOf({ language }: { language: string | null }): Language {
    return parseLanguage(language) ?? this.studioLanguage;
  }
}

interface TakenRow {
  id: number;
  dedupeKey: string;
  status: string;
  resentAt: unknown;
  language: string | null;
}

async function takeRows(manager: EntityManager, keys: readonly string[]): Promise<TakenRow[]> {
  const places = placesFor(keys);
  await query(
    manager,
    `UPDATE deliveries SET status = 'pending', leaseToken = NULL, leaseUntil = NULL
     WHERE dedupeKey IN (${places}) AND status IN ('pending', 'claimed')`,
    keys,
  );
  return query<TakenRow[]>(
    manager,
    `SELECT d.id, d.dedupeKey, d.status, d.resentAt, c.language
     FROM deliveries d LEFT JOIN clients c ON c.id = d.clientId
     WHERE d.dedupeKey IN (${places}) AND d.status IN ('pending', 'unknown')`,
    keys,
  );
}

function unheardOf(unsettled: readonly Unsettled[]): ReadonlySet<number> {
  const unheard = unsettled.filter(({ mayHaveArrived }) => !mayHaveArrived);
  return new Set(unheard.map(({ invitation }) => invitation.clientId));
}
