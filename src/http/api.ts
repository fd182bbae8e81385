import { Router } from 'express';
import { Registry } from 'prom-client';
import type { ApiDependencies } from './api-dependencies.js';
import { createApiDocsRouter } from './api-docs.js';
import { apiRoutes, createApiRouter } from './api-router.js';
import { createHealthRouter } from './health-router.js';
import { HttpMetrics } from './http-metrics.js';
import { createMetricsRouter } from './metrics-router.js';
import { openApiDocument } from './openapi.js';

/**
 * Everything that programs ask: `/healthz`, `/readyz`, `/metrics`, `/api/v1`, `/api/openapi.json` and `/api/docs`.
 * To be mounted at the root, before anything that parses bodies.
 */
export function createApi(dependencies: ApiDependencies): Router {
  const routes = apiRoutes(dependencies);
  const registry = new Registry();
  const metrics = new HttpMetrics(registry);
  const router = Router();
  router.use(createHealthRouter(dependencies));
  router.use(createMetricsRouter(dependencies, registry));
  router.use('/api/v1', createApiRouter(dependencies, routes, metrics));
  router.use(
    '/api',
    createApiDocsRouter(openApiDocument(routes, dependencies.config), routes, dependencies.config.publicUrl),
  );
  return router;
}
