import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import { placesFor, readEntities } from '../db/read-entities.js';
import { storedInstant } from '../db/stored-values.js';
import type { GroupTraining } from '../trainings/group-training.entity.js';
import { Invitation } from './invitation.entity.js';
import { invitationExpiry } from './invitation.rules.js';

interface Move {
  /** How long an invitation can be answered. */
  minutes: number;
  /** On another day a yes is no longer one. */
  askAgain: boolean;
  now: Date;
}

/** The invitations of a session that has been moved: open until its new start, also those that had run out unanswered. */
export async function moveInvitations(
  manager: EntityManager,
  session: Pick<GroupTraining, 'id' | 'startsAt'>,
  { minutes, askAgain, now }: Move,
): Promise<void> {
  const invitations = await readEntities(manager, Invitation, 'WHERE groupTrainingId = ?', [session.id]);
  const byExpiry = new Map<number, number[]>();
  for (const { id, createdAt } of invitations) {
    const expiry = invitationExpiry(createdAt, session.startsAt, minutes).getTime();
    byExpiry.set(expiry, [...(byExpiry.get(expiry) ?? []), id]);
  }
  const instant = (at: Date) => storedInstant(manager.dataSource, at);
  const asked = askAgain ? ['expired', 'accepted'] : ['expired'];
  // Those of one batch were sent at one moment: few different expiries, however many are invited.
  for (const [expiry, ids] of byExpiry) {
    const expiresAt = new Date(expiry);
    const list = placesFor(ids);
    await query(manager, `UPDATE invitations SET expiresAt = ?, updatedAt = ? WHERE id IN (${list})`, [
      instant(expiresAt),
      instant(now),
      ...ids,
    ]);
    if (expiresAt <= now) continue;
    await query(
      manager,
      `UPDATE invitations SET status = 'sent', answeredAt = NULL WHERE id IN (${list}) AND status IN (${placesFor(asked)})`,
      [...ids, ...asked],
    );
  }
}
