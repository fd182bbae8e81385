import express, { type Request, type Response, type Router } from 'express';
import type { CallListRow } from '../src/broadcasts/broadcast.queries.js';
import { DomainError } from '../src/errors/domain-error.js';
import { mayTake } from './access.js';
import { BYTE_ORDER_MARK, csvLine } from './csv-line.js';
import { attempt } from './domain-refusal.js';
import { enPanel } from './locale/en-panel.js';
import { ruPanel } from './locale/ru-panel.js';
import type { PanelDependencies } from './panel-dependencies.js';
import { actorOf, senderOf, type PanelUser } from './panel-user.js';
import { settled } from './security/settled.js';
import { parseId } from './resource-filters.js';

const PHOTO_LIMIT = '6mb';

/** Who asks, when they may take the action on broadcasts. */
function userFor(request: Request, action: string): PanelUser | null {
  const user = senderOf(request);
  return mayTake(user, 'Broadcast', action) ? user : null;
}

function refuse(response: Response, status: number, code: string): void {
  response.status(status).json({ code });
}

/** What the panel's forms can't carry: a broadcast's photo in and out, and the list of those to be called, as a file. */
export function broadcastRoutes({ broadcasts, broadcastQueries }: PanelDependencies): Router {
  const router = express.Router();
  const photo = '/broadcasts/:id/photo';
  const readBytes = express.raw({ type: 'image/*', limit: PHOTO_LIMIT });
  router.post(photo, async (request, response): Promise<void> => {
    const user = userFor(request, 'edit');
    const id = parseId(request.params.id);
    if (!user || id === null) return refuse(response, 404, 'not_found');
    try {
      await settled((done) => readBytes(request, response, done));
    } catch {
      response.set('Connection', 'close');
      return refuse(response, 413, 'payload_too_large');
    }
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const { problem } = await attempt(() => broadcasts.setPhoto(id, bytes, actorOf(user)), user.language);
    response.json(problem ? { problem } : {});
  });
  router.get(photo, async (request, response): Promise<void> => {
    const id = parseId(request.params.id);
    if (!userFor(request, 'show') || id === null) return refuse(response, 404, 'not_found');
    const found = await broadcasts.getPhoto(id).catch(nothingWhenRefused);
    if (!found) return refuse(response, 404, 'not_found');
    response.set({ 'Content-Type': found.mimeType, 'Cache-Control': 'private, no-cache' }).send(found.bytes);
  });
  router.get('/broadcasts/:id/call-list.csv', async (request, response): Promise<void> => {
    const user = userFor(request, 'show');
    const id = parseId(request.params.id);
    const isKnown = id !== null && (await broadcastQueries.get(id).catch(nothingWhenRefused));
    if (!user || !isKnown) return refuse(response, 404, 'not_found');
    response.set({
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="call-list-${id}.csv"`,
    });
    await writeCallList(response, broadcastQueries.callList(id), user);
  });
  return router;
}

function nothingWhenRefused(error: unknown): null {
  if (error instanceof DomainError) return null;
  throw error;
}

async function writeCallList(response: Response, rows: AsyncIterable<CallListRow>, user: PanelUser): Promise<void> {
  const words = (user.language === 'ru' ? ruPanel : enPanel).broadcast;
  const { name, phone, reason } = words.columns;
  response.write(BYTE_ORDER_MARK + csvLine([name, phone, reason]));
  for await (const row of rows) {
    response.write(csvLine([row.name, row.phone ?? '', words.reasons[row.reason]]));
  }
  response.end();
}
