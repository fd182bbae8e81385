import type { Locale } from 'adminjs';
import type { Language } from '../../src/lib/wording.js';
import { LANGUAGE_COOKIE, ROOT_PATH } from '../paths.js';
import { en } from './en.js';
import { ru } from './ru.js';

const MINUTES_OF_A_YEAR = 365 * 24 * 60;

/** Russian and English; the choice is kept in a cookie, which the server reads too. */
export function panelLocale(language: Language): Locale {
  return {
    language,
    availableLanguages: ['ru', 'en'],
    translations: { ru, en },
    fallbackLng: language,
    localeDetection: true,
    detection: {
      // The server writes the language into the page, so its choice and the page's are always the same.
      order: ['htmlTag'],
      caches: ['cookie'],
      lookupCookie: LANGUAGE_COOKIE,
      cookieMinutes: MINUTES_OF_A_YEAR,
      cookieOptions: { path: ROOT_PATH, sameSite: 'lax' },
    },
  };
}
