import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Language } from '../../src/lib/wording.js';
import type { Theme } from '../paths.js';
import type { PageFiles } from './assets.js';
import { escapeHtml } from './html.js';

/** The one line of AdminJS's page that is needed: what the person sees and may do. */
const STATE = /^[ \t]*window\.REDUX_STATE = ([^\n]*);$/m;

export interface PageContext {
  nonce: string;
  language: Language;
  theme: Theme | null;
  studioName: string;
  files: PageFiles;
}

/** JSON inside a script: nothing in a person's name may end the script. */
function escapeScriptJson(json: string): string {
  return json
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

interface State {
  locale?: { translations?: unknown };
}

/** The state as AdminJS wrote it, without the words: the panel's program brings those. */
function stateOf(html: string): string {
  const state = JSON.parse(STATE.exec(html)?.[1] ?? '{}') as State;
  delete state.locale?.translations;
  return escapeScriptJson(JSON.stringify(state));
}

/**
 * A page of the panel, from AdminJS's: its state, our files. Neither foreign fonts nor scripts without the nonce are left,
 * and a page has the right language and look before anything is drawn.
 */
export function pageOf(html: string, { nonce, language, theme, studioName, files }: PageContext): string {
  const styles = files.styles.map((url) => `<link rel="stylesheet" href="${url}">`);
  const parts = files.parts.map((url) => `<link rel="modulepreload" href="${url}">`);
  const scripts = files.script ? `<script nonce="${nonce}" type="module" src="${files.script}"></script>` : '';
  return `<!DOCTYPE html>
<html lang="${language}"${theme ? ` data-theme="${theme}"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(studioName)}</title>
<link rel="icon" type="image/svg+xml" href="${files.icon}">
${styles.join('\n')}
${parts.join('\n')}
<script nonce="${nonce}">window.STUDIO_NONCE="${nonce}";window.AdminJS={env:{},UserComponents:{}};window.REDUX_STATE=${stateOf(html)};</script>
${scripts}
</head>
<body>
<div id="app"></div>
</body>
</html>
`;
}

function policy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    // The design system writes its styles while it runs, into elements that carry the nonce.
    `style-src 'self' 'nonce-${nonce}'`,
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

/** Makes our page of every page that AdminJS sends, and gives it the policy that fits it. */
export function pageHtml(contextOf: (request: Request) => Omit<PageContext, 'nonce'>) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const send = response.send.bind(response);
    response.send = (body: unknown) => {
      if (typeof body !== 'string' || !/^\s*<!DOCTYPE html/i.test(body)) return send(body);
      const nonce = randomBytes(16).toString('base64');
      response.set('Content-Security-Policy', policy(nonce));
      return send(pageOf(body, { ...contextOf(request), nonce }));
    };
    next();
  };
}
