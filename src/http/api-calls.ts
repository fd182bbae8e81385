import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse as parseQuery } from 'node:querystring';
import { Router, type NextFunction, type Request, type Response } from 'express';
import type { TokenHolder } from '../api-tokens/api-tokens.service.js';
import { DomainError } from '../errors/domain-error.js';
import { limitCounters } from '../lib/limit-counters.js';
import type { ApiDependencies } from './api-dependencies.js';
import { authenticate, holderOf, RATE_LIMITS, requireHolder } from './authenticate.js';
import type { HttpMetrics } from './http-metrics.js';
import { answerProblem, answerProblems, type ProblemLog } from './problem.js';
import { contextOf, markAnswer } from './request-context.js';
import type { Route } from './route.js';
import { RouteTable } from './route-table.js';
import { serveRoute } from './serve-route.js';
import { TokenLimit } from './token-limit.js';

export const API_PATH = '/api/v1';
/** Path and query, where there is nothing in them to wonder about; whatever else is allowed, express takes apart. */
const PLAIN_ADDRESS = /^\/api\/v1(\/[\w./~%:@!$&'()*+,;=-]*)(?:\?([\w./~%:@!$&'()*+,;=?-]*))?$/;

interface Called {
  /** Path and query as they were written. */
  address: string;
  /** After `/api/v1`. */
  path: string;
  query: unknown;
}

/**
 * The token API. A call with a good token is served right here, with what node gives: the steps of express take longer than
 * most answers (docs/adr/0018). Nothing is parsed before the token is good.
 */
export class ApiCalls {
  private readonly table: RouteTable;
  private readonly limit: TokenLimit;
  private readonly log: ProblemLog;

  constructor(
    private readonly dependencies: ApiDependencies,
    routes: readonly Route[],
    private readonly metrics: HttpMetrics,
  ) {
    const { logger, store, rateLimits = RATE_LIMITS } = dependencies;
    this.table = new RouteTable(routes);
    this.limit = new TokenLimit(rateLimits, limitCounters(store, logger));
    this.log = { logger, count: (code) => metrics.refused(code) };
  }

  /** Serves a call, or leaves it to `next`: what is no call of the API, and whoever has no good token. Never throws. */
  async take(request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> {
    const [address = '', path, query = ''] = PLAIN_ADDRESS.exec(request.url ?? '') ?? [];
    if (path === undefined) {
      next();
      return;
    }
    const called = { address, path, query: parseQuery(query) };
    try {
      const holder = await holderOf(request, this.dependencies.apiTokens);
      if (holder) await this.serve(request, response, holder, called);
      else next();
    } catch (error) {
      markAnswer(request, response);
      answerProblem(error, request, response, path, this.log);
    }
  }

  /** To be mounted at `API_PATH`: for strangers, who are counted and refused, and for addresses that are written oddly. */
  router(): Router {
    const { apiTokens, logger, store, rateLimits = RATE_LIMITS } = this.dependencies;
    const router = Router();
    router.use((request: Request, response: Response, next: NextFunction) => {
      markAnswer(request, response);
      next();
    });
    router.use(authenticate(apiTokens, rateLimits, limitCounters(store, logger)));
    router.use((request: Request, response: Response) => {
      const { originalUrl: address, path, query } = request;
      return this.serve(request, response, requireHolder(contextOf(request, response).holder), {
        address,
        path,
        query,
      });
    });
    router.use(answerProblems(this.log));
    return router;
  }

  /** Throws what becomes a problem. */
  private async serve(
    request: IncomingMessage,
    response: ServerResponse,
    holder: TokenHolder,
    { address, path, query }: Called,
  ): Promise<void> {
    markAnswer(request, response);
    await this.limit.count(holder, request, response);
    const method = request.method ?? '';
    const found = this.table.find(method, path);
    if (!found) throw new DomainError('not_found');
    if ('allowed' in found) {
      refuseMethod(method, found.allowed, response);
      return;
    }
    const { route, params } = found;
    this.measure(method, route.path, response);
    await serveRoute(route, { request, response, holder, address, params, query }, this.dependencies);
  }

  private measure(method: string, path: string, response: ServerResponse): void {
    const begun = performance.now();
    response.once('finish', () => {
      this.metrics.observe(method, path, response.statusCode, (performance.now() - begun) / 1000);
    });
  }
}

/** OPTIONS tells what the address takes; everything else it does not take is 405. */
function refuseMethod(method: string, allowed: readonly string[], response: ServerResponse): void {
  response.setHeader('Allow', allowed.join(', '));
  if (method !== 'OPTIONS') throw new DomainError('method_not_allowed');
  response.statusCode = 204;
  response.end();
}
