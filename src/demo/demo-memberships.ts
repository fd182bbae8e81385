import { addDays, daysBetween, type CalendarDate } from '../lib/calendar-date.js';
import { EIGHT_VISITS, MONTH, QUARTER, TRIAL, TWELVE_VISITS, YEAR, type DemoPlan } from './demo-catalogue.js';
import type { SeededRandom } from './seeded-random.js';

/** How a client's history ends today. */
export type DemoStory =
  'active' | 'expiring' | 'frozen' | 'queued' | 'upcoming' | 'expired' | 'lapsed' | 'new' | 'archived' | 'refunded';

/** How many clients live each story: 150 in all. */
export const STORY_COUNTS: Record<DemoStory, number> = {
  active: 76,
  expiring: 9,
  frozen: 8,
  queued: 8,
  upcoming: 5,
  expired: 16,
  lapsed: 10,
  new: 8,
  archived: 8,
  refunded: 2,
};

export interface DemoFreeze {
  startDate: CalendarDate;
  endDate: CalendarDate;
}

/** What was sold, and the period it must come out as: written backwards from today, proved by a replay of the chain. */
export interface DemoMembership {
  plan: DemoPlan;
  saleDate: CalendarDate;
  askedStartDate: CalendarDate | null;
  startDate: CalendarDate;
  endDate: CalendarDate;
  refundDate: CalendarDate | null;
  freeze: DemoFreeze | null;
}

/** The sold days `[startDate, endDate]`, before it is told when they were bought. */
type Period = Pick<DemoMembership, 'plan' | 'startDate' | 'endDate' | 'refundDate' | 'freeze'>;

const HISTORY_DAYS = 70;
const USUAL_PLANS = [MONTH, MONTH, MONTH, EIGHT_VISITS, TWELVE_VISITS, QUARTER] as const;

/** A client's memberships, oldest first; a new client has none. */
export function demoMemberships(story: DemoStory, today: CalendarDate, random: SeededRandom): DemoMembership[] {
  if (story === 'new') return [];
  const latest = latestPeriods(story, today, random);
  const periods = [...earlierPeriods(latest[0]?.startDate ?? today, story, today, random), ...latest];
  return periods.map((period, index) => sold(period, periods[index - 1], today, random));
}

function latestPeriods(story: DemoStory, today: CalendarDate, random: SeededRandom): Period[] {
  const plan = random.pick(USUAL_PLANS);
  switch (story) {
    case 'active': {
      const longer = random.chance(0.08) ? YEAR : plan;
      return [endingOn(addDays(today, random.between(4, longer.durationDays - 2)), longer, today, random)];
    }
    case 'expiring':
      return [endingOn(addDays(today, random.between(0, 3)), plan, today, random)];
    case 'frozen':
      return [frozenToday(random.pick([MONTH, QUARTER, QUARTER, YEAR]), today, random)];
    case 'queued': {
      const current = endingOn(addDays(today, random.between(1, 10)), plan, today, random);
      return [current, startingOn(addDays(current.endDate, 1), random.pick([MONTH, QUARTER]))];
    }
    case 'upcoming':
      return [startingOn(addDays(today, random.between(1, 9)), random.pick([TRIAL, MONTH, EIGHT_VISITS]))];
    case 'expired':
      return [endingOn(addDays(today, -random.between(1, 30)), random.chance(0.25) ? TRIAL : plan, today, random)];
    case 'lapsed':
      return [endingOn(addDays(today, -random.between(31, 64)), plan, today, random)];
    case 'archived':
      return [endingOn(addDays(today, -random.between(12, 55)), plan, today, random)];
    case 'refunded':
      return [refunded(MONTH, today, random)];
    case 'new':
      return [];
  }
}

/** Renewed without a break, or come back after one; about two months of it. */
function earlierPeriods(first: CalendarDate, story: DemoStory, today: CalendarDate, random: SeededRandom): Period[] {
  if (story === 'upcoming') return [];
  const periods: Period[] = [];
  let nextStart = first;
  while (daysBetween(nextStart, today) < HISTORY_DAYS && random.chance(0.85)) {
    const gap = random.chance(0.7) ? 0 : random.between(2, 12);
    const isFirstVisit = daysBetween(nextStart, today) > HISTORY_DAYS / 2 && random.chance(0.3);
    const plan = isFirstVisit ? TRIAL : random.pick([MONTH, MONTH, EIGHT_VISITS, TWELVE_VISITS]);
    const period = endingOn(addDays(nextStart, -gap - 1), plan, today, random);
    periods.unshift(period);
    nextStart = period.startDate;
    if (isFirstVisit) break;
  }
  return periods;
}

function startingOn(startDate: CalendarDate, plan: DemoPlan): Period {
  return { plan, startDate, endDate: addDays(startDate, plan.durationDays - 1), refundDate: null, freeze: null };
}

/** Some of those that may be frozen were, for a while that is over. */
function endingOn(endDate: CalendarDate, plan: DemoPlan, today: CalendarDate, random: SeededRandom): Period {
  const unfrozen = startingOn(addDays(endDate, 1 - plan.durationDays), plan);
  if (!plan.freezeAllowed || !random.chance(0.22)) return unfrozen;
  const days = random.between(plan.freezeMinDays ?? 1, plan.freezeMaxDays ?? 7);
  const startDate = addDays(unfrozen.startDate, -days);
  const frozenFrom = addDays(startDate, random.between(3, 12));
  const frozenTo = addDays(frozenFrom, days - 1);
  if (frozenTo >= today || frozenTo >= endDate) return unfrozen;
  return { plan, startDate, endDate, refundDate: null, freeze: { startDate: frozenFrom, endDate: frozenTo } };
}

function frozenToday(plan: DemoPlan, today: CalendarDate, random: SeededRandom): Period {
  const days = random.between(Math.max(5, plan.freezeMinDays ?? 1), plan.freezeMaxDays ?? 7);
  const past = random.between(0, Math.min(days - 2, 6));
  const startDate = addDays(today, -past - random.between(4, 18));
  const freeze = { startDate: addDays(today, -past), endDate: addDays(today, days - past - 1) };
  return { plan, startDate, endDate: addDays(startDate, plan.durationDays + days - 1), refundDate: null, freeze };
}

/** Given back in the middle: the day before the refund is the last paid one. */
function refunded(plan: DemoPlan, today: CalendarDate, random: SeededRandom): Period {
  const refundDate = addDays(today, -random.between(3, 20));
  const startDate = addDays(refundDate, -random.between(4, 12));
  return { plan, startDate, endDate: addDays(refundDate, -1), refundDate, freeze: null };
}

/** When it was bought: before the previous one ended if it follows at once, else on its first day or a little earlier. */
function sold(period: Period, previous: Period | undefined, today: CalendarDate, random: SeededRandom): DemoMembership {
  if (previous && addDays(previous.endDate, 1) === period.startDate) {
    const lastDay = previous.endDate < today ? previous.endDate : today;
    const early = Math.min(random.between(0, 3), daysBetween(previous.startDate, lastDay));
    return { ...period, saleDate: addDays(lastDay, -early), askedStartDate: null };
  }
  const lead = period.startDate > today ? daysBetween(today, period.startDate) : random.chance(0.3) ? 2 : 0;
  const earliest = previous ? addDays(previous.endDate, 1) : addDays(period.startDate, -lead);
  const planned = addDays(period.startDate, -lead);
  const saleDate = planned < earliest ? earliest : planned;
  return { ...period, saleDate, askedStartDate: saleDate === period.startDate ? null : period.startDate };
}
