import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { DomainError } from '../src/errors/domain-error.js';
import type { OwnSession } from '../src/staff/own-account.service.js';
import { attempt } from './domain-refusal.js';
import type { PanelDependencies } from './panel-dependencies.js';
import { actorOf, senderOf, type PanelUser } from './panel-user.js';
import { ACCOUNT_PAGE, ROOT_PATH } from './paths.js';
import { giveSessionToken, type CsrfTokens } from './security/csrf.js';
import { beginSession } from './security/session.js';

const GUESSES = 8;
const GUESSES_SECONDS = 15 * 60;
/** What a person with a generated password may reach: this page, and the way out. */
const OWN_PATHS = new RegExp(`^/(?:pages/${ACCOUNT_PAGE}|profile(?:/\\w+)?)/?$`, 'i');

type Work = (call: {
  user: PanelUser;
  input: Record<string, unknown>;
  request: Request;
  response: Response;
}) => Promise<unknown>;

/** Whoever logged in with a generated password sets one of their own before anything else. */
export function ownPasswordFirst() {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!senderOf(request).mustChangePassword || OWN_PATHS.test(request.path)) return next();
    const isPage = request.method === 'GET' && !/^\/api(\/|$)/i.test(request.path);
    if (isPage) response.redirect(`${ROOT_PATH}/pages/${ACCOUNT_PAGE}`);
    else response.status(403).json({ code: 'forbidden' });
  };
}

/** `/profile`: what every person of the staff changes of their own account. Needs the parsed body. */
export function profileRoutes(dependencies: PanelDependencies & { csrf: CsrfTokens }): Router {
  const { ownAccount, store, csrf } = dependencies;
  const router = express.Router();
  const serve = (path: string, work: Work): void => {
    router.post(path, async (request, response): Promise<void> => {
      const user = senderOf(request);
      const { fields = {} } = request as unknown as { fields?: Record<string, unknown> };
      response.json(await attempt(() => work({ user, input: fields, request, response }), user.language));
    });
  };
  // The old password is asked for so that a panel left open is no way to a new one; so it must not be guessed there.
  const refuseGuessing = async ({ staffId }: PanelUser): Promise<void> => {
    const guesses = await store.increment(`password-guesses:${staffId}`, GUESSES_SECONDS);
    if (guesses > GUESSES) throw new DomainError('rate_limited');
  };
  const goOn = async (request: Request, response: Response, session: OwnSession): Promise<object> => {
    await beginSession(request, session, dependencies);
    giveSessionToken(csrf, request, response);
    return {};
  };
  serve('/profile/name', ({ user, input }) => ownAccount.rename(input, actorOf(user)));
  serve('/profile/password', async ({ user, input, request, response }) => {
    await refuseGuessing(user);
    const session = await ownAccount.changePassword(input, actorOf(user));
    await store.delete(`password-guesses:${user.staffId}`);
    return goOn(request, response, session);
  });
  return router;
}
