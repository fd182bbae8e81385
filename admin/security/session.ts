import type { NextFunction, Request, Response } from 'express';
import session, { type SessionData, type Store } from 'express-session';
import type { StaffService } from '../../src/staff/staff.service.js';
import type { PanelConfig } from '../panel-dependencies.js';
import type { PanelUser } from '../panel-user.js';
import { LOGIN_PATH, ROOT_PATH } from '../paths.js';
import { languageOf } from './language.js';
import { settled } from './settled.js';

const HOURS_12_MS = 12 * 60 * 60 * 1000;
export const SESSION_COOKIE = 'studio_session';

declare module 'express-session' {
  interface SessionData {
    staffId: number;
    /** `Staff.sessionEpoch` at the login: a new password, another role or disabling ends the session. */
    epoch: number;
  }
}

export function panelSession(store: Store, secret: string) {
  return session({
    name: SESSION_COOKIE,
    secret,
    store,
    resave: false,
    rolling: true,
    saveUninitialized: false,
    cookie: { path: ROOT_PATH, httpOnly: true, sameSite: 'lax', secure: 'auto', maxAge: HOURS_12_MS },
  });
}

/** A new session id, so that one planted before the login is worth nothing after it. */
export async function beginSession(request: Request, staff: { id: number; sessionEpoch: number }): Promise<void> {
  await settled((done) => request.session.regenerate(done));
  request.session.staffId = staff.id;
  request.session.epoch = staff.sessionEpoch;
  await settled((done) => request.session.save(done));
}

export async function endSession(request: Request, response: Response): Promise<void> {
  await new Promise<void>((resolve) => request.session.destroy(() => resolve()));
  response.clearCookie(SESSION_COOKIE, { path: ROOT_PATH });
}

/** A path of the panel to return to after the login, or its root: never another site, never text of an attacker. */
export function safeReturnPath(value: unknown): string {
  const isOurs = typeof value === 'string' && value.length < 500 && /^\/admin(?:[/?][\w\-./?=&%~,+]*)?$/.test(value);
  return isOurs && !value.includes('//') && !value.startsWith(LOGIN_PATH) ? value : ROOT_PATH;
}

interface GuardDependencies {
  staff: StaffService;
  config: PanelConfig;
  timeZone: string;
}

async function findUser(request: Request, { staff, config, timeZone }: GuardDependencies): Promise<PanelUser | null> {
  // The cookie is for `/admin` as written: at `/ADMIN` there is no session at all.
  const { staffId, epoch } = (request.session as Partial<SessionData> | undefined) ?? {};
  if (staffId === undefined) return null;
  const person = await staff.getForSession(staffId);
  if (!person || person.disabled || person.sessionEpoch !== epoch) return null;
  return {
    id: String(person.id),
    email: person.email,
    title: person.name,
    staffId: person.id,
    role: person.role,
    coachId: person.coachId,
    language: languageOf(request, config.locale),
    currency: config.currency,
    timeZone,
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
    const user = await findUser(request, dependencies);
    if (!user) return sendToLogin(request, response);
    // AdminJS reads the user from the session; not enumerable, so that a copy of rights is never stored there.
    Object.defineProperty(request.session, 'adminUser', { value: user, enumerable: false, configurable: true });
    next();
  };
}
