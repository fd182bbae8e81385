import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { withRequestId } from '../lib/request-scope.js';

const FOREIGN_ID = /^[\w.-]{8,64}$/;

/** The caller's own id where it is a sane one: what the bot did and what came of it here carry the same. */
export function requestIdOf(request: IncomingMessage): string {
  const foreign = request.headers['x-request-id'];
  return typeof foreign === 'string' && FOREIGN_ID.test(foreign) ? foreign : randomUUID();
}

/** Gives every request an id that its log lines carry and its answer names in `X-Request-Id`. */
export function nameRequest(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const requestId = requestIdOf(request);
  response.setHeader('X-Request-Id', requestId);
  withRequestId(requestId, next);
}
