import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import session, { type SessionData } from 'express-session';
import type { Clock } from '../../src/lib/clock.js';
import type { Store } from '../../src/lib/store.js';
import type { SettingsService } from '../../src/settings/settings.service.js';
import type { StaffService, StaffSession } from '../../src/staff/staff.service.js';
import type { PanelConfig } from '../panel-dependencies.js';
import { CSRF_COOKIE } from '../csrf-token.js';
import type { PanelUser } from '../panel-user.js';
import { LOGIN_PATH, ROOT_PATH } from '../paths.js';
import { languageOf } from './language.js';
import { PanelSessionStore } from './panel-session-store.js';
import { settled } from './settled.js';

const MINUTE_MS = 60_000;
const SECOND_STEP_MS = 5 * MINUTE_MS;
export const SESSION_COOKIE = 'studio_session';
/** Browsers take a cookie of such a name from this host alone, over TLS alone. */
export const SECURE_SESSION_COOKIE = `__Host-${SESSION_COOKIE}`;

declare module 'express-session' {
  interface SessionData {
    staffId: number;
    /** `Staff.sessionEpoch` at the login: a new password, another role or disabling ends the session. */
    epoch: number;
    /** When the person logged in, in milliseconds. */
    begunAt: number;
    /** Whose password was right, and who must still show a code. */
    secondStep: { staffId: number; epoch: number; until: number };
  }
}

export function sessionCookie(isSecure: boolean): { name: string; path: string } {
  return isSecure ? { name: SECURE_SESSION_COOKIE, path: '/' } : { name: SESSION_COOKIE, path: ROOT_PATH };
}

/** Behind TLS the cookie is bound to the host; on a plain connection such a cookie would never be stored. */
export function panelSession(store: Store, secret: string): RequestHandler {
  const shared = { secret, resave: false, rolling: true, saveUninitialized: false };
  const cookie = { httpOnly: true, sameSite: 'lax' } as const;
  const [plain, secure] = [false, true].map((isSecure) => {
    const { name, path } = sessionCookie(isSecure);
    return session({
      ...shared,
      name,
      store: new PanelSessionStore(store),
      cookie: { ...cookie, path, secure: isSecure },
    });
  }) as [RequestHandler, RequestHandler];
  return (request, response, next) => (request.secure ? secure : plain)(request, response, next);
}

interface SessionTimes {
  clock: Clock;
  settings: SettingsService;
}

/** How long the session may still be left alone; 0 = it is over. */
async function leftMs(begunAt: number | undefined, { clock, settings }: SessionTimes): Promise<number> {
  const { sessionIdleMinutes, sessionHours } = await settings.all();
  const untilEndMs = (begunAt ?? 0) + sessionHours * 60 * MINUTE_MS - clock.now().getTime();
  return Math.max(0, Math.min(sessionIdleMinutes * MINUTE_MS, untilEndMs));
}

type Person = Pick<StaffSession, 'id' | 'sessionEpoch'>;

/** A new session id, so that one planted before the login is worth nothing after it. */
export async function beginSession(request: Request, staff: Person, times: SessionTimes): Promise<void> {
  await settled((done) => request.session.regenerate(done));
  const begunAt = times.clock.now().getTime();
  Object.assign(request.session, { staffId: staff.id, epoch: staff.sessionEpoch, begunAt });
  request.session.cookie.maxAge = await leftMs(begunAt, times);
  await settled((done) => request.session.save(done));
}

/** The password was right: for some minutes the browser may send the code, and nothing else. */
export async function beginSecondStep(request: Request, staff: Person, clock: Clock): Promise<void> {
  await settled((done) => request.session.regenerate(done));
  const until = clock.now().getTime() + SECOND_STEP_MS;
  request.session.secondStep = { staffId: staff.id, epoch: staff.sessionEpoch, until };
  request.session.cookie.maxAge = SECOND_STEP_MS;
  await settled((done) => request.session.save(done));
}

/** Whose code is awaited from this browser; null when nobody's is, or not any more. */
export function secondStepOf(request: Request, clock: Clock): { staffId: number; epoch: number } | null {
  const { secondStep } = (request.session as Partial<SessionData> | undefined) ?? {};
  return secondStep && secondStep.until > clock.now().getTime() ? secondStep : null;
}

export async function endSession(request: Request, response: Response): Promise<void> {
  await new Promise<void>((resolve) => request.session.destroy(() => resolve()));
  const { name, path } = sessionCookie(request.secure);
  response.clearCookie(name, { path, secure: request.secure });
  response.clearCookie(CSRF_COOKIE, { path: ROOT_PATH });
}

/** A path of the panel to return to after the login, or its root: never another site, never text of an attacker. */
export function safeReturnPath(value: unknown): string {
  const isOurs = typeof value === 'string' && value.length < 500 && /^\/admin(?:[/?][\w\-./?=&%~,+]*)?$/.test(value);
  return isOurs && !value.includes('//') && !value.startsWith(LOGIN_PATH) ? value : ROOT_PATH;
}

export interface GuardDependencies extends SessionTimes {
  staff: StaffService;
  config: PanelConfig;
}

/** Somebody's living session. */
export interface Login {
  user: PanelUser;
  /** How long it may still be left alone. */
  leftMs: number;
}

/** Whose living session the request belongs to; null of nobody's. */
export async function findLogin(
  { staffId, epoch, begunAt }: Partial<SessionData>,
  request: IncomingMessage,
  dependencies: GuardDependencies,
): Promise<Login | null> {
  if (staffId === undefined) return null;
  const left = await leftMs(begunAt, dependencies);
  if (left === 0) return null;
  const person = await dependencies.staff.getForSession(staffId);
  if (!person || person.disabled || person.sessionEpoch !== epoch) return null;
  return { user: panelUser(person, request, dependencies), leftMs: left };
}

function panelUser(person: StaffSession, request: IncomingMessage, { config, clock }: GuardDependencies): PanelUser {
  return {
    id: String(person.id),
    email: person.email,
    title: person.name,
    staffId: person.id,
    role: person.role,
    coachId: person.coachId,
    language: languageOf(request, config.locale),
    currency: config.currency,
    timeZone: clock.timeZone,
    mustChangePassword: person.mustChangePassword,
  };
}

function sendToLogin(request: Request, response: Response): void {
  if (/^\/api(\/|$)/i.test(request.path) || request.method !== 'GET') {
    response.status(401).json({ code: 'unauthorized' });
    return;
  }
  const wanted = safeReturnPath(request.originalUrl);
  response.redirect(wanted === ROOT_PATH ? LOGIN_PATH : `${LOGIN_PATH}?next=${encodeURIComponent(wanted)}`);
}

/** Lets only logged-in staff pass, whatever the path looks like, and tells AdminJS who it is. */
export function staffGuard(dependencies: GuardDependencies) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    // The cookie is for `/admin` as written: at `/ADMIN` there is no session at all.
    const session = (request.session as Partial<SessionData> | undefined) ?? {};
    const login = await findLogin(session, request, dependencies);
    if (!login) return sendToLogin(request, response);
    request.session.cookie.maxAge = login.leftMs;
    // AdminJS reads the user from the session; not enumerable, so that a copy of rights is never stored there.
    Object.defineProperty(request.session, 'adminUser', { value: login.user, enumerable: false, configurable: true });
    next();
  };
}
