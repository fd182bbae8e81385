import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from 'express';
import { ApiError } from './api-error.js';
import type { Emulator } from './emulator.js';
import type { Fault } from './faults.js';
import { chatMethods } from './methods/chat.methods.js';
import { editMethods } from './methods/edit.methods.js';
import type { Method } from './methods/method.js';
import { profileMethods } from './methods/profile.methods.js';
import { sendMethods } from './methods/send.methods.js';
import { updatesMethods } from './methods/updates.methods.js';
import { readParams, RequestAborted } from './request-body.js';

/** Names are compared in lower case, as the real server does. */
const METHODS: ReadonlyMap<string, Method> = new Map(
  [updatesMethods, sendMethods, editMethods, chatMethods, profileMethods]
    .flat()
    .map((method) => [method.name.toLowerCase(), method]),
);

/** The Bot API: `/bot<token>/<method>` and `/file/bot<token>/<path>`, wherever the router is mounted. */
export function createBotApiRouter(emulator: Emulator): Router {
  const router = Router();
  router.use((request, response, next) => {
    const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(request.path);
    if (file) return sendFile(emulator, response, file[1] ?? '', file[2] ?? '');
    const call = /^\/bot([^/]+)\/([^/]+)\/?$/.exec(request.path);
    if (!call) return answer(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
    handleCall(emulator, request, response, call[1] ?? '', call[2] ?? '').catch(next);
  });
  return router;
}

/** One call from its first byte to its answer; every refusal becomes the envelope of the Bot API. */
async function handleCall(
  emulator: Emulator,
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  name: string,
): Promise<void> {
  try {
    if (!isSame(token, emulator.token)) throw new ApiError(401, 'Unauthorized');
    const method = METHODS.get(name.toLowerCase());
    if (!method) throw new ApiError(404, 'Not Found: method not found');
    const params = await readParams(request);
    const fault = emulator.faults.take(method.name, params.text('chat_id'));
    const run = async () => {
      if (method.isDelivery) emulator.limits.admit(params.text('chat_id'));
      return method.run(emulator, { params, signal: abortedWith(response) });
    };
    if (fault) return await breakCall(fault, run, response);
    answer(response, 200, { ok: true, result: await run() });
  } catch (error) {
    if (error instanceof RequestAborted) return;
    if (!(error instanceof ApiError)) throw error;
    refuse(response, error);
  }
}

/** Fails the call in the way that was asked for; what happened before the failure stays happened. */
async function breakCall(fault: Fault, run: () => Promise<unknown>, response: ServerResponse): Promise<void> {
  if (fault.kind === '429') {
    const description = `Too Many Requests: retry after ${fault.retryAfter}`;
    throw new ApiError(429, description, { retry_after: fault.retryAfter });
  }
  if (fault.kind === 'reset-after' || ('delivered' in fault && fault.delivered)) await run();
  switch (fault.kind) {
    case 'reset-before':
    case 'reset-after':
      response.socket?.destroy();
      return;
    case 'hang':
      // The answer never comes; the client's own timeout closes the connection.
      return;
    case '500':
      throw new ApiError(500, 'Internal Server Error: restart');
    case 'html-502':
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>');
  }
}

function refuse(response: ServerResponse, { code, description, parameters }: ApiError): void {
  if (parameters?.retry_after) response.setHeader('retry-after', parameters.retry_after);
  // An upload that was too big is still coming in: no further request may follow it on this connection.
  if (code === 413) response.setHeader('connection', 'close');
  answer(response, code, { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) });
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed || response.headersSent) return;
  const json = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': json.length });
  response.end(json);
}

function sendFile({ token, files }: Emulator, response: ServerResponse, given: string, path: string): void {
  if (!isSame(given, token)) return refuse(response, new ApiError(401, 'Unauthorized'));
  const file = files.findByPath(path);
  if (!file) return refuse(response, new ApiError(404, 'Not Found'));
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length });
  response.end(file.bytes);
}

function abortedWith(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  if (response.closed) controller.abort();
  return controller.signal;
}

/** Some clients write the colon of the token as %3A. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given.replace(/%3A/i, ':')), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
