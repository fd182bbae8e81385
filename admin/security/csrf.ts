import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { logSecurity } from '../../src/lib/security-events.js';
import type { Logger } from '../../src/lib/logger.js';
import { CSRF_COOKIE, CSRF_FIELD, CSRF_HEADER, VISITOR_COOKIE } from '../csrf-token.js';
import { ROOT_PATH } from '../paths.js';
import { cookieOf } from './cookies.js';

/** Takes as long for a wrong text as for the right one. */
export function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * The token that every change must carry. Of a logged-in person it is the signature of their session: it ends with it,
 * and nobody can plant one. It travels in the cookie that AdminJS's own HTTP client reads and sends back as a header
 * without being told. Of a visitor it is a random text with its signature, the same in a cookie and in the login form.
 */
export class CsrfTokens {
  constructor(private readonly secret: string) {}

  ofSession(sessionId: string): string {
    return this.sign('session', sessionId);
  }

  /** Whether the browser has the session's token: a page of the panel needs none then. */
  isKnown(request: IncomingMessage, sessionId: string): boolean {
    return cookieOf(request, CSRF_COOKIE) === this.ofSession(sessionId);
  }

  isFromSession(request: Request): boolean {
    return isSame(sentToken(request), this.ofSession(request.sessionID));
  }

  /** For the login form; a new one when the browser brings none of ours. */
  ofVisitor(request: Request, response: Response): string {
    const known = cookieOf(request, VISITOR_COOKIE);
    if (known !== undefined && this.isOfVisitor(known)) return known;
    const random = randomBytes(18).toString('base64url');
    const token = `${random}.${this.sign('visitor', random)}`;
    // Written into the form by the server: no script reads it.
    give(request, response, VISITOR_COOKIE, token, true);
    return token;
  }

  /** Whether the login form was sent by a page that this server made for this browser. */
  isFromVisitor(request: Request): boolean {
    const token = sentToken(request);
    return token === cookieOf(request, VISITOR_COOKIE) && this.isOfVisitor(token);
  }

  private isOfVisitor(token: string): boolean {
    const [random = '', signature = ''] = token.split('.');
    return random !== '' && isSame(signature, this.sign('visitor', random));
  }

  private sign(purpose: 'session' | 'visitor', value: string): string {
    return createHmac('sha256', this.secret).update(`csrf:${purpose}:${value}`).digest('base64url');
  }
}

function sentToken(request: Request): string {
  const { [CSRF_FIELD]: field } = (request.body ?? {}) as Record<string, unknown>;
  return request.get(CSRF_HEADER) ?? (typeof field === 'string' ? field : '');
}

/** The session's is read by scripts of our pages: it is worth nothing without the session's own cookie. */
function give(request: Request, response: Response, name: string, token: string, httpOnly = false): void {
  response.cookie(name, token, { path: ROOT_PATH, sameSite: 'strict', secure: request.secure, httpOnly });
}

/** Of a session that was begun anew while its page stays open: the page's next change brings the new token. */
export function giveSessionToken(tokens: CsrfTokens, request: Request, response: Response): void {
  give(request, response, CSRF_COOKIE, tokens.ofSession(request.sessionID));
}

/** Behind the guard: hands out the token of the session, and lets no change pass that does not bring it. */
export function csrfGuard(tokens: CsrfTokens, logger: Logger) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!tokens.isKnown(request, request.sessionID)) giveSessionToken(tokens, request, response);
    if (request.method === 'GET' || request.method === 'HEAD' || tokens.isFromSession(request)) return next();
    logSecurity(logger, 'request_refused', { why: 'csrf', path: request.path });
    response.status(403).set('Connection', 'close').json({ code: 'forbidden' });
  };
}
