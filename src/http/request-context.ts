import type { Request, RequestHandler, Response } from 'express';
import type { TokenHolder } from '../api-tokens/api-tokens.service.js';
import { currentRequestId } from '../lib/request-scope.js';
import type { Language } from '../lib/wording.js';
import { requestIdOf } from './name-requests.js';

/** What belongs to one request of the token API. */
export interface RequestContext {
  requestId: string;
  /** For `detail`; stable codes have no language. */
  readonly language: Language;
  /** Null until the token was checked. */
  holder: TokenHolder | null;
}

const contexts = new WeakMap<Response, RequestContext>();

function createContext(request: Request): RequestContext {
  return {
    requestId: currentRequestId() ?? requestIdOf(request),
    get language(): Language {
      return request.acceptsLanguages('en', 'ru') === 'ru' ? 'ru' : 'en';
    },
    holder: null,
  };
}

/** The request's context, made at the first asking. */
export function contextOf(request: Request, response: Response): RequestContext {
  const known = contexts.get(response);
  if (known) return known;
  const created = createContext(request);
  contexts.set(response, created);
  return created;
}

/** Gives every answer an `X-Request-Id`, whatever stands in front of the router. Answers are nobody's to cache. */
export function nameRequest(): RequestHandler {
  return (request, response, next) => {
    response.set('X-Request-Id', contextOf(request, response).requestId);
    response.set('Cache-Control', 'no-store');
    response.set('X-Content-Type-Options', 'nosniff');
    next();
  };
}
