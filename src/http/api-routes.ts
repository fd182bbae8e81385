import { broadcastRoutes } from '../broadcasts/broadcast.routes.js';
import { clientRoutes } from '../clients/client.routes.js';
import { telegramPeopleRoutes } from '../clients/telegram-people.routes.js';
import { deliveryRoutes } from '../deliveries/delivery.routes.js';
import { groupRoutes } from '../groups/group.routes.js';
import { invitationRoutes } from '../invitations/invitation.routes.js';
import { lazyDaysRoutes } from '../lazy-days/lazy-days.routes.js';
import { paymentRoutes } from '../payments/payment.routes.js';
import { planRoutes } from '../plans/plan.routes.js';
import { settingRoutes } from '../settings/setting.routes.js';
import { statisticsRoutes } from '../statistics/statistics.routes.js';
import { sessionRoutes } from '../trainings/session.routes.js';
import { trainingRoutes } from '../trainings/training.routes.js';
import type { ApiDependencies } from './api-dependencies.js';
import type { Route } from './route.js';

/** Every call of the token API, in the order in which paths are tried. */
export function apiRoutes(dependencies: ApiDependencies): Route[] {
  return [
    ...clientRoutes(dependencies),
    ...telegramPeopleRoutes(dependencies),
    ...planRoutes(dependencies),
    ...paymentRoutes(dependencies),
    ...lazyDaysRoutes(dependencies),
    ...groupRoutes(dependencies),
    ...trainingRoutes(dependencies),
    ...sessionRoutes(dependencies),
    ...invitationRoutes(dependencies),
    ...statisticsRoutes(dependencies),
    ...settingRoutes(dependencies),
    ...deliveryRoutes(dependencies),
    ...broadcastRoutes(dependencies),
  ];
}
