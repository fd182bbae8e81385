import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isErrorCode, type ErrorCode } from '../src/contract/error-codes.js';
import { problemSchema, type Problem } from '../src/contract/primitives.js';
import { currentRequestId } from '../src/lib/request-scope.js';
import { callOf, type CallAnswer, type CallInput, type CallName } from './crm-call.js';
import { ask as askOverHttp, type Answer, type Ask } from './crm-transport.js';

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

export type CallOptions = Pick<Call, 'headers' | 'timeoutMs' | 'signal' | 'once'>;

/** All calls may be repeated: reads, whole values, and creations with a key. */
const RETRY_PAUSES_MS = [200, 800];
const MAX_RETRY_AFTER_SECONDS = 5;

/** Speaks HTTP with the token API; `baseUrl` is the web process's address without a slash at the end. */
export class CrmHttp {
  constructor(
    private readonly baseUrl: string,
    private readonly token: string,
    private readonly retryPausesMs: readonly number[] = RETRY_PAUSES_MS,
    private readonly transport: Ask = askOverHttp,
  ) {}

  /** The answer's body, checked. Throws `CrmApiError`, or a plain error for a body of another shape. */
  private async read<T extends z.ZodType>(schema: T, call: Call): Promise<z.output<T>> {
    const result = schema.safeParse(readJson(await this.call(call)));
    if (result.success) return result.data;
    throw new Error(`${call.method} ${call.path}: unexpected answer: ${z.prettifyError(result.error)}`);
  }

  /** A call of the API's document: what it takes and answers is that of the document, and the answer is checked. */
  async ask<N extends CallName, S extends z.ZodType<CallAnswer<N>>>(
    name: N,
    schema: S,
    input: CallInput<N>,
    { headers, ...options }: CallOptions = {},
  ): Promise<z.output<S>> {
    const call = callOf(name, input);
    return this.read(schema, { ...call, ...options, headers: { ...call.headers, ...headers } });
  }

  /** The same without an answer to read. */
  async tell<N extends CallName>(name: N, input: CallInput<N>, options: CallOptions = {}): Promise<void> {
    await this.call({ ...callOf(name, input), ...options });
  }

  /** Throws `CrmApiError`. */
  async call(call: Call): Promise<Answer> {
    for (let attempt = 0; ; attempt++) {
      const answer = await this.transport(`${this.baseUrl}/api/v1${call.path}`, this.authorized(call));
      const isLast = call.once === true || attempt >= this.retryPausesMs.length;
      if (answer && isOk(answer)) return answer;
      if (!isTransient(answer)) throw toError(answer);
      const pauseSeconds = answer?.retryAfterSeconds ?? 0;
      if (isLast || pauseSeconds > MAX_RETRY_AFTER_SECONDS) throw toError(answer);
      await sleep(Math.max(this.retryPausesMs[attempt] ?? 0, pauseSeconds * 1000));
    }
  }

  private authorized(call: Call): Call {
    const requestId = currentRequestId();
    const headers = { authorization: `Bearer ${this.token}`, accept: 'application/json', ...call.headers };
    return { ...call, headers: { ...headers, ...(requestId !== undefined && { 'x-request-id': requestId }) } };
  }
}

function isOk({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

function isTransient(answer: Answer | null): boolean {
  return answer === null || answer.status === 429 || answer.status >= 500;
}

function toError(answer: Answer | null): CrmApiError {
  if (answer === null) return new CrmApiError('unavailable');
  const problem = problemSchema.safeParse(readJson(answer));
  if (!problem.success) return new CrmApiError(answer.status >= 500 ? 'unavailable' : 'internal');
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

/** null for what is no JSON. */
function readJson({ body }: Answer): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString());
  } catch {
    return null;
  }
}
