/** A plan's limits on freezes as a sale keeps them; null = no limit. */
export interface FreezePolicy {
  allowed: boolean;
  /** Frozen days in all per membership. */
  totalDays: number | null;
  minDays: number | null;
  maxDays: number | null;
  maxCount: number | null;
  /** Whole days between asking and the first frozen day. */
  noticeDays: number | null;
}

interface PlanLimits {
  freezeAllowed: boolean;
  freezeTotalDays: number | null;
  freezeMinDays: number | null;
  freezeMaxDays: number | null;
  freezeMaxCount: number | null;
  freezeNoticeDays: number | null;
}

/** What a sale of the plan keeps: a later change of the plan does not touch what was sold. */
export function freezePolicyOf(plan: PlanLimits): FreezePolicy {
  return {
    allowed: plan.freezeAllowed,
    totalDays: plan.freezeTotalDays,
    minDays: plan.freezeMinDays,
    maxDays: plan.freezeMaxDays,
    maxCount: plan.freezeMaxCount,
    noticeDays: plan.freezeNoticeDays,
  };
}
