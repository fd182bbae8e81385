import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import express, { type Router } from 'express';
import type { Container } from './container.js';
import { createApi, listenerOf, type PanelReads } from './http/api.js';

export interface AppParts {
  /** The staff panel; `reads` is asked before its router. */
  panel: { reads: PanelReads; router: Router };
  /** The playground's chat page and its Bot API, where there is one. */
  playground?: { page: Router; router: Router };
  /** Answers what Telegram pushes to `/telegram/webhook`, where the bot lives in this process. */
  webhook?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** The web application. Order matters: health first, then the token API, then the panel with its own guards. */
export function createApp(container: Container, parts: AppParts): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  // One proxy in front (README, "Production"): its X-Forwarded-* tell the client's address and whether it was HTTPS.
  app.set('trust proxy', container.config.production ? 1 : 'loopback');
  // It reads its body itself, and only after the caller has proved who it is.
  const { webhook } = parts;
  if (webhook) app.use('/telegram/webhook', (request, response) => webhook(request, response));
  const api = createApi(container);
  app.use(api.router);
  if (parts.playground) {
    app.use('/playground/api', parts.playground.router);
    app.use('/playground', parts.playground.page);
  }
  app.get('/', (_request, response) => response.redirect('/admin'));
  app.use('/admin', parts.panel.router);
  app.use((_request, response) => {
    response.status(404).type('text/plain').send('404: no such page');
  });
  return listenerOf(api, app, parts.panel.reads);
}

/** Listens; rejects when the address is taken. */
export function listen(app: RequestListener, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(app);
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** Lets requests in flight finish; connections that only wait are closed. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 10_000).unref();
  });
}
