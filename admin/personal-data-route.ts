import express, { type Router } from 'express';
import { mayTake } from './access.js';
import { attempt } from './domain-refusal.js';
import type { PanelDependencies } from './panel-dependencies.js';
import { actorOf, senderOf } from './panel-user.js';
import { parseId } from './resource-filters.js';

/** `POST /clients/<id>/personal-data`: a file with everything that is kept of the client. It is logged, so it is no GET. */
export function personalDataRoute({ personalData }: PanelDependencies): Router {
  const router = express.Router();
  router.post('/clients/:id/personal-data', async (request, response): Promise<void> => {
    const user = senderOf(request);
    const id = parseId(request.params.id);
    if (!mayTake(user, 'Client', 'exportData') || id === null) {
      response.status(404).json({ code: 'not_found' });
      return;
    }
    const { result, problem } = await attempt(() => personalData.export(id, actorOf(user)), user.language);
    if (!result) {
      response.status(404).json({ problem });
      return;
    }
    response.set('Content-Disposition', `attachment; filename="client-${id}.zip"`);
    response.type('application/zip').send(result);
  });
  return router;
}
