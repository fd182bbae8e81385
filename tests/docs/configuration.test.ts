import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { loadConfig } from '../../src/config.js';

const example = parseEnv(readFileSync('.env.example', 'utf8'));
const chapter = readFileSync('docs/configuration.md', 'utf8').split('\n## ')[1] ?? '';

/** The names in the first column of the chapter's table. */
function documentedNames(): string[] {
  return chapter.split('\n').flatMap((line) => {
    const [, firstCell = ''] = /^\| ([^|]*) \|/.exec(line) ?? [];
    return [...firstCell.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name);
  });
}

describe('the documents about the configuration', () => {
  it('give in .env.example the values that hold when nothing is given', () => {
    expect(loadConfig(example)).toEqual(loadConfig({}));
  });

  it('explain every variable of .env.example, and no other', () => {
    expect(documentedNames().sort()).toEqual(Object.keys(example).sort());
  });

  it('leave out nothing that the web reads', () => {
    const read = new Set<string>();
    const environment = new Proxy<Record<string, string | undefined>>(
      {},
      { get: (_target, name) => void read.add(String(name).replace(/_FILE$/, '')) },
    );
    loadConfig(environment);
    expect([...read].filter((name) => !(name in example))).toEqual([]);
    expect(read.size).toBeGreaterThan(10);
  });
});
