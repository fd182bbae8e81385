import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Language } from '../../src/lib/wording.js';
import type { StaffRole } from '../../src/staff/staff.entity.js';
import { packJson } from '../compact-json.js';
import { senderOf } from '../panel-user.js';
import { STATE_ID, type Theme } from '../paths.js';
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

/** What a page tells its program, each ready to stand in a script. */
export interface PageState {
  /** AdminJS's addresses: its parts look for them as soon as they are loaded. */
  paths: string;
  /** What the panel has for a role: its sections, and what may be done in them; packed. */
  panel: string;
  /** Who is logged in. */
  session: string;
}

interface State {
  session?: unknown;
  paths?: unknown;
  locale?: { translations?: unknown };
}

/** The state as AdminJS wrote it, without the words: the panel's program brings those. */
export function readState(html: string): PageState {
  const { session = null, paths = null, ...panel } = JSON.parse(STATE.exec(html)?.[1] ?? '{}') as State;
  delete panel.locale?.translations;
  return {
    paths: escapeScriptJson(JSON.stringify(paths)),
    panel: escapeScriptJson(packJson(panel)),
    session: escapeScriptJson(JSON.stringify(session)),
  };
}

/**
 * A page of the panel, from AdminJS's: its state, our files. Neither foreign fonts nor scripts without the nonce are left,
 * and a page has the right language and look before anything is drawn.
 */
export function pageOf(
  { paths, panel, session }: PageState,
  { nonce, language, theme, studioName, files }: PageContext,
): string {
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
<script nonce="${nonce}">window.STUDIO_NONCE="${nonce}";window.AdminJS={env:{},UserComponents:{}};window.REDUX_STATE={paths:${paths},session:${session}};</script>
<script type="application/json" id="${STATE_ID}">${panel}</script>
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
export const PANEL_HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

export function panelHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.set(PANEL_HEADERS);
  next();
}

/** The addresses that AdminJS answers with its page; which one, the program in it reads from the address. */
const PAGE_PATH = /^\/(?:|resources\/[^/]+(?:\/actions\/[^/]+|\/records\/[^/]+\/[^/]+)?\/?|pages\/[^/]+\/?)$/;

/**
 * Makes our page of every page that AdminJS sends, and gives it the policy that fits it. What the panel has for a role
 * (`admin/access.ts`) stays as it is while the process runs: AdminJS is asked once for each, as it takes several times as
 * long as all the rest of a page.
 */
export function pageHtml(contextOf: (request: Request) => Omit<PageContext, 'nonce'>) {
  const panels = new Map<StaffRole, Omit<PageState, 'session'>>();
  return (request: Request, response: Response, next: NextFunction): void => {
    const user = senderOf(request);
    const page = (state: PageState): string => {
      const nonce = randomBytes(16).toString('base64');
      response.set('Content-Security-Policy', policy(nonce));
      return pageOf(state, { ...contextOf(request), nonce });
    };
    const known = request.method === 'GET' && PAGE_PATH.test(request.path) ? panels.get(user.role) : undefined;
    if (known) {
      response.send(page({ ...known, session: escapeScriptJson(JSON.stringify(user)) }));
      return;
    }
    const send = response.send.bind(response);
    response.send = (body: unknown) => {
      if (typeof body !== 'string' || !/^\s*<!DOCTYPE html/i.test(body)) return send(body);
      const state = readState(body);
      const { paths, panel } = state;
      // A page that tells of a fault has no state, and must not be everybody's from then on.
      if (STATE.test(body)) panels.set(user.role, { paths, panel });
      return send(page(state));
    };
    next();
  };
}
