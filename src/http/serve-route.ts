import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { hasScope } from '../api-tokens/api-token.rules.js';
import type { TokenHolder } from '../api-tokens/api-tokens.service.js';
import type { Actor } from '../audit/actor.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { Clock } from '../lib/clock.js';
import { actorForCall, recordRefusal, type ActingPersonDependencies } from './acting-person.js';
import { holderKey } from './authenticate.js';
import { answerOnce, readIdempotencyKey, type Answer } from './idempotency.js';
import { readBody } from './read-body.js';
import { headerOf } from './request-context.js';
import { hasEtag, type ApiCall, type Bytes, type Route } from './route.js';

const JSON_TYPE = 'application/json; charset=utf-8';

interface ServeDependencies extends ActingPersonDependencies {
  unitOfWork: UnitOfWork;
  clock: Clock;
}

/** What came in for a route, before any of it is checked. */
export interface Incoming {
  request: IncomingMessage;
  response: ServerResponse;
  holder: TokenHolder;
  /** Path and query as they were written. */
  address: string;
  params: Record<string, string>;
  query: unknown;
}

/**
 * Checks the scope and the acting person, parses what came in, handles it once and lets out only what the answer's schema
 * knows. What a person in Telegram may not do is kept in the audit log.
 */
export async function serveRoute(route: Route, incoming: Incoming, dependencies: ServeDependencies): Promise<void> {
  const { request, response, holder, params } = incoming;
  if (!hasScope(holder.scopes, route.scope)) throw new DomainError('forbidden');
  const sent = await readBody(route, request, response);
  try {
    const actor = await actorForCall(route, request, { params, body: sent }, holder, dependencies);
    await answerCall(route, incoming, sent, actor, dependencies);
  } catch (error) {
    await recordRefusal(route, request, holder, error, dependencies);
    throw error;
  }
}

async function answerCall(
  route: Route,
  { request, response, holder, address, params, query }: Incoming,
  sent: unknown,
  actor: Actor,
  { unitOfWork, clock }: ServeDependencies,
): Promise<void> {
  const call: ApiCall = {
    params: parseParams(route, params),
    query: route.query ? validate(route.query, query) : undefined,
    body: parseBody(route, sent),
    actor,
    hungUp: () => hungUp(response),
  };
  const creates = route.creates(call);
  const work = async (): Promise<Answer> => ({
    status: creates ? 201 : route.answer || route.answersFile ? 200 : 204,
    body: present(route, await route.handle(call)),
  });
  const key = creates || route.acceptsKey ? readIdempotencyKey(headerOf(request, 'idempotency-key')) : undefined;
  if (key === undefined) {
    send(route, request, response, await work());
    return;
  }
  // What was understood of the body, not what was sent: nesting without end would overflow the stack here.
  const person = actor.telegram ? `${actor.telegram.id} ` : '';
  const fingerprint = `${person}${request.method} ${address}\n${JSON.stringify(call.body ?? null)}`;
  const answer = await answerOnce(unitOfWork, clock, { scope: holderKey(holder), key, fingerprint }, work);
  if (answer.replayed) response.setHeader('Idempotent-Replayed', 'true');
  send(route, request, response, answer);
}

/** To abort costs more than most calls, and after an answer nobody listens. */
function hungUp(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed) controller.abort();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** An id that can be no record's id finds no record. */
function parseParams(route: Route, params: Record<string, string>): unknown {
  if (!route.params) return undefined;
  const result = route.params.safeParse(params);
  if (!result.success) throw new DomainError('not_found');
  return result.data;
}

function parseBody(route: Route, body: unknown): unknown {
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

function send(route: Route, request: IncomingMessage, response: ServerResponse, { status, body }: Answer): void {
  response.statusCode = status;
  if (route.answersFile) {
    const { mimeType, bytes } = body as Bytes;
    if (isKnown(request, response, bytes)) endUnchanged(response);
    else response.setHeader('Content-Type', mimeType).end(bytes);
    return;
  }
  if (!route.answer) {
    response.end();
    return;
  }
  const text = JSON.stringify(body);
  if (hasEtag(route)) {
    response.setHeader('Cache-Control', 'private, no-cache');
    if (isKnown(request, response, text)) {
      endUnchanged(response);
      return;
    }
  }
  response.setHeader('Content-Type', JSON_TYPE).end(text);
}

function endUnchanged(response: ServerResponse): void {
  response.statusCode = 304;
  response.end();
}

/** Names the answer, so that next time the caller may ask whether it is still the same. */
function isKnown({ headers }: IncomingMessage, response: ServerResponse, body: string | Buffer): boolean {
  const etag = `"${hash('sha1', body, 'base64url')}"`;
  response.setHeader('ETag', etag);
  const known = headers['if-none-match'];
  return known !== undefined && known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
