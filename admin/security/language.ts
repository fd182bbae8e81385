import type { Request } from 'express';
import { parseLanguage, type Language } from '../../src/lib/wording.js';
import { LANGUAGE_COOKIE } from '../paths.js';

/** The language chosen on a page of the panel, else the studio's. */
export function languageOf(request: Request, fallback: Language): Language {
  const cookies = (request.get('cookie') ?? '').split(';').map((part) => part.trim());
  const chosen = cookies.find((part) => part.startsWith(`${LANGUAGE_COOKIE}=`));
  return parseLanguage(chosen?.slice(LANGUAGE_COOKIE.length + 1)) ?? fallback;
}
