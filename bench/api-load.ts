import { Pool } from 'undici';

/** One call of a client that keeps its connections open. */
export interface LoadCall {
  method: 'GET' | 'POST';
  path: string;
  body?: string;
}

export interface LoadResult {
  calls: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

export interface LoadTarget {
  url: string;
  token: string;
  /** How many callers there are, each of which waits for its answer before it asks again. */
  atOnce: number;
}

/** Calls until `next` gives no more; every answer must be a good one. */
export async function load({ url, token, atOnce }: LoadTarget, next: () => LoadCall | null): Promise<LoadResult> {
  const pool = new Pool(url, { connections: atOnce, pipelining: 1 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const times: number[] = [];
  const caller = async (): Promise<void> => {
    for (let call = next(); call; call = next()) {
      const from = performance.now();
      const { method, path, body } = call;
      const answer = await pool.request({ method, path, headers, ...(body !== undefined && { body }) });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
      times.push(performance.now() - from);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: atOnce }, caller));
  const seconds = (performance.now() - begun) / 1000;
  await pool.close();
  times.sort((a, b) => a - b);
  const quantile = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { calls: times.length, perSecond: times.length / seconds, p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}
