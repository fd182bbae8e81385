import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}

/**
 * Whether a page of the panel itself sent the request. Browsers tell by Sec-Fetch-Site; on plain http outside localhost
 * they leave it out, there the Origin, or for a GET the Referer, must be ours. A POST with none of them comes from a
 * program, not from a browser that somebody else's page could have used: every browser sends the Origin with a POST.
 */
export function isFromPanel({ headers }: IncomingMessage, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const source = headers.origin ?? headers.referer;
  if (source === undefined) return true;
  const host = hostOf(source);
  return host !== null && (host === headers.host || host === hostOf(publicUrl));
}

function isGuarded(request: Request): boolean {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  return !reads || /^\/api(\/|$)/i.test(decodedPath(request));
}

function decodedPath(request: Request): string {
  try {
    return decodeURIComponent(request.path);
  } catch {
    return '/api';
  }
}

/** Refuses what another site made the browser send: AdminJS itself checks nothing of that kind. */
export function requestGuard(publicUrl: string) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
      response.status(405).set('Allow', 'GET, HEAD, POST').json({ code: 'method_not_allowed' });
    } else if (isGuarded(request) && !isFromPanel(request, publicUrl)) {
      response.status(403).json({ code: 'forbidden' });
    } else {
      next();
    }
  };
}
