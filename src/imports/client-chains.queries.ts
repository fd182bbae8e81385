import type { EntityManager } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { placesFor, readEntities } from '../db/read-entities.js';
import type { ClientChain } from '../payments/chain-store.js';
import { readChains, readVisits } from '../payments/chain.queries.js';

const CLIENTS_AT_ONCE = 500;

/** So many at once that memory stays the same for any number. */
export function* inPieces<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < list.length; from += CLIENTS_AT_ONCE) yield list.slice(from, from + CLIENTS_AT_ONCE);
}

/** Everything that the periods of the clients follow from, in the order of their ids. */
export async function* readClientChains(
  manager: EntityManager,
  clientIds: readonly number[],
): AsyncGenerator<ClientChain[]> {
  for (const ids of inPieces(clientIds)) {
    const [chains, visits] = [await readChains(manager, ids), await readVisits(manager, ids)];
    const clients = await readEntities(manager, Client, `WHERE id IN (${placesFor(ids)}) ORDER BY id`, ids);
    yield clients.map((client) => ({
      client,
      ...(chains.get(client.id) ?? { payments: [], freezes: [], closures: [] }),
      visits: visits.get(client.id) ?? [],
    }));
  }
}
