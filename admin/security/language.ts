import type { IncomingMessage } from 'node:http';
import { parseLanguage, type Language } from '../../src/lib/wording.js';
import { LANGUAGE_COOKIE } from '../paths.js';
import { cookieOf } from './cookies.js';

/** The language chosen on a page of the panel, else the studio's. */
export function languageOf(request: IncomingMessage, fallback: Language): Language {
  return parseLanguage(cookieOf(request, LANGUAGE_COOKIE)) ?? fallback;
}
