import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { SessionData } from 'express-session';
import type { Clock } from '../../src/lib/clock.js';
import type { LimitCounters } from '../../src/lib/limit-counters.js';
import type { Logger } from '../../src/lib/logger.js';
import { logSecurity, type SecurityEvent } from '../../src/lib/security-events.js';
import { parseLanguage, type Language } from '../../src/lib/wording.js';
import type { SettingsService } from '../../src/settings/settings.service.js';
import type { StaffService, StaffSession } from '../../src/staff/staff.service.js';
import type { TotpService } from '../../src/staff/totp.service.js';
import type { PanelConfig } from '../panel-dependencies.js';
import { CSRF_COOKIE } from '../csrf-token.js';
import { LANGUAGE_COOKIE, LOGIN_PATH, ROOT_PATH } from '../paths.js';
import { codePage, codePath, type CodeError } from './code-page.js';
import { cookieOf } from './cookies.js';
import type { CsrfTokens } from './csrf.js';
import { languageOf } from './language.js';
import { LoginLimits, typedEmail } from './login-limits.js';
import { loginPage, type LoginError, type LoginFiles } from './login-page.js';
import { beginSecondStep, beginSession, endSession, safeReturnPath, secondStepOf } from './session.js';
import { themeOf } from './theme.js';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
const STATUS: Record<LoginError | CodeError, number> = {
  invalidCredentials: 401,
  tooManyLogins: 429,
  loginUnavailable: 503,
  loginExpired: 403,
  wrongCode: 401,
  tooManyCodes: 429,
};
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export interface LoginDependencies {
  config: PanelConfig;
  staff: StaffService;
  totp: TotpService;
  settings: SettingsService;
  clock: Clock;
  logger: Logger;
  csrf: CsrfTokens;
  counters: LimitCounters;
  files: LoginFiles;
}

/** A language in the address is a choice made on the page itself: remembered like one made inside the panel. */
function chosenLanguage(request: Request, response: Response, fallback: Language): Language {
  const chosen = parseLanguage(request.query.language);
  if (!chosen) return languageOf(request, fallback);
  response.cookie(LANGUAGE_COOKIE, chosen, { path: ROOT_PATH, sameSite: 'lax', maxAge: YEAR_MS });
  return chosen;
}

/** The login in two steps, and the logout; the only pages for people who are not logged in. */
class LoginPages {
  constructor(private readonly deps: LoginDependencies) {}

  show(request: Request, response: Response, error: LoginError | null = null): void {
    const shared = this.shared(request, response);
    // Whoever logs out gives the token back.
    const hasEnded = shared.next !== ROOT_PATH && cookieOf(request, CSRF_COOKIE) !== undefined;
    const page = loginPage({ ...shared, email: typedEmail(request), error, hasEnded });
    send(response, page, error);
  }

  showCode(request: Request, response: Response, error: CodeError | null = null): void {
    send(response, codePage({ ...this.shared(request, response), error }), error);
  }

  async logIn(request: Request, response: Response): Promise<void> {
    const { staff, totp, clock } = this.deps;
    const { password } = (request.body ?? {}) as { password?: unknown };
    const person = await staff.verifyLogin(typedEmail(request), typeof password === 'string' ? password : '');
    if (!person) {
      this.note('login_failed', request);
      return this.show(request, response, 'invalidCredentials');
    }
    if ((await totp.status(person.id)).isOn) {
      await beginSecondStep(request, person, clock);
      return response.redirect(303, codePath(safeReturnPath(request.query.next)));
    }
    await this.enter(request, response, person);
  }

  async takeCode(request: Request, response: Response): Promise<void> {
    const { staff, totp, clock } = this.deps;
    const awaited = secondStepOf(request, clock);
    const person = awaited && (await staff.getForSession(awaited.staffId));
    if (!person || person.disabled || person.sessionEpoch !== awaited.epoch) return response.redirect(303, LOGIN_PATH);
    const { code } = (request.body ?? {}) as { code?: unknown };
    if (!(await totp.verify(person.id, code))) {
      this.note('second_step_failed', request, person.id);
      return this.showCode(request, response, 'wrongCode');
    }
    await this.enter(request, response, person);
  }

  /** After every step that the person's login has. */
  private async enter(request: Request, response: Response, person: StaffSession): Promise<void> {
    await this.deps.staff.rememberLogin(person.id);
    await beginSession(request, person, this.deps);
    this.note('login_ok', request, person.id);
    response.redirect(303, safeReturnPath(request.query.next));
  }

  /** Refuses a form that no page of ours has sent, with a new form. */
  ofThisBrowser() {
    return (request: Request, response: Response, next: NextFunction): void => {
      if (this.deps.csrf.isFromVisitor(request)) return next();
      this.note('request_refused', request);
      this.show(request, response, 'loginExpired');
    };
  }

  async logOut(request: Request, response: Response): Promise<void> {
    const { staffId } = (request.session as Partial<SessionData> | undefined) ?? {};
    if (staffId !== undefined) {
      if (!this.deps.csrf.isFromSession(request)) return void response.status(403).json({ code: 'forbidden' });
      this.note('logout', request, staffId);
    }
    await endSession(request, response);
    response.redirect(303, LOGIN_PATH);
  }

  /** Whatever goes wrong is logged, and tells the visitor nothing but that. */
  guarded(step: 'logIn' | 'takeCode') {
    return async (request: Request, response: Response): Promise<void> => {
      try {
        await this[step](request, response);
      } catch (error) {
        this.deps.logger.error({ err: error }, 'login failed');
        this.show(request, response, 'loginUnavailable');
      }
    };
  }

  private shared(request: Request, response: Response) {
    const { config, csrf } = this.deps;
    return {
      language: chosenLanguage(request, response, config.locale),
      theme: themeOf(request),
      studioName: config.studioName,
      next: safeReturnPath(request.query.next),
      token: csrf.ofVisitor(request, response),
      files: this.deps.files,
    };
  }

  private note(event: SecurityEvent, request: Request, staffId?: number): void {
    logSecurity(this.deps.logger, event, { staffId, address: request.ip });
  }
}

function send(response: Response, page: string, error: LoginError | CodeError | null): void {
  response.status(error ? STATUS[error] : 200).set('Content-Security-Policy', POLICY);
  response.type('html').send(page);
}

export function loginRoutes(dependencies: LoginDependencies): Router {
  const { clock, counters, logger } = dependencies;
  const pages = new LoginPages(dependencies);
  const limits = new LoginLimits(counters, logger, clock);
  const readForm = express.urlencoded({ extended: false, limit: '10kb' });
  const ofThisBrowser = pages.ofThisBrowser();
  const tooMany = limits.password((request, response) => pages.show(request, response, 'tooManyLogins'));
  const tooManyCodes = limits.code((request, response) => pages.showCode(request, response, 'tooManyCodes'));
  const router = express.Router();
  router.get('/login', (request, response) => pages.show(request, response));
  router.post('/login', readForm, ...tooMany, ofThisBrowser, pages.guarded('logIn'));
  router.get('/login/code', (request, response) => {
    if (secondStepOf(request, clock)) pages.showCode(request, response);
    else response.redirect(LOGIN_PATH);
  });
  router.post('/login/code', readForm, ...tooManyCodes, ofThisBrowser, pages.guarded('takeCode'));
  router.post('/logout', readForm, (request, response) => pages.logOut(request, response));
  router.get('/logout', (_request, response) => response.redirect(ROOT_PATH));
  // A body that is no form, or too large a one.
  router.use((_error: unknown, request: Request, response: Response, _next: NextFunction) =>
    pages.show(request, response, 'invalidCredentials'),
  );
  return router;
}
