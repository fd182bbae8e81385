import type { ChainStore, ClientChain } from './chain-store.js';

/** The chains of the two clients of a transfer. */
export interface Parties {
  giver: ClientChain;
  taker: ClientChain;
}

/**
 * Locked in one order for all, so that two transfers between the same clients never wait for each other. Throws
 * `not_found`, of the taker for the field `clientId`.
 */
export async function readParties(
  chains: ChainStore,
  { giverId, takerId }: { giverId: number; takerId: number },
  how: 'lock' | 'read',
): Promise<Parties> {
  const readGiver = (): Promise<ClientChain> => chains[how](giverId);
  const readTaker = (): Promise<ClientChain> => chains[how](takerId, 'clientId');
  if (giverId < takerId) return { giver: await readGiver(), taker: await readTaker() };
  const taker = await readTaker();
  return { giver: await readGiver(), taker };
}
