import type { ChainClosure, ChainFreeze, ChainPayment } from '../payments/chain.rules.js';
import type { FreezePolicy } from '../plans/freeze-policy.js';
import { freezeUse, type CountedFreeze, type FreezeUse } from './freeze.rules.js';

/** What the membership `[startDate, endDate]` allows, null = anything, and what of it is used up. */
export interface FreezeAllowance extends ChainFreeze {
  policy: FreezePolicy | null;
  used: FreezeUse;
}

interface StandStill {
  freezes: readonly (CountedFreeze & { paymentId: number })[];
  closures: readonly ChainClosure[];
}

export function allowanceOf(
  payment: ChainPayment & { freezePolicy: FreezePolicy | null },
  { freezes, closures }: StandStill,
): FreezeAllowance {
  const { id, startDate, endDate, freezePolicy: policy } = payment;
  const ofPayment = freezes.filter(({ paymentId }) => paymentId === id);
  return { startDate, endDate, policy, used: freezeUse(ofPayment, closuresOf(payment, closures)) };
}

/** Those that a membership of the plan stands still for. */
export function closuresOf(
  { planId }: Pick<ChainPayment, 'planId'>,
  closures: readonly ChainClosure[],
): ChainClosure[] {
  return closures.filter((closure) => closure.planId === null || closure.planId === planId);
}
