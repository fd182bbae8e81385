import type { UnitOfWork } from '../db/unit-of-work.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import type { Clock } from '../lib/clock.js';
import {
  requireVisitsCovered,
  type ChainStore,
  type ClientChain,
  type ReplayedChain,
  type StoredInputs,
} from './chain-store.js';
import { movedPeriods, replayChain, requireWithinCalendar, type MovedPeriod } from './chain.rules.js';
import { followingFreezes, requireAskedStarts, requireFreezesCovered } from './payment-change.rules.js';

/** What is changed, and the field of the form to blame when it does not fit. */
export interface Correction {
  paymentId: number;
  path: string;
  /** Left out: no. */
  mayPushAskedStarts?: boolean;
}

/** A chain as it will be. */
export interface CorrectedChain extends ReplayedChain {
  before: ClientChain;
  /** Every period that moves. */
  moved: MovedPeriod[];
}

/**
 * What the owner corrects after the sale: unlike a freeze or a closure it may not push a membership with an asked start,
 * and takes nothing from under a freeze or a visit.
 */
export class ChainCorrections {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly chains: ChainStore,
  ) {}

  /** Writes nothing. Throws `period_overlap`, `date_too_far`, `payment_has_freezes`, `visit_not_covered`. */
  replay(before: ClientChain, inputs: StoredInputs, correction: Correction): CorrectedChain {
    const periods = replayChain(inputs);
    requireWithinCalendar(periods, correction.path);
    if (!correction.mayPushAskedStarts) requireAskedStarts(inputs.payments, periods, correction);
    requireFreezesCovered(before.freezes, before.payments, periods);
    requireVisitsCovered(before, inputs, periods);
    return { before, inputs, periods, moved: movedPeriods(before.payments, periods) };
  }

  /** Inside the transaction that locked the chains. A freeze that is not over goes with what covers its first day. */
  async store(chains: readonly CorrectedChain[]): Promise<void> {
    await this.chains.storeAll(chains);
    for (const { before, periods } of chains) {
      const following = followingFreezes(before.freezes, before.payments, periods, this.clock.today());
      for (const { id, paymentId } of following) {
        await this.unitOfWork.manager.update(LazyDays, { id }, { paymentId, updatedAt: this.clock.now() });
      }
    }
  }
}
