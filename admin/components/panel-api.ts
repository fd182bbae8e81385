import { ApiClient, type RecordJSON } from 'adminjs';
import type { Problem } from '../domain-refusal.js';

/** What an action of the panel answers: a result, or why not. */
export interface Answer<T> {
  record?: RecordJSON;
  result?: T;
  problem?: Problem;
}

interface Target {
  resourceId: string;
  /** Without it the action is one of the whole resource. */
  recordId?: string | number;
  actionName: string;
  /** What stands in the address after the `?`. */
  params?: Record<string, string>;
}

interface Refused {
  notice?: { type?: string; message: string };
}

async function call<T>({ resourceId, recordId, actionName, params }: Target, data?: object): Promise<Answer<T>> {
  const api = new ApiClient();
  const options = { resourceId, actionName, ...(params ? { params } : {}), ...(data ? { data } : {}) };
  const response =
    recordId === undefined
      ? await api.resourceAction(options)
      : await api.recordAction({ ...options, recordId: String(recordId) });
  const answer = response.data as Answer<T> & Refused;
  if (answer.notice?.type === 'error') throw new Error(answer.notice.message);
  return answer;
}

/** Reads; throws when the server can't be reached or refuses the page itself. */
export function readAction<T>(target: Target): Promise<Answer<T>> {
  return call<T>(target);
}

/** Writes, or previews a write; a refusal of the business comes back as `problem`. */
export function postAction<T>(target: Target, data: object = {}): Promise<Answer<T>> {
  return call<T>(target, data);
}

/** The first clients of the reception's list whom a part of the name or of the phone fits; archived ones are left out. */
export async function searchClients(query: string): Promise<RecordJSON[]> {
  return new ApiClient().searchRecords({ resourceId: 'Client', query });
}

/** A session that has ended is told by the login page, not by an error message. */
export function isLoggedOut(error: unknown): boolean {
  return (error as { response?: { status?: number } }).response?.status === 401;
}
