import type { RequestHandler } from 'express';
import helmet from 'helmet';

const YEAR_SECONDS = 365 * 86_400;

/** What no page needs unless it says otherwise itself: the panel, the API's page and the playground do. */
const NOTHING = { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] };

/**
 * The headers of every answer. A browser is told to stay on TLS only where it came by TLS: a studio that tries the product
 * on plain http must not find it unreachable.
 */
export function securityHeaders(): RequestHandler {
  const shared = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: NOTHING },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  });
  return (request, response, next) => {
    if (request.secure) response.set('Strict-Transport-Security', `max-age=${YEAR_SECONDS}; includeSubDomains`);
    response.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
    shared(request, response, next);
  };
}
