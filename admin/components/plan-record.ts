import type { RecordJSON } from 'adminjs';
import type { MembershipPlan } from '../../src/plans/membership-plan.entity.js';

type Terms = Pick<
  MembershipPlan,
  | 'durationDays'
  | 'durationMonths'
  | 'visitLimit'
  | 'isTrial'
  | 'freezeAllowed'
  | 'freezeTotalDays'
  | 'freezeMinDays'
  | 'freezeMaxDays'
  | 'freezeMaxCount'
  | 'freezeNoticeDays'
>;

/** The terms of a plan's record in the panel, whose values may come back from a form as text. */
export function planOf(record: RecordJSON | undefined): Terms {
  const params: Record<string, unknown> = record?.params ?? {};
  const number = (name: string): number | null => {
    const value = params[name];
    return value === null || value === undefined || value === '' ? null : Number(value);
  };
  return {
    durationDays: number('durationDays') ?? 0,
    durationMonths: number('durationMonths'),
    visitLimit: number('visitLimit'),
    isTrial: String(params.isTrial) === 'true',
    freezeAllowed: String(params.freezeAllowed) === 'true',
    freezeTotalDays: number('freezeTotalDays'),
    freezeMinDays: number('freezeMinDays'),
    freezeMaxDays: number('freezeMaxDays'),
    freezeMaxCount: number('freezeMaxCount'),
    freezeNoticeDays: number('freezeNoticeDays'),
  };
}
