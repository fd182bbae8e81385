import type { EntityManager } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import type { PersonRef } from '../contract/memberships.js';
import { whereIn } from '../db/columns.js';
import { fullName } from '../lib/person-name.js';
import { Payment } from './payment.entity.js';

/** Whom the rest of each payment came from and went to, by payment id. */
export async function readTransfers(
  manager: EntityManager,
  payments: readonly Pick<Payment, 'id' | 'transferDate' | 'transferredFromId'>[],
): Promise<{ from: Map<number, PersonRef>; to: Map<number, PersonRef> }> {
  const [from, to] = [new Map<number, PersonRef>(), new Map<number, PersonRef>()];
  const given = payments.filter(({ transferDate }) => transferDate !== null).map(({ id }) => id);
  const taken = payments.flatMap(({ transferredFromId }) => transferredFromId ?? []);
  if (given.length + taken.length === 0) return { from, to };
  const others = await manager.findBy(Payment, [{ id: whereIn(taken) }, { transferredFromId: whereIn(given) }]);
  const clients = await manager.findBy(Client, { id: whereIn(others.map(({ clientId }) => clientId)) });
  const personOf = (payment: Payment | undefined): PersonRef | null => {
    const client = clients.find(({ id }) => id === payment?.clientId);
    return client ? { id: client.id, name: fullName(client) } : null;
  };
  for (const { id, transferredFromId } of payments) {
    const source = personOf(others.find((other) => other.id === transferredFromId));
    const target = personOf(others.find((other) => other.transferredFromId === id));
    if (source) from.set(id, source);
    if (target) to.set(id, target);
  }
  return { from, to };
}
