import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { withRequestId } from '../lib/request-scope.js';

const FOREIGN_ID = /^[\w.-]{8,64}$/;

/** The caller's own id where it is a sane one: what the bot did and what came of it here carry the same. */
export function requestIdOf(request: Request): string {
  const foreign = request.get('x-request-id') ?? '';
  return FOREIGN_ID.test(foreign) ? foreign : randomUUID();
}

/** Gives every request an id that its log lines carry and its answer names in `X-Request-Id`. */
export function nameRequests(): RequestHandler {
  return (request, response, next) => {
    const requestId = requestIdOf(request);
    response.set('X-Request-Id', requestId);
    withRequestId(requestId, next);
  };
}
