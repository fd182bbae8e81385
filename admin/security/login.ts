import type AdminJS from 'adminjs';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { rateLimit, type RateLimitRequestHandler } from 'express-rate-limit';
import type { Logger } from '../../src/lib/logger.js';
import type { StaffService } from '../../src/staff/staff.service.js';
import { LOGIN_PATH } from '../paths.js';
import { beginSession, endSession, safeReturnPath } from './session.js';

const QUARTER_HOUR_MS = 15 * 60 * 1000;
const FAILURES_PER_ADDRESS = 30;
const FAILURES_PER_EMAIL = 8;

/** Keys of `messages` in the locale. */
type LoginError = 'invalidCredentials' | 'tooManyLogins' | 'loginUnavailable';

interface LoginDependencies {
  admin: AdminJS;
  staff: StaffService;
  logger: Logger;
}

function typedEmail(request: Request): string {
  const { email } = (request.body ?? {}) as { email?: unknown };
  return typeof email === 'string' ? email.trim().toLowerCase().slice(0, 254) : '';
}

async function sendLogin(admin: AdminJS, request: Request, response: Response, error?: LoginError): Promise<void> {
  const next = safeReturnPath(request.query.next);
  const action = `${LOGIN_PATH}?next=${encodeURIComponent(next)}`;
  const status = { invalidCredentials: 401, tooManyLogins: 429, loginUnavailable: 503 };
  response.status(error ? status[error] : 200).send(await admin.renderLogin({ action, errorMessage: error ?? null }));
}

/** Only failures count: staff behind one address don't lock each other out by working. */
function throttles(admin: AdminJS): RateLimitRequestHandler[] {
  const shared = {
    windowMs: QUARTER_HOUR_MS,
    standardHeaders: 'draft-8' as const,
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    handler: (request: Request, response: Response) => sendLogin(admin, request, response, 'tooManyLogins'),
  };
  return [
    rateLimit({ ...shared, limit: FAILURES_PER_ADDRESS }),
    rateLimit({ ...shared, limit: FAILURES_PER_EMAIL, keyGenerator: (request) => `email:${typedEmail(request)}` }),
  ];
}

/** The login page, the login and the logout; the only pages for people who are not logged in. */
export function loginRoutes({ admin, staff, logger }: LoginDependencies): Router {
  const router = express.Router();
  router.get('/login', (request, response) => sendLogin(admin, request, response));
  router.post(
    '/login',
    express.urlencoded({ extended: false, limit: '10kb' }),
    ...throttles(admin),
    async (request: Request, response: Response): Promise<void> => {
      const { password } = (request.body ?? {}) as { password?: unknown };
      try {
        const person = await staff.verifyLogin(typedEmail(request), typeof password === 'string' ? password : '');
        if (!person) return await sendLogin(admin, request, response, 'invalidCredentials');
        await beginSession(request, person);
        response.redirect(303, safeReturnPath(request.query.next));
      } catch (error) {
        logger.error({ err: error }, 'login failed');
        await sendLogin(admin, request, response, 'loginUnavailable');
      }
    },
    // A body that is no form, or too large a one.
    (_error: unknown, request: Request, response: Response, _next: NextFunction) =>
      sendLogin(admin, request, response, 'invalidCredentials'),
  );
  router.get('/logout', async (request, response) => {
    await endSession(request, response);
    response.redirect(LOGIN_PATH);
  });
  return router;
}
