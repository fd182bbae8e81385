import { z } from 'zod';
import { calendarDateSchema } from '../clients/client.rules.js';
import { idSchema } from '../contract/primitives.js';
import { DomainError } from '../errors/domain-error.js';
import { daysInclusive, type CalendarDate } from '../lib/calendar-date.js';
import { cleanLine } from '../lib/person-name.js';
import { isFarAway } from '../trainings/training.rules.js';
import { CLOSURE_SCOPES, type Closure } from './closure.entity.js';

const MAX_REASON = 200;

/** More than a year in one go is a typing error in the year. */
const MAX_CLOSURE_DAYS = 366;

/** What can be previewed: everything that the effect depends on. */
export const closurePreviewSchema = z.object({
  scope: z.enum(CLOSURE_SCOPES),
  /** Needed for the scope `group`, and looked at for no other. */
  groupId: idSchema.nullish(),
  /** Needed for the scope `plan`, and looked at for no other. */
  planId: idSchema.nullish(),
  startDate: calendarDateSchema,
  endDate: calendarDateSchema,
});

export const closureSchema = closurePreviewSchema.extend({
  reason: z
    .string()
    .max(MAX_REASON * 4)
    .transform(cleanLine)
    .pipe(z.string().min(1).max(MAX_REASON)),
  idempotencyKey: z.string().min(1).max(120).nullish(),
});

/** What is to be closed, and when. */
export type PlannedClosure = Pick<Closure, 'scope' | 'groupId' | 'planId' | 'startDate' | 'endDate' | 'reason'>;

/** The one thing that is closed. Throws `required` for the group or plan that is not named. */
export function plannedClosure(fields: z.output<typeof closurePreviewSchema> & { reason?: string }): PlannedClosure {
  const { scope, startDate, endDate, reason = '' } = fields;
  const groupId = scope === 'group' ? (fields.groupId ?? null) : null;
  const planId = scope === 'plan' ? (fields.planId ?? null) : null;
  if (scope === 'group' && groupId === null) throw DomainError.field('groupId', 'required');
  if (scope === 'plan' && planId === null) throw DomainError.field('planId', 'required');
  return { scope, groupId, planId, startDate, endDate, reason };
}

/** Throws `end_before_start`, `date_too_far`, and `start_in_past` unless the owner backdates. */
export function checkClosureDays(
  { startDate, endDate }: PlannedClosure,
  today: CalendarDate,
  mayBackdate: boolean,
): void {
  if (endDate < startDate) throw DomainError.field('endDate', 'end_before_start');
  if (daysInclusive(startDate, endDate) > MAX_CLOSURE_DAYS) throw DomainError.field('endDate', 'date_too_far');
  if (isFarAway(startDate, today)) throw DomainError.field('startDate', 'date_too_far');
  if (startDate < today && !mayBackdate) throw DomainError.field('startDate', 'start_in_past');
}

export const CLOSURE_STATES = ['planned', 'running', 'over', 'undone'] as const;
export type ClosureState = (typeof CLOSURE_STATES)[number];

export function closureState(
  { startDate, endDate, undoneAt }: Pick<Closure, 'startDate' | 'endDate' | 'undoneAt'>,
  today: CalendarDate,
): ClosureState {
  if (undoneAt !== null) return 'undone';
  if (today < startDate) return 'planned';
  return today <= endDate ? 'running' : 'over';
}

/** Before it begins owner and managers, from then on the owner. Throws `closure_undone`, `owner_only`. */
export function checkUndo(closure: Closure, today: CalendarDate, isOwner: boolean): void {
  const state = closureState(closure, today);
  if (state === 'undone') throw new DomainError('closure_undone');
  if (state !== 'planned' && !isOwner) throw new DomainError('owner_only');
}
