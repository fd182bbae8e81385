import { z } from 'zod';
import { calendarDateSchema } from '../src/clients/client.rules.js';
import { idSchema } from '../src/contract/primitives.js';
import { presentCoach } from '../src/coaches/coach.presenter.js';
import { DomainError } from '../src/errors/domain-error.js';
import { validate } from '../src/errors/validate.js';
import { fullName } from '../src/lib/person-name.js';
import { busyCoaches } from '../src/trainings/busy-coaches.queries.js';
import { GroupTraining } from '../src/trainings/group-training.entity.js';
import { isAllowed } from './access.js';
import { problemOf } from './domain-refusal.js';
import { once } from './once.js';
import type { ActionCall } from './panel-action.js';
import type { PanelDependencies } from './panel-dependencies.js';

const weekSchema = z.object({ day: calendarDateSchema.optional() });
const substituteSchema = z.object({ coachId: idSchema, version: z.number().int().optional() });
const searchSchema = z.object({ q: z.string().trim().max(100).default('') });
/** Of those who may be added so many are offered; the others are found by typing. */
const OFFERED = 30;

/** The week around `day`, by default this one, and what the person who asks may do in it. */
export async function readWeek({ timetable, clock }: PanelDependencies, { input, actor, user }: ActionCall) {
  const { day = clock.today() } = validate(weekSchema, input);
  return {
    ...(await timetable.week(day, actor)),
    may: {
      start: isAllowed(user.role, 'Group', 'startSession'),
      substitute: isAllowed(user.role, 'GroupTraining', 'substitute'),
      cancel: isAllowed(user.role, 'GroupTraining', 'cancel'),
      create: isAllowed(user.role, 'GroupTraining', 'new'),
    },
  };
}

/** Who could lead the session instead, the group's usual coach first, and who of them is busy at that time. */
export async function readSubstitutes({ unitOfWork, groupQueries }: PanelDependencies, { id }: ActionCall) {
  const { manager } = unitOfWork;
  const session = await manager.findOneBy(GroupTraining, { id });
  if (!session) throw new DomainError('not_found');
  const { usual, others } = await groupQueries.coachesFor(session.groupId);
  const busy = await busyCoaches(manager, session);
  return {
    version: session.version,
    coachId: session.coachId,
    date: session.date,
    startsAt: session.startsAt.toISOString(),
    coaches: [...(usual ? [usual] : []), ...others].map((coach) => ({
      ...presentCoach(coach),
      isUsual: coach === usual,
      busyWith: busy.get(coach.id) ?? null,
    })),
  };
}

/** Another coach leads the session; who had been told of the first one is told again. */
export async function substitute({ trainings }: PanelDependencies, { id, input, actor }: ActionCall) {
  const { coachId, version } = validate(substituteSchema, input);
  return trainings.updateSession(id, { coachId }, actor, version);
}

/** A whole group's marks; who was refused is told with the reason, in words. */
export async function markAll({ attendance }: PanelDependencies, { id, input, actor, user }: ActionCall) {
  const { marked, refused } = await attendance.markAll(id, input, actor);
  return { marked, refused: refused.map(({ clientId, error }) => refusedClient(clientId, error, user.language)) };
}

/** Before anything is chosen: who is in the group, and how many places are left. */
export async function readGroupPlaces({ groupQueries }: PanelDependencies, { id }: ActionCall) {
  const { items } = await groupQueries.clientsOf(id, { status: 'all', limit: 100 });
  return {
    free: await groupQueries.freePlaces(id),
    members: items.map(({ id: clientId, firstName, lastName }) => ({
      id: clientId,
      name: fullName({ firstName, lastName }),
    })),
  };
}

/** `{mode: 'search', q}` finds who may be added, `{mode: 'save', clientIds}` adds them once and tells the result. */
export async function addToGroup(
  { groupQueries, groups, store }: PanelDependencies,
  { id, input, actor, user }: ActionCall,
) {
  const { mode, idempotencyKey, ...fields } = input;
  if (mode !== 'save') {
    const found = await groupQueries.addable(validate(searchSchema, fields).q, OFFERED + 1);
    const offered = found.slice(0, OFFERED).map(({ id: clientId, firstName, lastName, phone }) => ({
      id: clientId,
      name: fullName({ firstName, lastName }),
      phone,
    }));
    return { offered, hasMore: found.length > OFFERED };
  }
  return once(store, `add:${user.staffId}:${id}`, idempotencyKey, async () => {
    const { added, refused } = await groups.addClients(id, fields, actor);
    return { added, refused: refused.map(({ clientId, error }) => refusedClient(clientId, error, user.language)) };
  });
}

function refusedClient(clientId: number, error: DomainError, language: ActionCall['user']['language']) {
  return { clientId, reason: problemOf(error, language).message };
}
