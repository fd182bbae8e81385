import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../src/lib/logger.js';
import type { Update } from './update.js';

export const WEBHOOK_PATH = '/telegram/webhook';

/** Answers one request; never throws. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void;

export interface WebhookOptions {
  /** What Telegram repeats in every call. */
  secret: string;
  /** True when the update is safe here; false when Telegram has to push it again. */
  take: (update: Update) => Promise<boolean>;
  logger: Logger;
}

const MAX_BYTES = 1024 * 1024;
/** Telegram waits for a minute; what takes longer is pushed again and meets the one that is being handled. */
const MAX_HANDLING_MS = 50_000;
/** How long a body that nobody wants may go on. */
const MAX_DRAIN_MS = 5000;

/** The address that Telegram pushes updates to. Anybody may call it, so nothing is read before the secret is right. */
export function createWebhook(options: WebhookOptions): HttpHandler {
  return (request, response) => {
    // A connection that breaks is the caller's affair.
    request.on('error', () => undefined);
    void respond(options, request)
      .catch((error: unknown) => {
        options.logger.error({ err: error }, 'a pushed update could not be taken');
        return 503;
      })
      .then((status) => finish(request, response, status));
  };
}

/** Listens for nothing but the webhook; rejects when the address is taken. */
export function listenForWebhook(handler: HttpHandler, port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url?.split('?')[0] === WEBHOOK_PATH) handler(request, response);
    else finish(request, response, 404);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => resolve(server));
  });
}

/** The status to answer with. Telegram forgets the update after 200 and pushes it again after anything else. */
async function respond({ secret, take }: WebhookOptions, request: IncomingMessage): Promise<number> {
  if (request.method !== 'POST') return 405;
  if (!isSame(String(request.headers['x-telegram-bot-api-secret-token'] ?? ''), secret)) return 401;
  if (Number(request.headers['content-length'] ?? 0) > MAX_BYTES) return 413;
  const body = await readBody(request);
  if (body === 'too large') return 413;
  const update = readUpdate(body);
  if (!update) return 400;
  const tooLate = new AbortController();
  try {
    const late = sleep(MAX_HANDLING_MS, false, { signal: tooLate.signal, ref: false }).catch(() => false);
    return (await Promise.race([take(update), late])) ? 200 : 503;
  } finally {
    tooLate.abort();
  }
}

/** null when the body broke off. */
function readBody(request: IncomingMessage): Promise<Buffer | 'too large' | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MAX_BYTES) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve('too large');
      }
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('close', () => resolve(null));
  });
}

function readUpdate(body: Buffer | null): Update | null {
  try {
    const update = JSON.parse(body?.toString('utf8') ?? 'null') as Partial<Update> | null;
    return Number.isSafeInteger(update?.update_id) ? (update as Update) : null;
  } catch {
    return null;
  }
}

/** Answers, and lets a body that was not read go by unread: cut off, its sender would never see the answer. */
function finish(request: IncomingMessage, response: ServerResponse, status: number): void {
  if (response.destroyed || response.headersSent) return;
  const isUnread = !request.readableEnded;
  if (status === 405) response.setHeader('allow', 'POST');
  if (status === 503) response.setHeader('retry-after', 1);
  if (isUnread) response.setHeader('connection', 'close');
  response.writeHead(status, { 'content-length': 0 }).end();
  if (!isUnread) return;
  request.resume();
  const timer = setTimeout(() => request.destroy(), MAX_DRAIN_MS);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
