import { Between, IsNull, type EntityManager } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { whereIn } from '../db/columns.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { ReadChain } from '../payments/chain-store.js';
import { readChains, readVisits } from '../payments/chain.queries.js';
import { Payment } from '../payments/payment.entity.js';
import { GroupTraining } from '../trainings/group-training.entity.js';
import { Training } from '../trainings/training.entity.js';
import type { PlannedClosure } from './closure.rules.js';

const CLIENTS_AT_ONCE = 500;

/** One that is planned, or is stored under `id`. */
export type AnyClosure = PlannedClosure & { id?: number };

/**
 * The chains that the closure can change: of everyone with a membership that it concerns and that is not over before its
 * first day. So many at once that memory stays the same for any number of clients.
 */
export async function* concernedChains(manager: EntityManager, closure: AnyClosure): AsyncGenerator<ReadChain[]> {
  let lastId = 0;
  for (;;) {
    const rows = await concernedPayments(manager, closure)
      .select('payment.clientId', 'clientId')
      .distinct()
      .andWhere('payment.endDate >= :startDate AND payment.clientId > :lastId', { ...closure, lastId })
      .orderBy('payment.clientId')
      .limit(CLIENTS_AT_ONCE)
      .getRawMany<{ clientId: number }>();
    const clientIds = rows.map(({ clientId }) => clientId);
    if (clientIds.length > 0) yield await readConcerned(manager, clientIds, closure.startDate);
    if (clientIds.length < CLIENTS_AT_ONCE) return;
    lastId = clientIds.at(-1) ?? lastId;
  }
}

/** Of a closure that is stored the group's clients are those it was made for, wherever they are now. */
function concernedPayments(manager: EntityManager, closure: AnyClosure) {
  const query = manager.createQueryBuilder(Payment, 'payment');
  const { scope, groupId, planId, id } = closure;
  if (scope === 'plan') return query.where('payment.planId = :planId', { planId });
  if (scope === 'studio') return query.where('1 = 1');
  return id === undefined
    ? query.where('payment.clientId IN (SELECT c.id FROM clients c WHERE c.groupId = :groupId)', { groupId })
    : query.where('payment.clientId IN (SELECT k.clientId FROM closure_clients k WHERE k.closureId = :id)', { id });
}

/**
 * The visits are read of those alone who came since: a closure takes no visit of an earlier day from one membership to
 * another, and there may be hundreds for each client.
 */
async function readConcerned(
  manager: EntityManager,
  clientIds: readonly number[],
  since: CalendarDate,
): Promise<ReadChain[]> {
  const came = await manager
    .createQueryBuilder(Training, 'visit')
    .select('visit.clientId', 'clientId')
    .distinct()
    .where('visit.clientId IN (:...clientIds) AND visit.date >= :since', { clientIds, since })
    .getRawMany<{ clientId: number }>();
  const visits = await readVisits(
    manager,
    came.map(({ clientId }) => clientId),
  );
  const chains = await readChains(manager, clientIds);
  const clients = await manager.findBy(Client, { id: whereIn(clientIds) });
  return clients.map((client) => ({
    client,
    ...(chains.get(client.id) ?? { payments: [], freezes: [], closures: [] }),
    visits: visits.get(client.id) ?? null,
  }));
}

/** The visits on the days of the closure that are taken from memberships it concerns; null = none. */
export async function visitsOnClosedDays(
  manager: EntityManager,
  closure: AnyClosure,
): Promise<{ count: number; date: CalendarDate } | null> {
  const row = await concernedPayments(manager, closure)
    .innerJoin(Training, 'visit', 'visit.paymentId = payment.id')
    .andWhere('visit.date BETWEEN :startDate AND :endDate', { ...closure })
    .select('COUNT(*)', 'count')
    .addSelect('MIN(visit.date)', 'date')
    .getRawOne<{ count: number | string; date: CalendarDate | null }>();
  return row?.date ? { count: Number(row.count), date: row.date } : null;
}

/** The sessions of what is closed that are planned on these days; those of a plan are nobody's. */
export async function plannedSessions(manager: EntityManager, closure: PlannedClosure): Promise<number> {
  const { scope, groupId, startDate, endDate } = closure;
  if (scope === 'plan') return 0;
  return manager.countBy(GroupTraining, {
    date: Between(startDate, endDate),
    cancelledAt: IsNull(),
    ...(groupId === null ? {} : { groupId }),
  });
}
