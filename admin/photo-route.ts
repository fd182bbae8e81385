import type AdminJS from 'adminjs';
import type { ActionContext } from 'adminjs';
import express, { type Request, type Router } from 'express';
import type { ClientsService } from '../src/clients/clients.service.js';
import { mayTake } from './access.js';
import { attempt } from './domain-refusal.js';
import { actorOf, senderOf, type PanelUser } from './panel-user.js';
import { parseId } from './resource-filters.js';
import { settled } from './security/settled.js';

const PHOTO_LIMIT = '6mb';

/** `/photos/<client id>`: the client's photo for whoever may see the client, and a new one from whoever may edit them. */
export function photoRoute(admin: AdminJS, clients: ClientsService): Router {
  const router = express.Router();
  const readBytes = express.raw({ type: 'image/*', limit: PHOTO_LIMIT });

  /** Null = not for this person. */
  const find = async (request: Request, action: string): Promise<{ id: number; user: PanelUser } | null> => {
    const user = senderOf(request);
    const id = parseId(request.params.clientId);
    if (id === null || !mayTake(user, 'Client', action)) return null;
    const client = await admin
      .findResource('Client')
      .findOne(String(id), { currentAdmin: user } as unknown as ActionContext);
    return client === null ? null : { id, user };
  };

  router.get('/photos/:clientId', async (request, response): Promise<void> => {
    const found = await find(request, 'show');
    const photo = found && (await clients.findPhoto(found.id));
    if (!photo) {
      response.status(404).json({ code: 'not_found' });
      return;
    }
    response.set({ 'Content-Type': photo.mimeType, 'Cache-Control': 'private, max-age=60' }).send(photo.bytes);
  });
  router.post('/photos/:clientId', async (request, response): Promise<void> => {
    const found = await find(request, 'edit');
    if (!found) {
      response.status(404).json({ code: 'not_found' });
      return;
    }
    try {
      await settled((done) => readBytes(request, response, done));
    } catch {
      response.set('Connection', 'close').status(413).json({ code: 'payload_too_large' });
      return;
    }
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const { id, user } = found;
    const { problem } = await attempt(() => clients.setPhoto(id, bytes, actorOf(user)), user.language);
    response.json(problem ? { problem } : {});
  });
  return router;
}
