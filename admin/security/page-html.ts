import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Language } from '../../src/lib/wording.js';
import { ASSETS_PATH } from '../paths.js';

const FOREIGN_FONTS = /<link[^>]*href="https:\/\/fonts\.googleapis\.com[^>]*>/g;
const INLINE_JSON = /^(\s*window\.(?:REDUX_STATE|THEME) = )(.*);$/gm;
const OWN_ASSET = /\b(src|href)="(\/admin\/(?:frontend\/)?assets\/[^"?]+)"/g;
const ICON = `<link rel="icon" type="image/svg+xml" href="${ASSETS_PATH}/favicon.svg">`;

export interface PageContext {
  nonce: string;
  language: Language;
  studioName: string;
  /** Changes with every build: the assets may be cached for ever. */
  assetVersion: string;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
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
    .replace(/<html lang=[^>]*>/, `<html lang="${page.language}">`)
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

/** Rewrites every page that AdminJS sends and sets the headers that belong to it. */
export function pageHtml(contextOf: (request: Request) => Omit<PageContext, 'nonce'>) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const nonce = randomBytes(16).toString('base64');
    response.set({
      'Content-Security-Policy': policy(nonce),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    });
    const send = response.send.bind(response);
    response.send = (body: unknown) => {
      const isPage = typeof body === 'string' && /^\s*<!DOCTYPE html/i.test(body);
      return send(isPage ? rewritePage(body, { ...contextOf(request), nonce }) : body);
    };
    next();
  };
}
