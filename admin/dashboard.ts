import { z } from 'zod';
import { calendarDateSchema } from '../src/clients/client.rules.js';
import { idSchema } from '../src/contract/primitives.js';
import { DomainError } from '../src/errors/domain-error.js';
import { validate } from '../src/errors/validate.js';
import { earlierOf, type CalendarDate } from '../src/lib/calendar-date.js';
import { PAYMENT_METHODS } from '../src/payments/payment.entity.js';
import { ROW_KINDS } from '../src/statistics/figure-rows.queries.js';
import { DEFAULT_PRESET, PRESETS, presetRange } from '../src/statistics/range.rules.js';
import { seesMoney } from './access.js';
import { problemOf, type Problem } from './domain-refusal.js';
import type { PanelDependencies } from './panel-dependencies.js';
import type { PanelUser } from './panel-user.js';

const ROWS_ON_PAGE = 50;

const askedSchema = z.object({
  view: z.enum(['overview', 'revenue', 'clients', 'coaches', 'rows']).default('overview'),
  /** Left out where the days are given. */
  range: z.enum(PRESETS).optional(),
  from: calendarDateSchema.optional(),
  to: calendarDateSchema.optional(),
  /** Every number as it was known at the end of this day; left out: today. */
  asOf: calendarDateSchema.optional(),
  of: z.enum(ROW_KINDS).default('active'),
  days: z.coerce.number().int().min(0).max(366).optional(),
  planId: z.union([z.literal('none'), z.coerce.number().pipe(idSchema)]).optional(),
  method: z.enum(PAYMENT_METHODS).optional(),
  month: calendarDateSchema.optional(),
  later: calendarDateSchema.optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
type Asked = z.output<typeof askedSchema>;

interface Range {
  today: CalendarDate;
  asOf: CalendarDate;
  from: CalendarDate;
  to: CalendarDate;
}

export type DashboardAnswer = Awaited<ReturnType<typeof readDashboard>>;

/** One part of the figures, for a period and as of a day, which come with the page's address; a problem where these are none. */
export async function readDashboard(dependencies: PanelDependencies, user: PanelUser, input: Record<string, unknown>) {
  const today = dependencies.clock.today();
  try {
    const asked = validate(askedSchema, input);
    const range = rangeOf(asked, today);
    return { range, problem: null, ...(await readView(dependencies, user, asked, range)) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const problem: Problem = problemOf(error, user.language);
    return { range: rangeOf({}, today), problem, ...NOTHING };
  }
}

/** Nobody can ask what is known on a day that has not come. */
function rangeOf(
  { range, from, to, asOf }: Partial<Pick<Asked, 'range' | 'from' | 'to' | 'asOf'>>,
  today: CalendarDate,
): Range {
  const known = earlierOf(asOf ?? today, today);
  if (range || !from) return { today, asOf: known, ...presetRange(range ?? DEFAULT_PRESET, known) };
  return { today, asOf: known, from, to: earlierOf(to ?? known, known) };
}

const NOTHING = { studio: null, revenue: null, clients: null, coaches: null, rows: null };

/** A coach sees no money and not all clients: the own sessions are all there is. */
async function readView(dependencies: PanelDependencies, user: PanelUser, asked: Asked, range: Range) {
  const { figures } = dependencies;
  if (!seesMoney(user.role)) {
    // A login without a coach has no sessions.
    return { ...NOTHING, coaches: await figures.coaches(range, user.coachId ?? 0) };
  }
  switch (asked.view) {
    case 'overview':
      return { ...NOTHING, studio: await figures.overview(range) };
    case 'revenue':
      return { ...NOTHING, revenue: await figures.revenue(range, range.asOf) };
    case 'clients':
      return { ...NOTHING, clients: await figures.clients(range, range.asOf) };
    case 'coaches':
      return { ...NOTHING, coaches: await figures.coaches(range, null) };
    case 'rows':
      return { ...NOTHING, rows: await readRows(dependencies, asked, range) };
  }
}

async function readRows({ figureRows }: PanelDependencies, asked: Asked, range: Range) {
  const { planId, page } = asked;
  const request = { ...asked, ...range, planId: planId === 'none' ? null : planId };
  const { total, items } = await figureRows.list(request, {
    limit: ROWS_ON_PAGE,
    offset: (page - 1) * ROWS_ON_PAGE,
  });
  return { total, page, pages: Math.max(1, Math.ceil(total / ROWS_ON_PAGE)), items };
}
