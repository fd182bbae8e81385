import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { DataSource } from 'typeorm';
import { ApiTokensService } from '../../src/api-tokens/api-tokens.service.js';
import { GroupQueries } from '../../src/groups/group.queries.js';
import { createApi, listenerOf } from '../../src/http/api.js';
import type { RateLimits } from '../../src/http/authenticate.js';
import { EmbeddedStore } from '../../src/lib/embedded-store.js';
import { StatisticsQueries } from '../../src/statistics/statistics.queries.js';
import { silentLogger, studioOn } from '../setup/studio.js';

export const TOKEN = 'a-token-of-the-environment';

export interface CallOptions {
  body?: unknown;
  /** Sent as it is, with the given `content-type`. */
  raw?: string | Uint8Array;
  headers?: Record<string, string>;
  token?: string | null;
}

/** What tests read of answers; which of it is there depends on the call. */
interface AnsweredJson {
  id: number;
  status: string | number;
  code: string;
  detail: string;
  errors: { path: string; code: string; message: string }[];
  items: { id: number }[];
  nextCursor: string;
  kind: string;
  firstName: string;
  visitCount: number;
  freezes: object[];
  payments: object[];
  days: object[];
  totals: object;
  previous: object;
  checks: object;
  openapi: string;
  paths: Record<string, Record<string, { parameters: object[]; responses: Record<string, { content?: object }> }>>;
}

export interface Answered {
  status: number;
  headers: Headers;
  bytes: Buffer;
  text: string;
  json: AnsweredJson;
}

/** The token API over real HTTP on a test's database. */
export async function startApi(dataSource: DataSource, options: { rateLimits?: RateLimits } = {}) {
  const studio = studioOn(dataSource);
  const { unitOfWork, clock, audit } = studio;
  const store = new EmbeddedStore(':memory:');
  const apiTokens = new ApiTokensService(unitOfWork, clock, audit, [TOKEN]);
  const app = express();
  const served = createApi({
    ...studio,
    ...options,
    config: { publicUrl: 'https://crm.example.com', studioName: 'Studio' },
    dataSource,
    store,
    logger: silentLogger,
    apiTokens,
    groupQueries: new GroupQueries(unitOfWork, studio.clientQueries),
    statistics: new StatisticsQueries(unitOfWork, clock),
  });
  app.use(served.router);
  const server = await listen(createServer(listenerOf(served, app)));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const send = (method: string, path: string, call: CallOptions = {}): Promise<Answered> =>
    request(origin, method, path, call);
  return {
    ...studio,
    apiTokens,
    store,
    /** Without a slash at the end. */
    url: origin,
    send,
    call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      send(method, `/api/v1${path}`, { body, headers }),
    async stop(): Promise<void> {
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}

export type Api = Awaited<ReturnType<typeof startApi>>;

function listen(server: Server): Promise<Server> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

async function request(origin: string, method: string, path: string, call: CallOptions): Promise<Answered> {
  const { body, raw, headers = {}, token = TOKEN } = call;
  const answer = await fetch(origin + path, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: (raw ?? (body === undefined ? null : JSON.stringify(body))) as BodyInit | null,
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const text = bytes.toString();
  const isJson = (answer.headers.get('content-type') ?? '').includes('json');
  const json = (isJson && text ? JSON.parse(text) : {}) as AnsweredJson;
  return { status: answer.status, headers: answer.headers, bytes, text, json };
}
