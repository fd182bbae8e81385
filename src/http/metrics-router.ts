import { Router } from 'express';
import { Delivery } from '../deliveries/delivery.entity.js';
import { secondsOverdue } from '../deliveries/oldest-due.queries.js';
import { JobRun } from '../cron/job-run.entity.js';
import { DomainError } from '../errors/domain-error.js';
import { limitCounters } from '../lib/limit-counters.js';
import { hasScope } from '../api-tokens/api-token.rules.js';
import type { ApiDependencies } from './api-dependencies.js';
import { authenticate, RATE_LIMITS, requireHolder } from './authenticate.js';
import { renderGauge, type HttpMetrics } from './http-metrics.js';
import { answerProblems } from './problem.js';
import { contextOf, nameRequest } from './request-context.js';

/** `/metrics` in Prometheus' text format, for a token that may read. */
export function createMetricsRouter(dependencies: ApiDependencies, metrics: HttpMetrics): Router {
  const { apiTokens, logger, store, rateLimits = RATE_LIMITS } = dependencies;
  const router = Router();
  router.use('/metrics', nameRequest(), authenticate(apiTokens, rateLimits, limitCounters(store, logger)));
  router.get('/metrics', async (request, response) => {
    const holder = requireHolder(contextOf(request, response).holder);
    if (!hasScope(holder.scopes, 'read')) throw new DomainError('forbidden');
    const parts = [processMetrics(), await studioMetrics(dependencies), metrics.render()];
    response.type('text/plain; version=0.0.4; charset=utf-8').send(`${parts.join('\n')}\n`);
  });
  router.use('/metrics', answerProblems(logger));
  return router;
}

function processMetrics(): string {
  const { rss, heapUsed } = process.memoryUsage();
  return [
    renderGauge('crm_process_memory_bytes', 'Memory of the process.', 'kind', { resident: rss, heap: heapUsed }),
    '# HELP crm_process_uptime_seconds Time since the start.',
    '# TYPE crm_process_uptime_seconds gauge',
    `crm_process_uptime_seconds ${process.uptime().toFixed(1)}`,
  ].join('\n');
}

async function studioMetrics({ clientQueries, unitOfWork, clock }: ApiDependencies): Promise<string> {
  const countByStatus = async (entity: typeof Delivery | typeof JobRun): Promise<Record<string, number>> => {
    const rows = await unitOfWork.manager
      .createQueryBuilder<Delivery | JobRun>(entity, 'record')
      .select('record.status', 'status')
      .addSelect('COUNT(*)', 'count')
      .groupBy('record.status')
      .getRawMany<{ status: string; count: number | string }>();
    return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
  };
  return [
    renderGauge('crm_clients', 'Clients by status.', 'status', await clientQueries.counts()),
    renderGauge('crm_deliveries', 'Telegram messages by status.', 'status', await countByStatus(Delivery)),
    renderGauge(
      'crm_deliveries_overdue_seconds',
      'How long the oldest waiting message has been due, by class.',
      'class',
      await secondsOverdue(unitOfWork.manager, clock.now()),
    ),
    renderGauge('crm_job_runs', 'Runs of cron jobs kept, by status.', 'status', await countByStatus(JobRun)),
  ].join('\n');
}
