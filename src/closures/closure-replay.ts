import { setImmediate } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { requireVisitsCovered, type ReplayedChain } from '../payments/chain-store.js';
import { replayChain, requireWithinCalendar } from '../payments/chain.rules.js';
import { EffectTally, type ClosureEffect } from './closure-effect.js';
import { concernedChains, type AnyClosure } from './concerned-clients.queries.js';

const REPLAYS_AT_ONCE = 100;

/**
 * Every chain that the closure concerns, with it when it is planned, without it when it is stored; each is added to the
 * tally. Throws `date_too_far`, `visit_not_covered`.
 */
export async function* replayConcerned(
  manager: EntityManager,
  closure: AnyClosure,
  tally: EffectTally,
): AsyncGenerator<ReplayedChain> {
  for await (const chains of concernedChains(manager, closure)) {
    for (const before of chains) {
      const others = before.closures.filter(({ id }) => id !== closure.id);
      const inputs = { ...before, closures: closure.id === undefined ? [...others, closure] : others };
      const periods = replayChain(inputs);
      requireWithinCalendar(periods, 'endDate');
      requireVisitsCovered(before, inputs, periods);
      const chain = { before, inputs, periods };
      tally.add(chain);
      yield chain;
    }
  }
}

/** What closing, or for a stored closure undoing it, would move; writes nothing. */
export async function previewEffect(manager: EntityManager, closure: AnyClosure): Promise<ClosureEffect> {
  const tally = new EffectTally();
  let replays = 0;
  for await (const _ of replayConcerned(manager, closure, tally)) {
    replays += 1;
    // SQLite answers without a pause: thousands of clients would keep everyone else waiting.
    if (replays % REPLAYS_AT_ONCE === 0) await setImmediate();
  }
  return tally.effect();
}
