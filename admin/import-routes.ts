import express, { type Request, type Response, type Router } from 'express';
import { mayTake } from './access.js';
import { attempt } from './domain-refusal.js';
import { chosenFile, commitImport, issuesCsv, previewImport, type ChosenFile } from './import-file.js';
import type { PanelDependencies } from './panel-dependencies.js';
import { senderOf, type PanelUser } from './panel-user.js';
import { settled } from './security/settled.js';

/** A little more than an import takes: a file just above its limit is told so in words. */
const FILE_LIMIT = '21mb';

type Work = (file: ChosenFile, user: PanelUser, request: Request) => Promise<unknown>;

/** Who asks, when they may import. */
function importer(request: Request): PanelUser | null {
  const user = senderOf(request);
  return mayTake(user, 'ImportBatch', 'new') ? user : null;
}

/** A refused body must not leave its rest in the socket for the next request. */
function refuse(response: Response, status: number, code: string): void {
  response.status(status).set('Connection', 'close').json({ code });
}

/**
 * A book's bytes as they are, with every request: nothing of an import that was only tried stays on the server. `name`,
 * `columns`, `seal` and `key` come in the address.
 */
export function importRoutes(dependencies: PanelDependencies): Router {
  const router = express.Router();
  const readBytes = express.raw({ type: 'application/octet-stream', limit: FILE_LIMIT });
  const serve = (path: string, work: Work): void => {
    router.post(path, async (request, response): Promise<void> => {
      const user = importer(request);
      if (!user) return refuse(response, 404, 'not_found');
      try {
        await settled((done) => readBytes(request, response, done));
      } catch {
        return refuse(response, 413, 'payload_too_large');
      }
      // An empty file has no body to be parsed.
      const body: unknown = request.get('content-length') === '0' ? Buffer.alloc(0) : request.body;
      if (!Buffer.isBuffer(body)) return refuse(response, 415, 'unsupported_media_type');
      const { name, columns } = request.query;
      response.json(await attempt(async () => work(chosenFile(body, name, columns), user, request), user.language));
    });
  };
  serve('/imports/preview', (file, user) => previewImport(dependencies, file, user));
  serve('/imports/issues', (file, user) => issuesCsv(dependencies, file, user));
  serve('/imports/commit', (file, user, { query: { seal, key } }) =>
    commitImport(dependencies, file, { seal, key }, user),
  );
  return router;
}
