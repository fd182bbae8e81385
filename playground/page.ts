import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import express, { Router, type NextFunction, type Request, type Response } from 'express';
import { z, ZodError } from 'zod';
import { ApiError } from './api-error.js';
import type { ChatState } from './chats.js';
import type { Emulator } from './emulator.js';
import { MAX_PHOTO_BYTES } from './files.js';
import { Human, HumanError } from './human.js';
import { openEvents, type EventStreams } from './page-events.js';
import { newPersonSchema, randomPersonId } from './page-people.js';
import { renderMessage, renderPerson } from './view.js';

/** Beside this file both in the source tree and in the build, which copies the folder as it is. */
const PAGE_FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'page');

const messageBody = z.object({ text: z.string().max(20_000) });
const contactBody = z.object({ phone: z.string().regex(/^\+?\d{5,15}$/) });
const pressBody = z.object({ messageId: z.number().int(), callbackData: z.string().max(64) });

/** Scripts and styles are files of its own; a photo that is still in the browser is a blob. */
const POLICY =
  "default-src 'self'; img-src 'self' data: blob:; base-uri 'self'; object-src 'none'; frame-ancestors 'none'";

/** The chat page with its own endpoints. Everything that is no document answers JSON and only to the page itself. */
export function createPageRouter(emulator: Emulator, streams: EventStreams): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set('content-security-policy', POLICY);
    next();
  });
  const index = readFileSync(join(PAGE_FOLDER, 'index.html'), 'utf8');
  router.get('/', (request, response) => {
    // Relative addresses must work both at /playground and at /playground/.
    response
      .set('cache-control', 'no-cache')
      .type('html')
      .send(index.replace('{{base}}', `${request.baseUrl}/`));
  });
  router.use('/assets', express.static(PAGE_FOLDER, { index: false, cacheControl: true, maxAge: 0 }));
  router.get('/files/:id', (request, response, next) => {
    const file = emulator.files.find(request.params.id);
    if (!file) return next();
    response.set({ 'cache-control': 'private, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' });
    response.type(file.mime).send(file.bytes);
  });
  router.get('/events', refuseForeign, (request, response) => openEvents(emulator, streams, request, response));
  router.use('/people', refuseForeign, peopleRouter(emulator));
  router.use(answerError);
  return router;
}

function peopleRouter(emulator: Emulator): Router {
  const router = Router();
  const json = express.json({ limit: '100kb' });
  const photo = express.raw({ type: () => true, limit: MAX_PHOTO_BYTES + 1 });
  const human = (request: Request) => new Human(emulator, findChat(emulator, request));

  router.post('/', json, (request, response) => {
    const person = newPersonSchema.parse(request.body);
    const id = person.id ?? randomPersonId(emulator);
    if (emulator.chats.byId.has(id)) return void response.status(409).json({ error: 'id_taken' });
    response.status(201).json(renderPerson(emulator.chats.addPerson({ ...person, id })));
  });
  router.post('/:id/messages', json, (request, response) => {
    const { text } = messageBody.parse(request.body);
    response.status(201).json(renderMessage(human(request).sendText(text)));
  });
  router.post('/:id/contact', json, (request, response) => {
    const { phone } = contactBody.parse(request.body);
    response.status(201).json(renderMessage(human(request).shareOwnContact(phone)));
  });
  router.post('/:id/photo', photo, (request, response) => {
    const caption = typeof request.query['caption'] === 'string' ? request.query['caption'] : '';
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    response.status(201).json(renderMessage(human(request).sendPhoto(bytes, caption)));
  });
  router.post('/:id/presses', json, (request, response) => {
    const { messageId, callbackData } = pressBody.parse(request.body);
    response.status(201).json({ callbackId: human(request).press(messageId, callbackData) });
  });
  router.post('/:id/block', (request, response) => {
    human(request).block();
    response.status(204).end();
  });
  router.post('/:id/unblock', (request, response) => {
    human(request).unblock();
    response.status(204).end();
  });
  return router;
}

function findChat({ chats }: Emulator, request: Request): ChatState {
  const chat = chats.byId.get(Number(request.params['id']));
  if (!chat) throw new PageError(404, 'no_person');
  return chat;
}

class PageError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

/** Only this page may act: a foreign site's form or script, which a browser always marks, is refused. */
function refuseForeign(request: Request, response: Response, next: NextFunction): void {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  const isForeignOrigin =
    origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === request.get('host'));
  if (isForeignSite || isForeignOrigin) return void response.status(403).json({ error: 'foreign_origin' });
  next();
}

/** A mistake of the page's user as a code the page has words for; anything else goes on to the product's own handler. */
function answerError(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error);
  const refusal = toRefusal(error);
  if (!refusal) return next(error);
  response.status(refusal.status).json({ error: refusal.code });
}

function toRefusal(error: unknown): { status: number; code: string } | null {
  if (error instanceof PageError) return error;
  if (error instanceof HumanError) return { status: 409, code: error.code };
  if (error instanceof ZodError) return { status: 422, code: 'bad_input' };
  // Only photos are judged by the rules of the Bot API here.
  if (error instanceof ApiError) return { status: 422, code: 'bad_photo' };
  const { type } = error as { type?: unknown };
  if (type === 'entity.too.large') return { status: 413, code: 'too_large' };
  return type === 'entity.parse.failed' ? { status: 400, code: 'bad_input' } : null;
}
