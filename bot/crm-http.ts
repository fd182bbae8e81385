import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
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

/** One call of the token API; `path` begins behind `/api/v1`. */
export interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  path: string;
  body?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  /** 15 s when left out. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Fails at once instead of trying again: for callers with a rhythm of their own. */
  once?: boolean;
}

const TIMEOUT_MS = 15_000;
/** All calls may be repeated: reads, whole values, and creations with a key. */
const RETRY_PAUSES_MS = [200, 800];
const MAX_RETRY_AFTER_SECONDS = 5;

/** Speaks HTTP with the token API; `baseUrl` is the web process's address without a slash at the end. */
export class CrmHttp {
  constructor(
    private readonly baseUrl: string,
    private readonly token: string,
    private readonly retryPausesMs: readonly number[] = RETRY_PAUSES_MS,
  ) {}

  /** The answer's body, checked. Throws `CrmApiError`, or a plain error for a body of another shape. */
  async read<T extends z.ZodType>(schema: T, call: Call): Promise<z.output<T>> {
    const answer = await this.call(call);
    const result = schema.safeParse(await readJson(answer));
    if (result.success) return result.data;
    throw new Error(`${call.method} ${call.path}: unexpected answer: ${z.prettifyError(result.error)}`);
  }

  /** Throws `CrmApiError`. */
  async call(call: Call): Promise<Response> {
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.attempt(call);
      const isLast = call.once === true || attempt >= this.retryPausesMs.length;
      if (outcome instanceof Response && outcome.ok) return outcome;
      if (!isTransient(outcome)) throw await toError(outcome);
      if (isLast || retryAfterSeconds(outcome) > MAX_RETRY_AFTER_SECONDS) throw await toError(outcome);
      await sleep(Math.max(this.retryPausesMs[attempt] ?? 0, retryAfterSeconds(outcome) * 1000));
    }
  }

  /** null when there is no answer. */
  private async attempt({
    method,
    path,
    body,
    headers,
    timeoutMs = TIMEOUT_MS,
    signal,
  }: Call): Promise<Response | null> {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      return await fetch(`${this.baseUrl}/api/v1${path}`, {
        method,
        body: body ?? null,
        headers: { authorization: `Bearer ${this.token}`, accept: 'application/json', ...headers },
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
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
