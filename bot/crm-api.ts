import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  clientDetailSchema,
  clientSchema,
  telegramUserSchema,
  type ClientDetail,
  type ClientInput,
  type ClientPatch,
  type ClientView,
  type TelegramUser,
} from '../src/contract/clients.js';
import { isErrorCode, type ErrorCode } from '../src/contract/error-codes.js';
import { problemSchema, type Problem } from '../src/contract/primitives.js';

export type ErrorParams = Record<string, string | number>;

export interface FieldRefusal {
  /** The field of the input, e.g. `phone`. */
  path: string;
  code: ErrorCode;
  params: ErrorParams;
}

/** The CRM said no, or could not be asked (`unavailable`). */
export class CrmApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly params: ErrorParams = {},
    readonly fields: readonly FieldRefusal[] = [],
  ) {
    super(`the CRM answered: ${code}`);
    this.name = 'CrmApiError';
  }
}

/** The part of the token API that the bot needs. Every method throws `CrmApiError`. */
export interface CrmApi {
  /** Never refused for an unknown person: that is `kind: 'unknown'`. */
  findTelegramUser(telegramId: number): Promise<TelegramUser>;
  getClient(clientId: number): Promise<ClientDetail>;
  /** The same key gives the same client again. Known person: `client_exists`, `client_archived` or `is_coach`. */
  createClient(input: ClientInput, idempotencyKey: string): Promise<ClientView>;
  updateClient(telegramId: number, patch: ClientPatch): Promise<ClientView>;
  /** JPEG, PNG or WebP up to 5 MB. */
  putPhoto(telegramId: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  path: string;
  body?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

const TIMEOUT_MS = 15_000;
/** All calls may be repeated: reads, whole values, and creations with a key. */
const RETRY_PAUSES_MS = [200, 800];
const MAX_RETRY_AFTER_SECONDS = 5;

/** The token API over HTTP; `baseUrl` is the web process's address without a slash at the end. */
export class HttpCrmApi implements CrmApi {
  constructor(
    private readonly baseUrl: string,
    private readonly token: string,
    private readonly retryPausesMs: readonly number[] = RETRY_PAUSES_MS,
  ) {}

  async findTelegramUser(telegramId: number): Promise<TelegramUser> {
    return this.read(telegramUserSchema, { method: 'GET', path: `/telegram-users/${telegramId}` });
  }

  async getClient(clientId: number): Promise<ClientDetail> {
    return this.read(clientDetailSchema, { method: 'GET', path: `/clients/${clientId}` });
  }

  async createClient(input: ClientInput, idempotencyKey: string): Promise<ClientView> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
    return this.read(clientSchema, { method: 'POST', path: '/clients', body: JSON.stringify(input), headers });
  }

  async updateClient(telegramId: number, patch: ClientPatch): Promise<ClientView> {
    const headers = { 'content-type': 'application/json' };
    const path = `/clients/by-telegram/${telegramId}`;
    return this.read(clientSchema, { method: 'PATCH', path, body: JSON.stringify(patch), headers });
  }

  async putPhoto(telegramId: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const headers = { 'content-type': 'application/octet-stream' };
    await this.call({ method: 'PUT', path: `/clients/by-telegram/${telegramId}/photo`, body: bytes, headers });
  }

  private async read<T extends z.ZodType>(schema: T, call: Call): Promise<z.output<T>> {
    const answer = await this.call(call);
    const result = schema.safeParse(await readJson(answer));
    if (result.success) return result.data;
    throw new Error(`${call.method} ${call.path}: unexpected answer: ${z.prettifyError(result.error)}`);
  }

  private async call(call: Call): Promise<Response> {
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.attempt(call);
      const isLast = attempt >= this.retryPausesMs.length;
      if (outcome instanceof Response && outcome.ok) return outcome;
      if (!isTransient(outcome)) throw await toError(outcome);
      if (isLast || retryAfterSeconds(outcome) > MAX_RETRY_AFTER_SECONDS) throw await toError(outcome);
      await sleep(Math.max(this.retryPausesMs[attempt] ?? 0, retryAfterSeconds(outcome) * 1000));
    }
  }

  /** null when there is no answer. */
  private async attempt({ method, path, body, headers }: Call): Promise<Response | null> {
    try {
      return await fetch(`${this.baseUrl}/api/v1${path}`, {
        method,
        body: body ?? null,
        headers: { authorization: `Bearer ${this.token}`, accept: 'application/json', ...headers },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      return null;
    }
  }
}

function isTransient(outcome: Response | null): outcome is Response | null {
  return outcome === null || outcome.status === 429 || outcome.status >= 500;
}

function retryAfterSeconds(outcome: Response | null): number {
  return Number(outcome?.headers.get('retry-after') ?? 0) || 0;
}

async function toError(outcome: Response | null): Promise<CrmApiError> {
  if (outcome === null) return new CrmApiError('unavailable');
  const problem = problemSchema.safeParse(await readJson(outcome));
  if (!problem.success) return new CrmApiError(outcome.status >= 500 ? 'unavailable' : 'internal');
  return fromProblem(problem.data);
}

function fromProblem({ code, params = {}, errors = [] }: Problem): CrmApiError {
  const fields = errors.map((error) => ({
    path: error.path,
    code: toCode(error.code ?? code, 'malformed'),
    params: { ...params, ...error.params },
  }));
  return new CrmApiError(toCode(code, 'internal'), params, fields);
}

/** A code that this version of the bot does not know yet still needs words. */
function toCode(text: string, otherwise: ErrorCode): ErrorCode {
  return isErrorCode(text) ? text : otherwise;
}

async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    return null;
  }
}
