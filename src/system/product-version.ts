import { existsSync, readFileSync } from 'node:fs';

/** Of the sources and of the build: the one is a folder nearer to the top. */
const PLACES = ['../../package.json', '../../../package.json'];

/** The product's version, from its package. */
export function productVersion(): string {
  for (const place of PLACES) {
    const file = new URL(place, import.meta.url);
    if (!existsSync(file)) continue;
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
    if (name === 'studio-crm' && version) return version;
  }
  return '';
}
