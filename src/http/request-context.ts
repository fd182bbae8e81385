import type { IncomingMessage, ServerResponse } from 'node:http';
import express from 'express';
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

/** It reads nothing but a header. */
const { acceptsLanguages } = express.request as unknown as {
  acceptsLanguages: (this: IncomingMessage, languages: string[]) => string | false;
};

const contexts = new WeakMap<ServerResponse, RequestContext>();

function createContext(request: IncomingMessage): RequestContext {
  return {
    requestId: currentRequestId() ?? requestIdOf(request),
    get language(): Language {
      return acceptsLanguages.call(request, ['en', 'ru']) === 'ru' ? 'ru' : 'en';
    },
    holder: null,
  };
}

/** The request's context, made at the first asking. */
export function contextOf(request: IncomingMessage, response: ServerResponse): RequestContext {
  const known = contexts.get(response);
  if (known) return known;
  const created = createContext(request);
  contexts.set(response, created);
  return created;
}

/** Gives every answer an `X-Request-Id`, whatever stands in front of the API. Answers are nobody's to cache. */
export function markAnswer(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('X-Request-Id', contextOf(request, response).requestId);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
}

/** A header of which there is one. */
export function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}
