import { In, IsNull } from 'typeorm';
import { findClients, type FoundClient } from '../../src/clients/client-search.queries.js';
import { GroupTraining } from '../../src/trainings/group-training.entity.js';
import { isAllowed } from '../access.js';
import { recordAction, resourceAction, type ActionCall, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { readHistory } from './client-history.js';

const FOUND_AT_ONCE = 8;
const LONGEST_TEXT = 100;

/** The one search of the panel: a few clients with what the person at the desk may do with each at once. */
async function find(dependencies: PanelDependencies, { query, user }: ActionCall) {
  const { clock, unitOfWork } = dependencies;
  const text = typeof query.q === 'string' ? query.q.slice(0, LONGEST_TEXT) : '';
  // A coach's login without a coach has no groups.
  const coachId = user.role === 'coach' ? (user.coachId ?? 0) : null;
  const search = { text, today: clock.today(), coachId, limit: FOUND_AT_ONCE };
  const { clients, hasMore, cardOf } = await findClients(unitOfWork.manager, search);
  const markable = coachId === null ? null : await groupsWithSession(dependencies, clients);
  const mayRenew = isAllowed(user.role, 'Client', 'renew');
  return {
    text,
    hasMore,
    cardOf,
    clients: clients.map(({ groupId, ...client }) => ({
      ...client,
      may: {
        renew: mayRenew,
        visit: client.status === 'active' && (markable === null || (groupId !== null && markable.has(groupId))),
      },
    })),
  };
}

/** A coach marks visits of sessions only: the groups that have one today. */
async function groupsWithSession(
  { unitOfWork, clock }: PanelDependencies,
  clients: readonly FoundClient[],
): Promise<Set<number>> {
  const groupIds = clients.flatMap(({ groupId }) => groupId ?? []);
  if (groupIds.length === 0) return new Set();
  const where = { groupId: In(groupIds), date: clock.today(), cancelledAt: IsNull() };
  const sessions = await unitOfWork.manager.find(GroupTraining, { where, select: { groupId: true } });
  return new Set(sessions.map(({ groupId }) => groupId));
}

/** What the desk does with a client besides selling: finding, writing, looking back. */
export function deskActions(dependencies: PanelDependencies): Record<string, PanelAction> {
  const { personalMessages, clientQueries } = dependencies;
  return {
    find: resourceAction({ read: (call) => find(dependencies, call) }),
    history: recordAction({
      read: ({ id, query, user }) => readHistory(dependencies, id, { before: query.before, role: user.role }),
    }),
    message: recordAction({
      icon: 'Send',
      component: 'MessageForm',
      isVisible: (record) => !record?.get('archivedAt') && Boolean(record?.get('telegramId')),
      read: async ({ id }) => {
        const { telegramId, telegramState, firstName } = await clientQueries.get(id);
        return { isReachable: telegramId !== null && telegramState === 'ok', firstName };
      },
      write: ({ id, input, actor }) => personalMessages.send(id, input, actor),
    }),
  };
}
