import type { IncomingMessage } from 'node:http';

/** A cookie that a page of ours wrote: a plain word, never quoted or encoded. */
export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  return cookies.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
}
