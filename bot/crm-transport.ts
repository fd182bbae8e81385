import { request } from 'undici';
import type { Call } from './crm-http.js';

/** An answer of the token API, read to its end. */
export interface Answer {
  status: number;
  /** 0 when the server asks for no pause. */
  retryAfterSeconds: number;
  body: Uint8Array<ArrayBuffer>;
}

/** Asks once; null when there is no answer. Never throws. */
export type Ask = (url: string, call: Call) => Promise<Answer | null>;

const TIMEOUT_MS = 15_000;

/** Over connections that stay open. A worker makes thousands of small calls: a plain request costs a third of a fetch. */
export const ask: Ask = async (url, { method, body, headers = {}, timeoutMs = TIMEOUT_MS, signal }) => {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await request(url, {
      method,
      headers,
      body: body ?? null,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    return {
      status: answer.statusCode,
      retryAfterSeconds: Number(answer.headers['retry-after'] ?? 0) || 0,
      body: new Uint8Array(await answer.body.arrayBuffer()),
    };
  } catch {
    return null;
  }
};
