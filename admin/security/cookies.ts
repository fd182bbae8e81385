import type { Request } from 'express';

/** A cookie that a page of ours wrote: a plain word, never quoted or encoded. */
export function cookieOf(request: Request, name: string): string | undefined {
  const cookies = (request.get('cookie') ?? '').split(';').map((part) => part.trim());
  return cookies.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
}
