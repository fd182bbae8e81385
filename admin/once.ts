import { DomainError } from '../src/errors/domain-error.js';
import type { Store } from '../src/lib/store.js';

const KEPT_SECONDS = 3600;
const RUNNING = 'running';

/**
 * Does what a form asks for once per `idempotencyKey` of the form; the same form again gets the first answer. For services
 * that keep no key themselves. Throws `changed_meanwhile` while the first one is still being done.
 */
export async function once<T>(store: Store, form: string, idempotencyKey: unknown, work: () => Promise<T>): Promise<T> {
  if (typeof idempotencyKey !== 'string' || idempotencyKey === '') return work();
  const key = `once:${form}:${idempotencyKey.slice(0, 120)}`;
  if (!(await store.setIfAbsent(key, RUNNING, KEPT_SECONDS))) return firstAnswer<T>(await store.get(key));
  const answer = await attempt(store, key, work);
  // What is done is done: a store that has gone away meanwhile must not make a failure of it, to be tried again.
  await store.set(key, JSON.stringify(answer), KEPT_SECONDS).catch(() => undefined);
  return answer;
}

async function attempt<T>(store: Store, key: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await store.delete(key).catch(() => undefined);
    throw error;
  }
}

function firstAnswer<T>(kept: string | null): T {
  if (kept === null || kept === RUNNING) throw new DomainError('changed_meanwhile');
  return JSON.parse(kept) as T;
}
