import { createHash } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { hasScope } from '../api-tokens/api-token.rules.js';
import type { TokenHolder } from '../api-tokens/api-tokens.service.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { Clock } from '../lib/clock.js';
import { actorForCall, recordRefusal, type ActingPersonDependencies } from './acting-person.js';
import { holderKey, requireHolder } from './authenticate.js';
import { answerOnce, readIdempotencyKey, type Answer } from './idempotency.js';
import { contextOf } from './request-context.js';
import { hasEtag, type ApiCall, type Bytes, type Route } from './route.js';

const JSON_LIMIT = '1mb';
const JSON_TYPE = 'application/json; charset=utf-8';
const JSON_TYPES = ['application/json', 'application/*+json'];

/** Reads the body that the route asks for, and only that. */
export function readBody(route: Route): RequestHandler[] {
  if (route.fileBodyLimit !== undefined) return [express.raw({ type: () => true, limit: route.fileBodyLimit })];
  if (!route.body) return [];
  const refuseOtherTypes: RequestHandler = (request, _response, next) => {
    // null: there is no body at all, which the schema judges.
    next(request.is(JSON_TYPES) === false ? new DomainError('unsupported_media_type') : undefined);
  };
  return [refuseOtherTypes, express.json({ limit: JSON_LIMIT, type: JSON_TYPES })];
}

interface ServeDependencies extends ActingPersonDependencies {
  unitOfWork: UnitOfWork;
  clock: Clock;
}

/**
 * Checks the scope and the acting person, parses what came in, handles it once and lets out only what the answer's schema
 * knows. What a person in Telegram may not do is kept in the audit log.
 */
export function serveRoute(route: Route, dependencies: ServeDependencies): RequestHandler {
  return async (request, response) => {
    const holder = requireHolder(contextOf(request, response).holder);
    if (!hasScope(holder.scopes, route.scope)) throw new DomainError('forbidden');
    try {
      await answerCall(route, request, response, holder, dependencies);
    } catch (error) {
      await recordRefusal(route, request, holder, error, dependencies);
      throw error;
    }
  };
}

async function answerCall(
  route: Route,
  request: Request,
  response: Response,
  holder: TokenHolder,
  dependencies: ServeDependencies,
): Promise<void> {
  const { unitOfWork, clock } = dependencies;
  const hungUp = new AbortController();
  // To abort costs more than most calls, and after an answer nobody listens.
  response.once('close', () => {
    if (!response.writableFinished) hungUp.abort();
  });
  const actor = await actorForCall(route, request, holder, dependencies);
  const call: ApiCall = {
    params: parseParams(route, request),
    query: route.query ? validate(route.query, request.query) : undefined,
    body: parseBody(route, request),
    actor,
    hungUp: hungUp.signal,
  };
  const creates = route.creates(call);
  const work = async (): Promise<Answer> => ({
    status: creates ? 201 : route.answer || route.answersFile ? 200 : 204,
    body: present(route, await route.handle(call)),
  });
  const key = creates || route.acceptsKey ? readIdempotencyKey(request.get('idempotency-key')) : undefined;
  if (key === undefined) {
    send(route, request, response, await work());
    return;
  }
  // What was understood of the body, not what was sent: nesting without end would overflow the stack here.
  const person = actor.telegram ? `${actor.telegram.id} ` : '';
  const fingerprint = `${person}${request.method} ${request.originalUrl}\n${JSON.stringify(call.body ?? null)}`;
  const answer = await answerOnce(unitOfWork, clock, { scope: holderKey(holder), key, fingerprint }, work);
  if (answer.replayed) response.set('Idempotent-Replayed', 'true');
  send(route, request, response, answer);
}

/** An id that can be no record's id finds no record. */
function parseParams(route: Route, request: Request): unknown {
  if (!route.params) return undefined;
  const result = route.params.safeParse(request.params);
  if (!result.success) throw new DomainError('not_found');
  return result.data;
}

function parseBody(route: Route, request: Request): unknown {
  const body: unknown = request.body;
  if (route.fileBodyLimit !== undefined) return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (!route.body) return undefined;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new DomainError('malformed');
  return validate(route.body, body);
}

/** Fields that the schema does not know never leave; a value that it refuses is a fault of ours. */
function present(route: Route, answer: unknown): unknown {
  if (!route.answer) return answer;
  const result = route.answer.safeParse(answer);
  if (result.success) return result.data;
  throw new Error(`${route.method} ${route.path} answers against its schema: ${z.prettifyError(result.error)}`);
}

function send(route: Route, request: Request, response: Response, { status, body }: Answer): void {
  response.status(status);
  if (route.answersFile) {
    const { mimeType, bytes } = body as Bytes;
    response.type(mimeType).send(bytes);
    return;
  }
  if (!route.answer) {
    response.end();
    return;
  }
  const text = JSON.stringify(body);
  if (hasEtag(route) && isKnown(request, response, text)) response.status(304).end();
  else response.setHeader('Content-Type', JSON_TYPE).end(text);
}

/** Names the answer, so that next time the caller may ask whether it is still the same. */
function isKnown(request: Request, response: Response, text: string): boolean {
  const etag = `"${createHash('sha1').update(text).digest('base64url')}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', 'private, no-cache');
  const known = request.headers['if-none-match'];
  return known !== undefined && known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
