import AdminJSExpress from '@adminjs/express';
import type AdminJS from 'adminjs';
import compression from 'compression';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { broadcastRoutes } from './broadcast-routes.js';
import { exportRoutes } from './lists/export-routes.js';
import { importRoutes } from './import-routes.js';
import { DeskReads } from './desk-reads.js';
import { answerOfFault } from './panel-faults.js';
import { createAdmin } from './create-admin.js';
import type { PanelDependencies } from './panel-dependencies.js';
import { personalDataRoute } from './personal-data-route.js';
import { senderOf } from './panel-user.js';
import { ROOT_PATH, SESSION_PATH } from './paths.js';
import { photoRoute } from './photo-route.js';
import { ownPasswordFirst, profileRoutes } from './profile-routes.js';
import { limitCounters } from '../src/lib/limit-counters.js';
import { assetRoutes, loginFiles, pageFiles } from './security/assets.js';
import { csrfGuard, CsrfTokens } from './security/csrf.js';
import { knownAddress } from './security/known-address.js';
import { languageOf } from './security/language.js';
import { loginRoutes } from './security/login.js';
import { readBuilt } from './security/manifest.js';
import { noticeWords } from './security/notice-words.js';
import { pageHtml, panelHeaders } from './security/page-html.js';
import { requestBody } from './security/request-body.js';
import { RequestLogins } from './security/request-logins.js';
import { requestGuard } from './security/request-guard.js';
import { panelSession, staffGuard } from './security/session.js';
import { themeOf } from './security/theme.js';

export interface Panel {
  /** To be asked before `router`. */
  reads: DeskReads;
  router: Router;
  admin: AdminJS;
}

/**
 * The staff panel as a router to be mounted at `/admin`, before any body parser. Import this module only after
 * `NODE_ENV`, `ADMIN_JS_TMP_DIR` and `ADMIN_JS_SKIP_BUNDLE` are set: AdminJS reads them as it is loaded.
 *
 * The order is the security: headers, then what is open to everyone (assets, login), then the guard, and only behind it
 * a body parser and AdminJS itself.
 */
export async function createPanel(dependencies: PanelDependencies): Promise<Panel> {
  const { config, store, logger, clients } = dependencies;
  const csrf = new CsrfTokens(config.sessionSecret);
  const admin = createAdmin(dependencies);
  const built = readBuilt();
  const files = pageFiles(built);
  const router = express.Router();
  router.use(compression());
  router.use(panelHeaders);
  router.use(requestGuard(config.publicUrl));
  router.use(assetRoutes(built));
  router.use(panelSession(store, config.sessionSecret));
  const counters = limitCounters(store, logger);
  router.use(loginRoutes({ ...dependencies, csrf, counters, files: loginFiles(built) }));
  router.use(staffGuard(dependencies));
  router.use(csrfGuard(csrf, logger));
  router.use(ownPasswordFirst());
  router.get(SESSION_PATH.slice(ROOT_PATH.length), (request, response) => {
    response.set('Cache-Control', 'no-store').json({ id: senderOf(request).id });
  });
  router.use(knownAddress(admin));
  router.use(broadcastRoutes(dependencies));
  router.use(importRoutes(dependencies));
  router.use(personalDataRoute(dependencies));
  router.use(exportRoutes(admin, dependencies));
  router.use(photoRoute(admin, clients));
  router.use(requestBody());
  router.use(profileRoutes({ ...dependencies, csrf }));
  router.use(noticeWords());
  router.use(
    pageHtml((request) => ({
      language: languageOf(request, config.locale),
      theme: themeOf(request),
      studioName: config.studioName,
      files,
    })),
  );
  router.use(AdminJSExpress.buildRouter(admin));
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const { status, body } = answerOfFault(error, request.path, logger);
    response.status(status).json(body);
  });
  const reads = new DeskReads(admin, new RequestLogins(dependencies, csrf), config.publicUrl, logger);
  return { router, reads, admin };
}
