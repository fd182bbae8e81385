import { Between, type EntityManager } from 'typeorm';
import type { InvitedSession } from '../contract/memberships.js';
import { whereIn } from '../db/columns.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { GroupTraining } from '../trainings/group-training.entity.js';
import { Invitation } from './invitation.entity.js';

/** The sessions of the days that the client is still invited to, or has said yes to; in the order of their start. */
export async function openInvitations(
  manager: EntityManager,
  clientId: number,
  { startDate, endDate }: { startDate: CalendarDate; endDate: CalendarDate },
): Promise<InvitedSession[]> {
  const invitations = await manager.findBy(Invitation, { clientId, status: whereIn(['sent', 'accepted'] as const) });
  if (invitations.length === 0) return [];
  const sessions = await manager.find(GroupTraining, {
    where: {
      id: whereIn(invitations.map(({ groupTrainingId }) => groupTrainingId)),
      date: Between(startDate, endDate),
    },
    order: { startsAt: 'ASC', id: 'ASC' },
    relations: { group: true },
  });
  return sessions
    .filter(({ cancelledAt }) => cancelledAt === null)
    .map(({ id, date, startsAt, group }) => ({
      id,
      date,
      startsAt: startsAt.toISOString(),
      groupName: group?.name ?? '',
    }));
}
