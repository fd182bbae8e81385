import { IsNull, Not } from 'typeorm';
import { Client } from '../src/clients/client.entity.js';
import { addDays } from '../src/lib/calendar-date.js';
import { fullName } from '../src/lib/person-name.js';
import { totalDebt } from '../src/payments/debt.queries.js';
import { isAllowed, seesMoney } from './access.js';
import type { PanelDependencies } from './panel-dependencies.js';
import type { PanelUser } from './panel-user.js';

const CHART_DAYS = 30;
const LISTED_CLIENTS = 12;

/** The figures of the first page. A coach, who sees no money and not all clients, is shown where to go instead. */
export async function readDashboard(dependencies: PanelDependencies, user: PanelUser) {
  const { clientQueries, statistics, clock, settings, unitOfWork } = dependencies;
  const today = clock.today();
  if (!seesMoney(user.role)) return { today, studio: null };
  const { days } = await statistics.between(addDays(today, 1 - CHART_DAYS), today);
  const { items } = await clientQueries.list({ status: 'expiring', limit: LISTED_CLIENTS });
  const counts = await clientQueries.counts();
  return {
    today,
    studio: {
      counts,
      owed: await totalDebt(unitOfWork.manager),
      expiringDays: await settings.get('expiringDays'),
      newThisWeek: days.slice(-7).reduce((sum, day) => sum + day.newClients, 0),
      days,
      expiring: items.map(({ id, firstName, lastName, phone, endDate }) => ({
        id,
        firstName,
        lastName,
        phone,
        endDate,
      })),
      erasures: isAllowed(user.role, 'Client', 'erase') ? await askedErasures(dependencies) : [],
      mayRenew: isAllowed(user.role, 'Client', 'renew'),
    },
  };
}

/** Who waits for the owner's decision, the longest first. */
async function askedErasures({ unitOfWork }: PanelDependencies) {
  const asked = await unitOfWork.manager.find(Client, {
    where: { erasureRequestedAt: Not(IsNull()), archivedAt: IsNull() },
    order: { erasureRequestedAt: 'ASC' },
    take: LISTED_CLIENTS,
  });
  return asked.map(({ id, firstName, lastName, erasureRequestedAt }) => ({
    id,
    name: fullName({ firstName, lastName }),
    requestedAt: erasureRequestedAt?.toISOString() ?? null,
  }));
}
