import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { hasScope } from '../api-tokens/api-token.rules.js';
import type { ApiTokensService, TokenHolder } from '../api-tokens/api-tokens.service.js';
import type { Actor } from '../audit/actor.js';
import { DomainError } from '../errors/domain-error.js';
import type { LimitCounters } from '../lib/limit-counters.js';
import { contextOf } from './request-context.js';

export interface RateLimits {
  /** Calls a minute of the bot, which passes on everything that clients write to it. */
  bot: number;
  /** Calls a minute of any other token. */
  token: number;
  /** Calls a minute without a good token, per address. */
  stranger: number;
}

export const RATE_LIMITS: RateLimits = { bot: 12_000, token: 600, stranger: 60 };

export const MINUTE_MS = 60_000;
const BEARER = /^bearer +(\S+) *$/i;

function refuseTooMany(): RequestHandler {
  return (_request, _response, next) => next(new DomainError('rate_limited'));
}

/** Whose token the call bears; null without a good one. */
export async function holderOf({ headers }: IncomingMessage, tokens: ApiTokensService): Promise<TokenHolder | null> {
  const token = BEARER.exec(headers.authorization ?? '')?.[1];
  return token === undefined ? null : tokens.verify(token);
}

/** Checks the bearer token. Strangers are counted by address, so that guessing is slow and good tokens never suffer. */
export function authenticate(tokens: ApiTokensService, limits: RateLimits, counters: LimitCounters): RequestHandler {
  const limitStrangers = rateLimit({
    windowMs: MINUTE_MS,
    limit: limits.stranger,
    store: counters('api-address'),
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) => ipKeyGenerator(request.ip ?? ''),
    handler: refuseTooMany(),
  });
  return async (request, response, next) => {
    const holder = await holderOf(request, tokens);
    if (!holder) {
      await limitStrangers(request, response, (error?: unknown) => next(error ?? new DomainError('unauthorized')));
      return;
    }
    contextOf(request, response).holder = holder;
    next();
  };
}

function isBot(holder: TokenHolder): boolean {
  return hasScope(holder.scopes, 'bot');
}

export function requireHolder(holder: TokenHolder | null): TokenHolder {
  if (!holder) throw new DomainError('unauthorized');
  return holder;
}

/** Names the token in limits and idempotent answers: never its text. */
export function holderKey(holder: TokenHolder): string {
  return `token:${holder.id ?? 'environment'}`;
}

/** A program has no staff role: it may neither archive nor backdate, whatever its scope. */
export function actorOf(holder: TokenHolder): Actor {
  return { kind: isBot(holder) ? 'bot' : 'api', id: holder.id, name: holder.name, role: null, telegram: null };
}
