import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const EXPORT = /^export \{ default as (\w+) \} from '(.+)';$/;

/** The panel's part of the server, made of the same modules. */
export const SERVER_MODULE = 'panel-server.js';
/** Bundles, in which every icon there is has its name, and what no page loads. */
const NO_MODULES = /-bundle\.|\.bundle\.|\.stories\.|panel-server\.js$/;

function scriptsOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js') && !NO_MODULES.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Every quoted capitalised word: an icon is asked for by its name. */
function namesIn(folders: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const file of folders.flatMap(scriptsOf)) {
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/["'`]([A-Z][A-Za-z0-9]+)["'`]/g)) names.add(name ?? '');
  }
  return names;
}

/** The list of icons (`index.js` of react-feather) without those whose names occur nowhere. */
export function usedIcons(list: string, folders: readonly string[]): string {
  const names = namesIn(folders);
  return list
    .split('\n')
    .filter((line) => names.has(EXPORT.exec(line)?.[1] ?? ''))
    .join('\n');
}
