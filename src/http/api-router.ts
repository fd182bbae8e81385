import { Router, type RequestHandler } from 'express';
import { broadcastRoutes } from '../broadcasts/broadcast.routes.js';
import { clientRoutes } from '../clients/client.routes.js';
import { telegramPeopleRoutes } from '../clients/telegram-people.routes.js';
import { deliveryRoutes } from '../deliveries/delivery.routes.js';
import { DomainError } from '../errors/domain-error.js';
import { groupRoutes } from '../groups/group.routes.js';
import { invitationRoutes } from '../invitations/invitation.routes.js';
import { lazyDaysRoutes } from '../lazy-days/lazy-days.routes.js';
import { paymentRoutes } from '../payments/payment.routes.js';
import { planRoutes } from '../plans/plan.routes.js';
import { settingRoutes } from '../settings/setting.routes.js';
import { statisticsRoutes } from '../statistics/statistics.routes.js';
import { sessionRoutes } from '../trainings/session.routes.js';
import { trainingRoutes } from '../trainings/training.routes.js';
import { limitCounters } from '../lib/limit-counters.js';
import type { ApiDependencies } from './api-dependencies.js';
import { authenticate, limitTokens, RATE_LIMITS } from './authenticate.js';
import type { HttpMetrics } from './http-metrics.js';
import { answerProblems } from './problem.js';
import { nameRequest } from './request-context.js';
import type { Method, Route } from './route.js';
import { readBody, serveRoute } from './serve-route.js';

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

/** The token API, to be mounted at `/api/v1`. Nothing is parsed before the token is good. */
export function createApiRouter(dependencies: ApiDependencies, routes: readonly Route[], metrics: HttpMetrics): Router {
  const { apiTokens, logger, store, rateLimits = RATE_LIMITS } = dependencies;
  const counters = limitCounters(store, logger);
  const router = Router();
  router.use(nameRequest(), authenticate(apiTokens, rateLimits, counters), limitTokens(rateLimits, counters));
  for (const route of routes) {
    router[route.method](route.path, measure(metrics, route.path), ...readBody(route), serveRoute(route, dependencies));
  }
  for (const [path, methods] of methodsByPath(routes)) router.all(path, refuseMethod(methods));
  router.use((_request, _response, next) => next(new DomainError('not_found')));
  router.use(answerProblems(logger, (code) => metrics.refused(code)));
  return router;
}

function methodsByPath(routes: readonly Route[]): Map<string, Method[]> {
  const paths = new Map<string, Method[]>();
  for (const { path, method } of routes) paths.set(path, [...(paths.get(path) ?? []), method]);
  return paths;
}

/** OPTIONS tells what the address takes; everything else it does not take is 405. */
function refuseMethod(methods: readonly Method[]): RequestHandler {
  const allowed = [...methods.map((method) => method.toUpperCase()), 'OPTIONS'];
  if (methods.includes('get')) allowed.push('HEAD');
  return (request, response, next) => {
    response.set('Allow', allowed.join(', '));
    if (request.method === 'OPTIONS') response.status(204).end();
    else next(new DomainError('method_not_allowed'));
  };
}

function measure(metrics: HttpMetrics, path: string): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    response.once('finish', () => {
      metrics.observe(request.method, path, response.statusCode, (performance.now() - begun) / 1000);
    });
    next();
  };
}
