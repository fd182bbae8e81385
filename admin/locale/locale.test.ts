import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { enPanel } from './en-panel.js';
import { enResources } from './en-resources.js';
import { ruCore } from './ru-core.js';
import { ruPanel } from './ru-panel.js';
import { ruResources } from './ru-resources.js';

const PLURAL = /_(?:one|few|many|other|plural)$/;

/** `a.b.c` of every text; plural forms count as one key. */
function keysOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path.replace(PLURAL, '')];
  const keys = Object.entries(value).flatMap(([name, part]) => keysOf(part, path ? `${path}.${name}` : name));
  return [...new Set(keys)].sort();
}

function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([name, part]) => textsOf(part, `${path}.${name}`));
}

describe('the panel speaks Russian and English alike', () => {
  it('has every own word in both languages', () => {
    expect(keysOf(ruPanel)).toEqual(keysOf(enPanel));
    expect(keysOf(ruResources)).toEqual(keysOf(enResources));
  });

  it('translates every word of AdminJS', () => {
    const file = new URL('../../node_modules/adminjs/lib/locale/en/translation.json', import.meta.url);
    const stock = keysOf(JSON.parse(readFileSync(file, 'utf8'))).filter((key) => !key.includes('availableLanguages'));
    expect(keysOf(ruCore)).toEqual(expect.arrayContaining(stock.filter((key) => key !== 'resources')));
  });

  it('uses the same values inside the texts of both languages', () => {
    const placeholders = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort().join();
    const english = new Map(textsOf(enPanel));
    for (const [path, text] of textsOf(ruPanel)) {
      const other = english.get(path) ?? english.get(path.replace(/_(?:few|many)$/, '_other')) ?? '';
      expect([path, placeholders(text)]).toEqual([path, placeholders(other)]);
    }
  });
});
