import type { Request } from 'express';
import { parseLanguage, type Language } from '../../src/lib/wording.js';
import { LANGUAGE_COOKIE } from '../paths.js';
import { cookieOf } from './cookies.js';

/** The language chosen on a page of the panel, else the studio's. */
export function languageOf(request: Request, fallback: Language): Language {
  return parseLanguage(cookieOf(request, LANGUAGE_COOKIE)) ?? fallback;
}
