import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Router, type Express } from 'express';
import { Registry } from 'prom-client';
import { ApiCalls, API_PATH } from './api-calls.js';
import type { ApiDependencies } from './api-dependencies.js';
import { createApiDocsRouter } from './api-docs.js';
import { apiRoutes } from './api-routes.js';
import { createHealthRouter } from './health-router.js';
import { HttpMetrics } from './http-metrics.js';
import { createMetricsRouter } from './metrics-router.js';
import { nameRequest } from './name-requests.js';
import { openApiDocument } from './openapi.js';
import { cameByTls, securityHeaders } from './security-headers.js';

/** Everything that programs ask. */
export interface Api {
  /** `/api/v1` for those who have a good token. */
  calls: ApiCalls;
  /**
   * `/healthz`, `/readyz`, `/metrics`, `/api/v1` for everybody else, `/api/openapi.json` and `/api/docs`. To be mounted at
   * the root, before anything that parses bodies.
   */
  router: Router;
}

export function createApi(dependencies: ApiDependencies): Api {
  const { config } = dependencies;
  const routes = apiRoutes(dependencies);
  const registry = new Registry();
  const calls = new ApiCalls(dependencies, routes, new HttpMetrics(registry));
  const router = Router();
  router.use(createHealthRouter(dependencies));
  router.use(createMetricsRouter(dependencies, registry));
  router.use(API_PATH, calls.router());
  router.use(
    '/api',
    createApiDocsRouter(() => openApiDocument(routes, config), routes, config.publicUrl),
  );
  return { calls, router };
}

/** What is asked most of the staff panel: serves it, or leaves the request to `next`. `isSecure`: it came by TLS. */
export interface PanelReads {
  take(request: IncomingMessage, response: ServerResponse, isSecure: boolean, next: () => void): Promise<void>;
}

/** What every request passes: it gets its name and its headers, and goes to the token API, to `reads` or to `app`. */
export function listenerOf({ calls }: Api, app: Express, reads?: PanelReads): RequestListener {
  const trusts = app.get('trust proxy fn') as (address: string, hop: number) => boolean;
  const setHeaders = securityHeaders();
  return (request, response) => {
    nameRequest(request, response, () => {
      const isSecure = cameByTls(request, (address) => trusts(address, 0));
      setHeaders(response, isSecure);
      const others = (): void => void app(request, response);
      const panel = reads ? () => void reads.take(request, response, isSecure, others) : others;
      void calls.take(request, response, panel);
    });
  };
}
