import type { EntityManager } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { Coach } from '../coaches/coach.entity.js';
import { readEntities } from '../db/read-entities.js';
import { Group } from '../groups/group.entity.js';
import { fullName } from '../lib/person-name.js';
import type { Language } from '../lib/wording.js';
import { readChains, type StoredChain } from '../payments/chain.queries.js';
import { MembershipPlan } from '../plans/membership-plan.entity.js';
import { bookRows, type CatalogueNames, type ExportedRow } from './book-rows.js';

const CLIENTS_AT_ONCE = 500;
const NO_CHAIN: StoredChain = { payments: [], freezes: [], closures: [] };

/** Every client, the archived too, in rows of a book; some hundred clients at a time. */
export async function* studioRows(manager: EntityManager, language: Language): AsyncGenerator<ExportedRow[]> {
  const names = await readNames(manager);
  let lastId = 0;
  for (;;) {
    const clients = await readEntities(manager, Client, `WHERE id > ? ORDER BY id LIMIT ${CLIENTS_AT_ONCE}`, [lastId]);
    const chains = await readChains(
      manager,
      clients.map(({ id }) => id),
    );
    yield clients.flatMap((client) => bookRows(client, chains.get(client.id) ?? NO_CHAIN, names, language));
    if (clients.length < CLIENTS_AT_ONCE) return;
    lastId = clients.at(-1)?.id ?? lastId;
  }
}

async function readNames(manager: EntityManager): Promise<CatalogueNames> {
  const coaches = new Map((await manager.find(Coach)).map((coach) => [coach.id, fullName(coach)]));
  const plans = await manager.find(MembershipPlan);
  const groups = await manager.find(Group);
  return {
    plans: new Map(plans.map(({ id, name }) => [id, name])),
    groups: new Map(
      groups.map(({ id, name, coachId }) => [id, { name, coach: coaches.get(coachId ?? 0) ?? null }] as const),
    ),
  };
}
