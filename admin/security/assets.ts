import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Router as AdminRouter } from 'adminjs';
import express, { type Response, type Router } from 'express';
import { ASSETS_PATH, ROOT_PATH } from '../paths.js';
import type { LoginFiles } from './login-page.js';

const OWN_FOLDER = fileURLToPath(new URL('../assets', import.meta.url));
/** In the order in which pages load them. */
export const STYLE_SHEETS = [
  'tokens.css',
  'panel.css',
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
];
const OWN_FILES = [...STYLE_SHEETS, 'login.css', 'login.js', 'favicon.svg'];

interface Asset {
  path: string;
  file: string;
}

function allAssets(): Asset[] {
  const own = OWN_FILES.map((name) => ({ path: `/assets/${name}`, file: path.join(OWN_FOLDER, name) }));
  return [...AdminRouter.assets.map(({ path: url, src }) => ({ path: url, file: path.resolve(src) })), ...own];
}

/** Changes when any of the served files does. */
export function assetVersion(): string {
  const hash = createHash('sha256');
  for (const { file } of allAssets()) {
    if (existsSync(file)) hash.update(`${file}:${statSync(file).size}:${statSync(file).mtimeMs};`);
  }
  return hash.digest('base64url').slice(0, 12);
}

function sendAsset(response: Response, file: string, isVersioned: boolean): void {
  response.removeHeader('Content-Security-Policy');
  response.set('Cache-Control', isVersioned ? 'public, max-age=31536000, immutable' : 'no-cache');
  // The build's folder may lie below a folder with a dot, which `send` refuses unless told otherwise.
  response.sendFile(file, { dotfiles: 'allow', cacheControl: false });
}

/** What the login page loads, and what it fetches ahead for the first page of the panel. */
export function loginFiles(): LoginFiles {
  const version = assetVersion();
  const own = (name: string): string => `${ASSETS_PATH}/${name}?v=${version}`;
  const scripts = AdminRouter.assets.filter(({ path: url }) => url.endsWith('.js'));
  return {
    styles: [own('tokens.css'), own('login.css')],
    script: own('login.js'),
    icon: own('favicon.svg'),
    ahead: [
      ...scripts.map(({ path: url }) => ({ url: `${ROOT_PATH}${url}?v=${version}`, as: 'script' as const })),
      ...STYLE_SHEETS.slice(1).map((name) => ({ url: own(name), as: 'style' as const })),
    ],
  };
}

/** Scripts, styles and the icon: the only files that are open to everyone. */
export function assetRoutes(): Router {
  const router = express.Router();
  for (const { path: url, file } of allAssets()) {
    router.get(url, (request, response, next) => {
      if (!existsSync(file)) return next();
      sendAsset(response, file, request.query.v !== undefined);
    });
  }
  return router;
}
