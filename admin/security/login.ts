import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { rateLimit, type RateLimitRequestHandler } from 'express-rate-limit';
import type { Logger } from '../../src/lib/logger.js';
import { parseLanguage, type Language } from '../../src/lib/wording.js';
import type { StaffService } from '../../src/staff/staff.service.js';
import type { PanelConfig } from '../panel-dependencies.js';
import { LANGUAGE_COOKIE, LOGIN_PATH, ROOT_PATH } from '../paths.js';
import { loginFiles } from './assets.js';
import { languageOf } from './language.js';
import { loginPage, type LoginError } from './login-page.js';
import { beginSession, endSession, safeReturnPath } from './session.js';
import { themeOf } from './theme.js';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
const QUARTER_HOUR_MS = 15 * 60 * 1000;
const FAILURES_PER_ADDRESS = 30;
const FAILURES_PER_EMAIL = 8;

const STATUS: Record<LoginError, number> = { invalidCredentials: 401, tooManyLogins: 429, loginUnavailable: 503 };
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

interface LoginDependencies {
  config: PanelConfig;
  staff: StaffService;
  logger: Logger;
}

type SendLogin = (request: Request, response: Response, error?: LoginError) => void;

function typedEmail(request: Request): string {
  const { email } = (request.body ?? {}) as { email?: unknown };
  return typeof email === 'string' ? email.trim().toLowerCase().slice(0, 254) : '';
}

/** A language in the address is a choice made on the page itself: remembered like one made inside the panel. */
function chosenLanguage(request: Request, response: Response, fallback: Language): Language {
  const chosen = parseLanguage(request.query.language);
  if (!chosen) return languageOf(request, fallback);
  response.cookie(LANGUAGE_COOKIE, chosen, { path: ROOT_PATH, sameSite: 'lax', maxAge: YEAR_MS });
  return chosen;
}

function loginSender(config: PanelConfig): SendLogin {
  const files = loginFiles();
  return (request, response, error) => {
    const page = loginPage({
      language: chosenLanguage(request, response, config.locale),
      theme: themeOf(request),
      studioName: config.studioName,
      next: safeReturnPath(request.query.next),
      email: typedEmail(request),
      error: error ?? null,
      files,
    });
    response.status(error ? STATUS[error] : 200).set('Content-Security-Policy', POLICY);
    response.type('html').send(page);
  };
}

/** Only failures count: staff behind one address don't lock each other out by working. */
function throttles(sendLogin: SendLogin): RateLimitRequestHandler[] {
  const shared = {
    windowMs: QUARTER_HOUR_MS,
    standardHeaders: 'draft-8' as const,
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    handler: (request: Request, response: Response) => sendLogin(request, response, 'tooManyLogins'),
  };
  return [
    rateLimit({ ...shared, limit: FAILURES_PER_ADDRESS }),
    rateLimit({ ...shared, limit: FAILURES_PER_EMAIL, keyGenerator: (request) => `email:${typedEmail(request)}` }),
  ];
}

/** The login page, the login and the logout; the only pages for people who are not logged in. */
export function loginRoutes({ config, staff, logger }: LoginDependencies): Router {
  const router = express.Router();
  const sendLogin = loginSender(config);
  router.get('/login', (request, response) => sendLogin(request, response));
  router.post(
    '/login',
    express.urlencoded({ extended: false, limit: '10kb' }),
    ...throttles(sendLogin),
    async (request: Request, response: Response): Promise<void> => {
      const { password } = (request.body ?? {}) as { password?: unknown };
      try {
        const person = await staff.verifyLogin(typedEmail(request), typeof password === 'string' ? password : '');
        if (!person) return sendLogin(request, response, 'invalidCredentials');
        await beginSession(request, person);
        response.redirect(303, safeReturnPath(request.query.next));
      } catch (error) {
        logger.error({ err: error }, 'login failed');
        sendLogin(request, response, 'loginUnavailable');
      }
    },
    // A body that is no form, or too large a one.
    (_error: unknown, request: Request, response: Response, _next: NextFunction) =>
      sendLogin(request, response, 'invalidCredentials'),
  );
  router.get('/logout', async (request, response) => {
    await endSession(request, response);
    response.redirect(LOGIN_PATH);
  });
  return router;
}
