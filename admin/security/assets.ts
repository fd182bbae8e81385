import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Request, type Response, type Router } from 'express';
import { ASSETS_PATH } from '../paths.js';
import type { LoginFiles } from './login-page.js';
import type { Built, Manifest } from './manifest.js';

/** Files that are served as they are written, where nothing was built. */
export const OWN_FOLDER = fileURLToPath(new URL('../assets', import.meta.url));
/** In the order in which pages load them. */
export const STYLE_SHEETS = [
  'base.css',
  'tokens.css',
  'panel.css',
  'shell.css',
  'forms.css',
  'forms-kept.css',
  'records.css',
  'messages.css',
  'timetable.css',
  'import.css',
  'home.css',
  'figures.css',
  'screens.css',
  'lists.css',
  'owner.css',
];

const LOGIN_SHEETS = ['tokens.css', 'login.css'];
const YEAR_SECONDS = 31_536_000;
/** The smallest first. */
const ENCODINGS = [
  { encoding: 'br', suffix: '.br' },
  { encoding: 'gzip', suffix: '.gz' },
] as const;

/** Addresses that a page of the panel loads. */
export interface PageFiles {
  icon: string;
  styles: readonly string[];
  /** The program, and what it needs before it runs; null where nothing was built. */
  script: string | null;
  parts: readonly string[];
}

function address(name: string): string {
  return `${ASSETS_PATH}/${name}`;
}

export function pageFiles(built: Built | null): PageFiles {
  if (!built) return { icon: address('favicon.svg'), styles: STYLE_SHEETS.map(address), script: null, parts: [] };
  const { panel, icon } = built.manifest;
  return {
    icon: address(icon),
    styles: [address(panel.style)],
    script: address(panel.script),
    parts: panel.parts.map(address),
  };
}

/** What the login page loads, and what it fetches ahead for the first page of the panel. */
export function loginFiles(built: Built | null): LoginFiles {
  const { icon, styles, script, parts } = pageFiles(built);
  const login = built?.manifest.login;
  return {
    icon,
    styles: login ? [address(login.style)] : LOGIN_SHEETS.map(address),
    script: address(login?.script ?? 'login.js'),
    ahead: [
      ...(script ? [...parts, script] : []).map((url) => ({ url, as: 'script' as const })),
      ...styles.map((url) => ({ url, as: 'style' as const })),
    ],
  };
}

function builtNames({ panel, login, icon, later }: Manifest): Set<string> {
  return new Set([panel.script, ...panel.parts, panel.style, login.script, login.style, icon, ...later]);
}

/** The build's folder may lie below a folder with a dot, which `send` refuses unless told otherwise. */
const SEND = { dotfiles: 'allow', cacheControl: false } as const;

function sendBuilt(request: Request, response: Response, folder: string, name: string): void {
  response.set('Cache-Control', `public, max-age=${YEAR_SECONDS}, immutable`).vary('Accept-Encoding');
  response.type(path.extname(name));
  const chosen = ENCODINGS.find(({ encoding }) => request.acceptsEncodings(encoding));
  if (chosen) response.set('Content-Encoding', chosen.encoding);
  response.sendFile(path.join(folder, `${name}${chosen?.suffix ?? ''}`), SEND);
}

/**
 * Scripts, styles and the icon: the only files that are open to everyone. What was built is served by the hash in its name,
 * for ever and compressed beforehand; without a build the sources are served as they are.
 */
export function assetRoutes(built: Built | null): Router {
  const router = express.Router();
  const names = built ? builtNames(built.manifest) : new Set([...STYLE_SHEETS, 'login.css', 'login.js', 'favicon.svg']);
  router.get('/assets/:name', (request, response, next) => {
    const { name } = request.params;
    if (!names.has(name)) return next();
    response.removeHeader('Content-Security-Policy');
    if (built) return sendBuilt(request, response, built.folder, name);
    const file = path.join(OWN_FOLDER, name);
    if (!existsSync(file)) return next();
    response.set('Cache-Control', 'no-cache').sendFile(file, SEND);
  });
  return router;
}
