import { CSRF_COOKIE } from '../csrf-token.js';

/** What every change must carry; read anew each time, for another tab may have logged in meanwhile. */
export function pageToken(): string {
  const parts = document.cookie.split(';').map((part) => part.trim());
  const found = parts.find((part) => part.startsWith(`${CSRF_COOKIE}=`));
  return found === undefined ? '' : found.slice(CSRF_COOKIE.length + 1);
}
