import type { MovedPeriod } from '../../src/contract/memberships.js';
import { joinLines, type Html } from '../html.js';
import type { Context } from './flow.js';
import { rangeOf } from './when.js';

/** Of a long chain the first periods tell enough. */
const SHOWN = 6;

/** "10 марта – 8 апреля → 10 марта – 15 апреля" for every period that moves; in words when none does. */
export function movedPeriods(context: Context, periods: readonly MovedPeriod[], heading: Html): Html {
  const { texts } = context;
  if (periods.length === 0) return texts.freeze.nothingMoves;
  const lines = periods
    .slice(0, SHOWN)
    .map(({ before, startDate, endDate }) =>
      texts.freeze.moves(rangeOf(context, before.startDate, before.endDate), rangeOf(context, startDate, endDate)),
    );
  return joinLines([heading, ...lines]);
}
