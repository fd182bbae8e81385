import { z } from 'zod';
import { calendarDateSchema, optionalText } from '../clients/client.rules.js';
import { lastPaidDay } from '../clients/client-status.rules.js';
import { DomainError } from '../errors/domain-error.js';
import { addDays, laterOf, type CalendarDate } from '../lib/calendar-date.js';
import { amountSchema } from '../plans/plan.rules.js';
import {
  movedPeriods,
  NEVER_USED,
  replayChain,
  requireWithinCalendar,
  type ChainInputs,
  type ChainPayment,
  type ChainPeriod,
} from './chain.rules.js';
import { PAYMENT_METHODS } from './payment.entity.js';

const id = z.number().int().min(1);
const emptyToNull = (value: unknown): unknown => (value === '' ? null : value);

/** What can be previewed: everything that the period depends on. */
export const renewalPreviewSchema = z.object({
  clientId: id,
  planId: z.preprocess(emptyToNull, id.nullish()),
  durationDays: z.preprocess(emptyToNull, z.number().int('not_a_number').min(1).max(3660).nullish()),
  startDate: z.preprocess(emptyToNull, calendarDateSchema.nullish()),
  /** Empty = the plan's price. */
  amount: z.preprocess(emptyToNull, amountSchema.nullish()),
  /** What is paid now; empty = all of it. */
  paid: z.preprocess(emptyToNull, amountSchema.nullish()),
});

export const renewalSchema = renewalPreviewSchema.extend({
  method: z.enum(PAYMENT_METHODS).default('cash'),
  note: optionalText(500),
  idempotencyKey: z.string().min(1).max(120).nullish(),
});

/** The farthest a start may be asked for: beyond it is a typing error in the year. */
const MAX_DAYS_AHEAD = 366;

/** What is sold, and when. */
export interface RenewalRequest {
  planId: number | null;
  durationDays: number;
  durationMonths: number | null;
  visitLimit: number | null;
  askedStartDate: CalendarDate | null;
  today: CalendarDate;
  /** The owner may sell a period that began in the past (a book kept on paper). */
  mayBackdate: boolean;
}

/** The id that stands for the sale that is being planned; greater than any row's, so that it comes last on a tie. */
export const PLANNED_ID = Number.MAX_SAFE_INTEGER;

/**
 * Where the new period lies (docs/rules.md, "Renewal"). With no start asked it follows the client's last paid day if that is
 * today or later, else it starts today; an asked start must overlap nothing.
 * Throws `start_in_past`, `date_too_far`, `period_overlap`, each for the field `startDate`, and `date_too_far` for
 * `durationDays` when it would end after the calendar does.
 */
export function planRenewal(chain: ChainInputs, request: RenewalRequest): ChainPeriod {
  const { askedStartDate, today, planId, durationDays, durationMonths, visitLimit } = request;
  if (askedStartDate !== null) checkAskedStart(askedStartDate, request);
  const yesterday = addDays(today, -1);
  const startDate = askedStartDate ?? addDays(laterOf(lastPaidDay(chain.payments) ?? yesterday, yesterday), 1);
  const planned: ChainPayment = {
    id: PLANNED_ID,
    planId,
    durationDays,
    durationMonths,
    visitLimit,
    saleDate: today,
    askedStartDate,
    startDate,
    endDate: startDate,
    ...NEVER_USED,
  };
  const periods = replayChain({ ...chain, payments: [...chain.payments, planned] });
  const period = periods.find(({ paymentId }) => paymentId === PLANNED_ID);
  if (!period) throw new Error('the chain lost the planned payment');
  requireWithinCalendar(periods, 'durationDays');
  if (askedStartDate !== null) refuseOverlap(askedStartDate, period, chain.payments, periods);
  return period;
}

/** Throws `start_in_past`, `date_too_far` for the field `startDate`. */
export function checkAskedStart(
  start: CalendarDate,
  { today, mayBackdate }: Pick<RenewalRequest, 'today' | 'mayBackdate'>,
): void {
  if (start < today && !mayBackdate) throw DomainError.field('startDate', 'start_in_past');
  if (start > addDays(today, MAX_DAYS_AHEAD)) throw DomainError.field('startDate', 'date_too_far');
}

/** The asked start was not free when the chain had to move the new period, or the new period moves a later one. */
function refuseOverlap(
  askedStart: CalendarDate,
  period: ChainPeriod,
  payments: readonly ChainPayment[],
  periods: readonly ChainPeriod[],
): void {
  const moved = movedPeriods(payments, periods).find(({ before }) => before.startDate <= before.endDate);
  if (period.startDate === askedStart && !moved) return;
  const other = moved
    ? moved.before
    : payments.find(({ startDate, endDate }) => startDate <= askedStart && askedStart <= endDate);
  const { startDate, endDate } = other ?? period;
  throw DomainError.field('startDate', 'period_overlap', { startDate, endDate });
}
