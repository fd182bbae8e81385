import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Router as AdminRouter } from 'adminjs';

export const MANIFEST = 'manifest.json';

/** Names of built files; each carries the hash of its contents. */
export interface Manifest {
  /** `parts` are loaded by the script before it runs. */
  panel: { script: string; parts: string[]; style: string };
  login: { script: string; style: string };
  icon: string;
  /** Loaded by a page that needs them. */
  later: string[];
}

/** Where the build put its files: AdminJS, too, takes its bundle from there, in production alone. */
function builtFolder(): string | null {
  const bundle = AdminRouter.assets.find(({ path: url }) => url.endsWith('/components.bundle.js'));
  return bundle ? path.resolve(path.dirname(bundle.src)) : null;
}

export interface Built {
  folder: string;
  manifest: Manifest;
}

/** What the build wrote; null outside production, where pages are not shown. Throws when production was not built. */
export function readBuilt(): Built | null {
  const folder = builtFolder();
  if (folder === null) return null;
  const file = path.join(folder, MANIFEST);
  if (!existsSync(file)) throw new Error(`${file} is missing: run npm run build`);
  return { folder, manifest: JSON.parse(readFileSync(file, 'utf8')) as Manifest };
}
