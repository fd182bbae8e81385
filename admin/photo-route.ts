import type AdminJS from 'adminjs';
import type { ActionContext } from 'adminjs';
import express, { type Router } from 'express';
import type { ClientsService } from '../src/clients/clients.service.js';
import { mayTake } from './access.js';
import type { PanelUser } from './panel-user.js';
import { parseId } from './resource-filters.js';

/** `/photos/<client id>`: the client's photo for whoever may see the client. */
export function photoRoute(admin: AdminJS, clients: ClientsService): Router {
  const router = express.Router();
  router.get('/photos/:clientId', async (request, response): Promise<void> => {
    const currentAdmin = (request.session as unknown as { adminUser?: PanelUser }).adminUser;
    const clientId = parseId(request.params.clientId);
    const isVisible =
      clientId !== null &&
      mayTake(currentAdmin, 'Client', 'show') &&
      (await admin.findResource('Client').findOne(String(clientId), { currentAdmin } as ActionContext)) !== null;
    const photo = isVisible ? await clients.findPhoto(clientId) : null;
    if (!photo) {
      response.status(404).json({ code: 'not_found' });
      return;
    }
    response.set({ 'Content-Type': photo.mimeType, 'Cache-Control': 'private, max-age=60' }).send(photo.bytes);
  });
  return router;
}
