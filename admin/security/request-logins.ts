import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { SessionData } from 'express-session';
import type { Store } from '../../src/lib/store.js';
import type { PanelUser } from '../panel-user.js';
import { cookieOf } from './cookies.js';
import { isSame, type CsrfTokens } from './csrf.js';
import { sessionKey } from './panel-session-store.js';
import { findLogin, sessionCookie, type GuardDependencies } from './session.js';

/** As express-session writes it: the id of the session, and its signature. */
const SIGNED_ID = /^s%3A([\w-]+)\./;

export interface RequestLogin {
  user: PanelUser;
  /** The session's cookie, with its new end. */
  cookie: string;
  /** Gives the session its time again. */
  renew(): Promise<unknown>;
}

/**
 * Recognises who sends a request, without express and its sessions: only a browser that has all that the panel gives to
 * one, and whose person has nothing else to do first. Whatever is missing or odd is left to express and its guards.
 */
export class RequestLogins {
  constructor(
    private readonly dependencies: GuardDependencies & { store: Store },
    private readonly csrf: CsrfTokens,
  ) {}

  async find(request: IncomingMessage, isSecure: boolean): Promise<RequestLogin | null> {
    const { name, path } = sessionCookie(isSecure);
    const signed = cookieOf(request, name) ?? '';
    const [, id] = SIGNED_ID.exec(signed) ?? [];
    if (id === undefined || !isSame(signed, this.signed(id)) || !this.csrf.isKnown(request, id)) return null;
    const { store } = this.dependencies;
    const text = await store.get(sessionKey(id));
    const login = text === null ? null : await findLogin(JSON.parse(text) as SessionData, request, this.dependencies);
    if (text === null || !login || login.user.mustChangePassword) return null;
    const { user, leftMs } = login;
    const expires = new Date(Date.now() + leftMs).toUTCString();
    return {
      user,
      cookie: `${name}=${signed}; Path=${path}; Expires=${expires}; HttpOnly; ${isSecure ? 'Secure; ' : ''}SameSite=Lax`,
      renew: () => store.renew(sessionKey(id), text, Math.max(1, Math.ceil(leftMs / 1000))),
    };
  }

  private signed(id: string): string {
    const { sessionSecret } = this.dependencies.config;
    const signature = createHmac('sha256', sessionSecret).update(id).digest('base64').replace('=', '');
    return encodeURIComponent(`s:${id}.${signature}`);
  }
}
