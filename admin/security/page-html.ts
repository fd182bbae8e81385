import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Language } from '../../src/lib/wording.js';
import { ASSETS_PATH, type Theme } from '../paths.js';
import { escapeHtml } from './html.js';

const FOREIGN_FONTS = /<link[^>]*href="https:\/\/fonts\.googleapis\.com[^>]*>/g;
const INLINE_JSON = /^(\s*window\.(?:REDUX_STATE|THEME) = )(.*);$/gm;
const OWN_ASSET = /\b(src|href)="(\/admin\/(?:frontend\/)?assets\/[^"?]+)"/g;
const ICON = `<link rel="icon" type="image/svg+xml" href="${ASSETS_PATH}/favicon.svg">`;

export interface PageContext {
  nonce: string;
  language: Language;
  theme: Theme | null;
  studioName: string;
  /** Changes with every build: the assets may be cached for ever. */
  assetVersion: string;
}

/** JSON inside a script: nothing in a person's name may end the script. */
function escapeScriptJson(json: string): string {
  return json
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

/**
 * AdminJS's page made safe: no foreign fonts, the state escaped, a nonce on every script, the right language.
 * The order matters: data is escaped before anything is recognised by its tag.
 */
export function rewritePage(html: string, page: PageContext): string {
  return html
    .replace(INLINE_JSON, (_, start: string, json: string) => `${start}${escapeScriptJson(json)};`)
    .replace(/<title>.*<\/title>/, () => `<title>${escapeHtml(page.studioName)}</title>${ICON}`)
    .replace(FOREIGN_FONTS, '')
    .replace(/<html lang=[^>]*>/, `<html lang="${page.language}"${page.theme ? ` data-theme="${page.theme}"` : ''}>`)
    .replace(/<script/g, `<script nonce="${page.nonce}"`)
    .replace(OWN_ASSET, `$1="$2?v=${page.assetVersion}"`);
}

function policy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    // The design system writes its styles while it runs and offers no nonce for them.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The headers of every answer of the panel. */
export function panelHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  next();
}

/** Rewrites every page that AdminJS sends and gives it the policy that fits it. */
export function pageHtml(contextOf: (request: Request) => Omit<PageContext, 'nonce'>) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const send = response.send.bind(response);
    response.send = (body: unknown) => {
      if (typeof body !== 'string' || !/^\s*<!DOCTYPE html/i.test(body)) return send(body);
      const nonce = randomBytes(16).toString('base64');
      response.set('Content-Security-Policy', policy(nonce));
      return send(rewritePage(body, { ...contextOf(request), nonce }));
    };
    next();
  };
}
