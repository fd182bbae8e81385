import { addDays } from '../src/lib/calendar-date.js';
import { totalDebt } from '../src/payments/debt.queries.js';
import { seesMoney } from './access.js';
import type { PanelDependencies } from './panel-dependencies.js';
import type { PanelUser } from './panel-user.js';

const CHART_DAYS = 30;

/** The studio's figures; null for a coach, who sees no money and not all clients. */
export async function readDashboard(dependencies: PanelDependencies, user: PanelUser) {
  const { clientQueries, statistics, clock, unitOfWork } = dependencies;
  const today = clock.today();
  if (!seesMoney(user.role)) return { today, studio: null };
  const { days } = await statistics.between(addDays(today, 1 - CHART_DAYS), today);
  return {
    today,
    studio: {
      counts: await clientQueries.counts(),
      owed: await totalDebt(unitOfWork.manager),
      newThisWeek: days.slice(-7).reduce((sum, day) => sum + day.newClients, 0),
      days,
    },
  };
}
