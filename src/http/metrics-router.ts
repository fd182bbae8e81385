import { Router } from 'express';
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';
import { hasScope } from '../api-tokens/api-token.rules.js';
import { DomainError } from '../errors/domain-error.js';
import { limitCounters } from '../lib/limit-counters.js';
import type { ApiDependencies } from './api-dependencies.js';
import { authenticate, RATE_LIMITS, requireHolder } from './authenticate.js';
import { answerProblems } from './problem.js';
import { contextOf, markAnswer } from './request-context.js';
import { StudioMetrics } from './studio-metrics.js';

/** `/metrics` in Prometheus' text format, for a token that may read; `docs/metrics.md` names them all. */
export function createMetricsRouter(dependencies: ApiDependencies, registry: Registry): Router {
  const { apiTokens, logger, store, rateLimits = RATE_LIMITS } = dependencies;
  const studio = new StudioMetrics(registry, dependencies);
  addProcessMetrics(registry);
  const router = Router();
  router.use('/metrics', (request, response, next) => {
    markAnswer(request, response);
    next();
  });
  router.use('/metrics', authenticate(apiTokens, rateLimits, limitCounters(store, logger)));
  router.get('/metrics', async (request, response) => {
    const holder = requireHolder(contextOf(request, response).holder);
    if (!hasScope(holder.scopes, 'read')) throw new DomainError('forbidden');
    await studio.collect();
    response.type(registry.contentType).send(await registry.metrics());
  });
  router.use('/metrics', answerProblems({ logger }));
  return router;
}

/** Processor, memory, event loop and collections of garbage; two of them under the names they have always had. */
function addProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry, prefix: 'crm_' });
  const registers = [registry];
  new Gauge({
    name: 'crm_process_memory_bytes',
    help: 'Memory of the process.',
    labelNames: ['kind'],
    registers,
    collect() {
      const { rss, heapUsed } = process.memoryUsage();
      this.set({ kind: 'resident' }, rss);
      this.set({ kind: 'heap' }, heapUsed);
    },
  });
  new Gauge({
    name: 'crm_process_uptime_seconds',
    help: 'Time since the start.',
    registers,
    collect() {
      this.set(process.uptime());
    },
  });
}
