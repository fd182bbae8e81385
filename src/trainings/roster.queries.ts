import type { EntityManager } from 'typeorm';
import { filterCondition, statusParameters } from '../clients/client-status.sql.js';
import { Client } from '../clients/client.entity.js';
import { closedOn } from '../closures/closure.queries.js';
import type { InvitationStatus, RosterRow } from '../contract/sessions.js';
import { whereIn } from '../db/columns.js';
import { query } from '../db/query.js';
import { fullName } from '../lib/person-name.js';
import type { GroupTraining } from './group-training.entity.js';

/** Everyone invited, everyone who came, and everyone of the group who is active on the day; by name, each once. */
export async function readRoster(manager: EntityManager, session: GroupTraining): Promise<RosterRow[]> {
  const { id, groupId, date } = session;
  const invitations = await query<{ clientId: number; status: InvitationStatus }[]>(
    manager,
    'SELECT clientId, status FROM invitations WHERE groupTrainingId = ?',
    [id],
  );
  const visits = await query<{ clientId: number }[]>(
    manager,
    'SELECT clientId FROM trainings WHERE groupTrainingId = ?',
    [id],
  );
  const statusOf = new Map(invitations.map(({ clientId, status }) => [clientId, status]));
  const came = new Set(visits.map(({ clientId }) => clientId));
  const members = await readActiveMembers(manager, groupId, date);
  const known = new Set(members.map((client) => client.id));
  const others = [...new Set([...statusOf.keys(), ...came])].filter((clientId) => !known.has(clientId));
  const guests = others.length === 0 ? [] : await manager.findBy(Client, { id: whereIn(others) });
  return [...members, ...guests].sort(byName).map((client) => ({
    clientId: client.id,
    name: fullName(client),
    invitation: statusOf.get(client.id) ?? null,
    attended: came.has(client.id),
  }));
}

async function readActiveMembers(
  manager: EntityManager,
  groupId: number,
  date: GroupTraining['date'],
): Promise<Client[]> {
  return manager
    .createQueryBuilder(Client, 'client')
    .where(filterCondition('active', 'client', await closedOn(manager, date)), statusParameters(date, 0))
    .andWhere('client.archivedAt IS NULL AND client.groupId = :groupId', { groupId })
    .getMany();
}

function byName(a: Client, b: Client): number {
  return a.searchName < b.searchName ? -1 : a.searchName > b.searchName ? 1 : a.id - b.id;
}
