import type { EntityManager } from 'typeorm';
import { presentCoach } from '../coaches/coach.presenter.js';
import { Coach } from '../coaches/coach.entity.js';
import type { SessionView } from '../contract/sessions.js';
import { whereIn } from '../db/columns.js';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import { Group } from '../groups/group.entity.js';
import type { GroupTraining } from './group-training.entity.js';

interface Counts {
  invited: number;
  joined: number;
  attended: number;
}

const NOBODY: Counts = { invited: 0, joined: 0, attended: 0 };

/** The sessions as they leave the server, in the given order; a few statements, however many there are. */
export async function viewsOf(manager: EntityManager, sessions: readonly GroupTraining[]): Promise<SessionView[]> {
  if (sessions.length === 0) return [];
  const groups = await manager.findBy(Group, { id: whereIn(sessions.map(({ groupId }) => groupId)) });
  const coaches = await manager.findBy(Coach, { id: whereIn(sessions.map(({ coachId }) => coachId)) });
  const groupOf = new Map(groups.map((group) => [group.id, group]));
  const coachOf = new Map(coaches.map((coach) => [coach.id, coach]));
  const counts = await readCounts(manager, sessions);
  return sessions.flatMap((session) => {
    const [group, coach] = [groupOf.get(session.groupId), coachOf.get(session.coachId)];
    // Foreign keys keep both; this tells the compiler.
    return group && coach ? [presentSession(session, group, coach, counts.get(session.id) ?? NOBODY)] : [];
  });
}

function presentSession(session: GroupTraining, group: Group, coach: Coach, counts: Counts): SessionView {
  const { id, date, startsAt, link, cancelledAt, closedAt } = session;
  return {
    id,
    group: { id: group.id, name: group.name },
    coach: presentCoach(coach),
    date,
    startsAt: startsAt.toISOString(),
    durationMinutes: group.durationMinutes,
    link,
    cancelled: cancelledAt !== null,
    closedAt: closedAt?.toISOString() ?? null,
    ...counts,
  };
}

async function readCounts(manager: EntityManager, sessions: readonly GroupTraining[]): Promise<Map<number, Counts>> {
  const ids = sessions.map(({ id }) => id);
  const places = placesFor(ids);
  const rows = await query<{ sessionId: number; invited: unknown; joined: unknown; attended: unknown }[]>(
    manager,
    `SELECT groupTrainingId AS sessionId, COUNT(*) AS invited,
       SUM(CASE WHEN status = 'accepted' THEN 1 ELSE 0 END) AS joined, 0 AS attended
     FROM invitations WHERE groupTrainingId IN (${places}) GROUP BY groupTrainingId
     UNION ALL
     SELECT groupTrainingId, 0, 0, COUNT(*) FROM trainings WHERE groupTrainingId IN (${places}) GROUP BY groupTrainingId`,
    [...ids, ...ids],
  );
  const counts = new Map<number, Counts>();
  for (const { sessionId, ...row } of rows) {
    const sum = counts.get(sessionId) ?? NOBODY;
    counts.set(sessionId, {
      invited: sum.invited + Number(row.invited),
      joined: sum.joined + Number(row.joined),
      attended: sum.attended + Number(row.attended),
    });
  }
  return counts;
}
