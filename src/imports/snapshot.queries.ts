import { In, type EntityManager, type EntityTarget, type FindOptionsWhere, type ObjectLiteral } from 'typeorm';
import { cardKeyOf } from '../clients/client-lookup.rules.js';
import { Client } from '../clients/client.entity.js';
import { closuresOfClients } from '../closures/closure.queries.js';
import { Coach } from '../coaches/coach.entity.js';
import { Group } from '../groups/group.entity.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { Payment } from '../payments/payment.entity.js';
import { freezePolicyOf } from '../plans/freeze-policy.js';
import { MembershipPlan } from '../plans/membership-plan.entity.js';
import { readClientChains } from './client-chains.queries.js';
import type { ParsedRow } from './row.rules.js';
import type { SnapshotClient, SnapshotGroup, StudioSnapshot } from './studio-snapshot.js';

const CHUNK = 500;
/** No client's id: of the closures only those that concern everyone are nobody's too. */
const NOBODY = 0;

/** The clients that rows of a book may speak of: by contact, or because the row was imported before. Ascending ids. */
export async function findClientIds(manager: EntityManager, rows: readonly ParsedRow[]): Promise<number[]> {
  const people = rows.map(({ person }) => person);
  const clients = [
    await findIn(
      manager,
      Client,
      'phone',
      people.map(({ phone }) => phone),
    ),
    await findIn(
      manager,
      Client,
      'telegramId',
      people.map(({ telegramId }) => telegramId),
    ),
    await findIn(
      manager,
      Client,
      'email',
      people.map(({ email }) => email),
    ),
    await findIn(
      manager,
      Client,
      'cardKey',
      people.map(({ cardNumber }) => cardNumber && cardKeyOf(cardNumber)),
    ),
    await findByUsername(
      manager,
      people.map(({ telegramUsername }) => telegramUsername),
    ),
  ].flat();
  const payments = await findIn(
    manager,
    Payment,
    'idempotencyKey',
    rows.map(({ paymentKey }) => paymentKey),
  );
  const freezes = await findIn(
    manager,
    LazyDays,
    'idempotencyKey',
    rows.map(({ freezeKey }) => freezeKey),
  );
  const ids = [...clients.map(({ id }) => id), ...[...payments, ...freezes].map(({ clientId }) => clientId)];
  return [...new Set(ids)].sort((a, b) => a - b);
}

/** What the studio has that a plan of the import depends on. */
export async function loadSnapshot(manager: EntityManager, clientIds: readonly number[]): Promise<StudioSnapshot> {
  const plans = await manager.find(MembershipPlan, { order: { id: 'ASC' } });
  const coaches = await manager.find(Coach, { order: { id: 'ASC' } });
  return {
    clients: await loadClients(manager, clientIds),
    plans: plans.map((plan) => ({ ...plan, freezePolicy: freezePolicyOf(plan) })),
    groups: await loadGroups(manager),
    coaches: coaches.filter(({ archivedAt }) => archivedAt === null),
    closures: (await closuresOfClients(manager, [NOBODY]))(NOBODY),
  };
}

async function loadClients(manager: EntityManager, clientIds: readonly number[]): Promise<SnapshotClient[]> {
  const loaded: SnapshotClient[] = [];
  for await (const chains of readClientChains(manager, clientIds)) {
    loaded.push(...chains.map(({ client, ...chain }) => ({ ...client, ...chain })));
  }
  return loaded;
}

async function loadGroups(manager: EntityManager): Promise<SnapshotGroup[]> {
  const groups = await manager.find(Group, { order: { id: 'ASC' } });
  const counts: { groupId: number; taken: number | string }[] = await manager.query(
    'SELECT groupId, COUNT(*) AS taken FROM clients WHERE archivedAt IS NULL AND groupId IS NOT NULL GROUP BY groupId',
  );
  const taken = new Map(counts.map((count) => [count.groupId, Number(count.taken)]));
  return groups.map(({ id, name, capacity, archivedAt }) => ({
    id,
    name,
    isArchived: archivedAt !== null,
    freeSeats: capacity === null ? null : Math.max(0, capacity - (taken.get(id) ?? 0)),
  }));
}

/** `WHERE column IN (…)` in pieces that every driver takes; nulls match nothing. */
async function findIn<T extends ObjectLiteral, K extends keyof T & string>(
  manager: EntityManager,
  entity: EntityTarget<T>,
  column: K,
  values: readonly (T[K] | null)[],
): Promise<T[]> {
  const wanted = [...new Set(values)].filter((value) => value !== null);
  const found: T[] = [];
  for (let from = 0; from < wanted.length; from += CHUNK) {
    const where = { [column]: In(wanted.slice(from, from + CHUNK)) } as FindOptionsWhere<T>;
    found.push(...(await manager.find(entity, { where })));
  }
  return found;
}

/** Telegram names differ by no letter case. */
async function findByUsername(manager: EntityManager, names: readonly (string | null)[]): Promise<Client[]> {
  const wanted = [...new Set(names.flatMap((name) => name?.toLowerCase() ?? []))];
  const found: Client[] = [];
  for (let from = 0; from < wanted.length; from += CHUNK) {
    const query = manager.createQueryBuilder(Client, 'client');
    query.where('client.telegramNameKey IN (:...names)', { names: wanted.slice(from, from + CHUNK) });
    found.push(...(await query.getMany()));
  }
  return found;
}
