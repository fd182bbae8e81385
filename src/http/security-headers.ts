import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import helmet from 'helmet';

const YEAR_SECONDS = 365 * 86_400;

/** What no page needs unless it says otherwise itself: the panel, the API's page and the playground do. */
const NOTHING = { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] };

/** Whether a proxy at that address may say how a request reached it. */
export type TrustsProxy = (address: string) => boolean;

/**
 * The headers of every answer. A browser is told to stay on TLS only where it came by TLS: a studio that tries the product
 * on plain http must not find it unreachable.
 */
export function securityHeaders(): (response: ServerResponse, isSecure: boolean) => void {
  const shared = [
    ...helmetHeaders(),
    ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
  ] as const;
  return (response, isSecure) => {
    for (const [name, value] of shared) response.setHeader(name, value);
    if (isSecure) {
      response.setHeader('Strict-Transport-Security', `max-age=${YEAR_SECONDS}; includeSubDomains`);
    }
  };
}

/** As express's `request.secure`. */
export function cameByTls({ socket, headers }: IncomingMessage, trustsProxy: TrustsProxy): boolean {
  if (socket instanceof TLSSocket) return true;
  const told = headers['x-forwarded-proto'];
  if (typeof told !== 'string' || !trustsProxy(socket.remoteAddress ?? '')) return false;
  return told.split(',', 1)[0]?.trim() === 'https';
}

/** The same for every answer, so they are asked for once: helmet is a dozen steps, which every call would pass. */
function helmetHeaders(): [name: string, value: string][] {
  const headers: [name: string, value: string][] = [];
  const request = new IncomingMessage(new Socket());
  const response = Object.assign(new ServerResponse(request), {
    setHeader: (name: string, value: string) => headers.push([name, value]),
  });
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives: NOTHING },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  })(request, response, (error?: unknown) => {
    if (error) throw error as Error;
  });
  return headers;
}
