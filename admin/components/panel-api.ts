import { ApiClient, type RecordJSON } from 'adminjs';
import { CSRF_HEADER } from '../csrf-token.js';
import type { Problem } from '../domain-refusal.js';
import { isSomethingUnsaved } from './draft-keeper.js';
import { pageToken } from './page-token.js';
import { loggedInAgain } from './session-gate.js';

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

/**
 * Does it; when the session has ended meanwhile, once more after the person has logged in again. With the same data and
 * so the same form key: what was done already is not done twice. A page on which nothing could be lost is left instead.
 */
async function withSession<T>(isWriting: boolean, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isLoggedOut(error) || !(isWriting || isSomethingUnsaved())) throw error;
    if (await loggedInAgain()) return withSession(isWriting, work);
    throw error;
  }
}

/** For bytes, which AdminJS's client does not send. Throws when the server can't be reached. */
export function fetchWithSession(
  address: string,
  { headers, ...request }: RequestInit & { headers: Record<string, string> },
): Promise<Response> {
  return withSession(true, async () => {
    const token = { [CSRF_HEADER]: pageToken() };
    const response = await fetch(address, { redirect: 'manual', ...request, headers: { ...headers, ...token } });
    const isLogin = response.status === 401 || response.type === 'opaqueredirect';
    if (isLogin) throw Object.assign(new Error('the session has ended'), { response: { status: 401 } });
    return response;
  });
}

async function send<T>({ resourceId, recordId, actionName, params }: Target, data?: object): Promise<T> {
  const api = new ApiClient();
  const options = { resourceId, actionName, ...(params ? { params } : {}), ...(data ? { data } : {}) };
  const response = await withSession(data !== undefined, () =>
    recordId === undefined ? api.resourceAction(options) : api.recordAction({ ...options, recordId: String(recordId) }),
  );
  return response.data as T;
}

async function call<T>(target: Target, data?: object): Promise<Answer<T>> {
  const answer = await send<Answer<T> & Refused>(target, data);
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

/** What a page of a record begins with; null = there is none, or it is not for this person. */
export async function readRecord(target: Target): Promise<RecordJSON | null> {
  try {
    const { record, notice } = await send<FormAnswer>(target);
    return notice?.type === 'error' ? null : (record ?? null);
  } catch (error) {
    if ([403, 404].includes(statusOf(error) ?? 0)) return null;
    throw error;
  }
}

/** What AdminJS answers to one of its own forms: the record with its errors, and where to go. */
interface FormAnswer extends Refused {
  record?: RecordJSON;
  redirectUrl?: string;
}

/** Sends a form of AdminJS; the refusals are the record's errors. */
export function postForm(target: Target, data: object): Promise<FormAnswer> {
  return send<FormAnswer>(target, data);
}

/** The first clients of the reception's list whom a part of the name or of the phone fits; archived ones are left out. */
export async function searchClients(query: string): Promise<RecordJSON[]> {
  return new ApiClient().searchRecords({ resourceId: 'Client', query });
}

function statusOf(error: unknown): number | undefined {
  return (error as { response?: { status?: number } }).response?.status;
}

/** A session that has ended is told by the login page, not by an error message. */
export function isLoggedOut(error: unknown): boolean {
  return statusOf(error) === 401;
}

/** Nothing came back: whether it was done is not known. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof Error && !('response' in error && error.response) && 'request' in error;
}
