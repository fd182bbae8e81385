import { AsyncLocalStorage } from 'node:async_hooks';

const scopes = new AsyncLocalStorage<string>();

/** Everything that `work` starts can name the request it belongs to, its log lines first of all. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return scopes.run(requestId, work);
}

/** Of the request that is being served here; undefined outside of one. */
export function currentRequestId(): string | undefined {
  return scopes.getStore();
}
