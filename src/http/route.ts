import type { z } from 'zod';
import type { ApiScope } from '../api-tokens/api-token.entity.js';
import type { Actor } from '../audit/actor.js';
import type { ErrorCode } from '../contract/error-codes.js';
import type { TelegramRight } from './telegram-rights.js';

/** What a handler gets: only what its own schemas let through. */
export interface ApiCall<Params = unknown, Query = unknown, Body = unknown> {
  params: Params;
  query: Query;
  body: Body;
  actor: Actor;
  /** What fires when the caller has hung up: nobody reads the answer any more. Made only for those who listen. */
  hungUp: () => AbortSignal;
}

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Bytes instead of JSON, in or out. */
export interface Bytes {
  mimeType: string;
  bytes: Buffer;
}

/** What a route says about itself, for the router, the document at `/api/openapi.json` and the page at `/api/docs`. */
interface RouteFacts<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  method: Method;
  /** As express writes it: `/clients/:id`. */
  path: string;
  summary: { en: string; ru: string };
  scope: ApiScope;
  /** For which person in Telegram the bot may call it; left out = for nobody. Calls that name no person need none. */
  telegram?: TelegramRight;
  params?: P;
  query?: Q;
  /** Left out: the call takes no body. */
  body?: B;
  /** The body is a file of at most so many bytes; `call.body` is a Buffer. */
  fileBodyLimit?: number;
  /** Left out: 204 without content, unless `answersFile`. */
  answer?: A;
  answersFile?: boolean;
  /** Creates nothing, but done twice it would be something else: it accepts `Idempotency-Key` as well. */
  acceptsKey?: boolean;
  /** Refusals beyond those that every call may give. */
  refusals?: readonly ErrorCode[];
}

/** One declaration guards parameters, query, body, scope, answer and status of a call, and documents it. */
export interface RouteDefinition<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
> extends RouteFacts<P, Q, B, A> {
  /** True or a condition: the call creates something. It answers 201 and accepts `Idempotency-Key`. */
  creates?: boolean | ((call: ApiCall<z.output<P>, z.output<Q>, z.output<B>>) => boolean);
  handle(call: ApiCall<z.output<P>, z.output<Q>, z.output<B>>): Promise<z.input<A> | Bytes | void>;
}

/** A route whose types are no longer known, only obeyed: `serveRoute` parses before it handles. */
export interface Route extends RouteFacts<z.ZodType, z.ZodType, z.ZodType, z.ZodType> {
  mayCreate: boolean;
  /** Whether it depends on the call. */
  createsSometimes: boolean;
  creates(call: ApiCall): boolean;
  handle(call: ApiCall): Promise<unknown>;
}

export function defineRoute<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodUndefined,
>(definition: RouteDefinition<P, Q, B, A>): Route {
  type Call = ApiCall<z.output<P>, z.output<Q>, z.output<B>>;
  const { creates = false } = definition;
  return {
    ...definition,
    mayCreate: creates !== false,
    createsSometimes: typeof creates === 'function',
    creates: (call) => (typeof creates === 'function' ? creates(call as Call) : creates),
    handle: (call) => definition.handle(call as Call),
  };
}

/** Whether an answer that the caller already has may be told as 304. */
export function hasEtag({ method, answer }: Route): boolean {
  return method === 'get' && answer !== undefined;
}
