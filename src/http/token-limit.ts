import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import { rateLimit, type RateLimitRequestHandler } from 'express-rate-limit';
import { hasScope } from '../api-tokens/api-token.rules.js';
import type { TokenHolder } from '../api-tokens/api-tokens.service.js';
import { DomainError } from '../errors/domain-error.js';
import type { LimitCounters } from '../lib/limit-counters.js';
import { holderKey, MINUTE_MS, requireHolder, type RateLimits } from './authenticate.js';
import { contextOf } from './request-context.js';

/**
 * Counts the calls of each token. Every answer says what is left (`RateLimit`, `RateLimit-Policy`), a refused one when the
 * next is welcome (`Retry-After`).
 */
export class TokenLimit {
  private readonly limit: RateLimitRequestHandler;

  constructor(limits: RateLimits, counters: LimitCounters) {
    const holderOf = (request: Request, response: Response) => requireHolder(contextOf(request, response).holder);
    this.limit = rateLimit({
      windowMs: MINUTE_MS,
      store: counters('api-token'),
      limit: (request, response) => (hasScope(holderOf(request, response).scopes, 'bot') ? limits.bot : limits.token),
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      keyGenerator: (request, response) => holderKey(holderOf(request, response)),
      handler: (_request, _response, next) => next(new DomainError('rate_limited')),
      // They are about addresses and proxies, which no token depends on, and ask for an application of express.
      validate: false,
    });
  }

  /** Throws `rate_limited`. */
  count(holder: TokenHolder, request: IncomingMessage, response: ServerResponse): Promise<void> {
    contextOf(request, response).holder = holder;
    // All that the library asks of express: to add a header.
    const answer = Object.assign(response, { append: response.appendHeader.bind(response) });
    return new Promise((resolve, reject) => {
      const next = (error?: unknown): void => (error instanceof Error ? reject(error) : resolve());
      void this.limit(request as Request, answer as unknown as Response, next);
    });
  }
}
