import type { Request } from 'express';
import { parseTheme, THEME_COOKIE, type Theme } from '../paths.js';
import { cookieOf } from './cookies.js';

/** The look that a person chose; null follows the device. */
export function themeOf(request: Request): Theme | null {
  return parseTheme(cookieOf(request, THEME_COOKIE));
}
