import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AUDIT_ACTIONS, AUDIT_ENTITIES } from './audit-codes.js';

const SOURCES = path.resolve(import.meta.dirname, '../src');
// Names of files look the same but for what they end with.
const CODE = /'([a-z]+\.(?!json'|jpg')[a-z]+)'/g;
const ENTITY_AFTER_CODE = /'[a-z]+\.[a-z]+',\s*'([A-Z]\w+)'/g;

/** The sources that write the audit log; queries name columns in the same `table.column` form. */
function writersOfTheLog(): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ts$/.test(name) && !/\.(?:test|queries)\.ts$/.test(name))
    .map((name) => readFileSync(path.join(SOURCES, name), 'utf8'))
    .filter((text) => /\baudit\b/i.test(text));
}

function found(pattern: RegExp): string[] {
  const all = writersOfTheLog().flatMap((text) => [...text.matchAll(pattern)].map(([, code]) => code ?? ''));
  return [...new Set(all)].sort();
}

describe('the audit log in words', () => {
  it('knows every action that the services write', () => {
    const codes = found(CODE);
    expect(codes).toEqual(expect.arrayContaining(['client.archive', 'freeze.import', 'session.cancel']));
    expect(codes.filter((code) => !(AUDIT_ACTIONS as readonly string[]).includes(code))).toEqual([]);
  });

  it('knows every kind of record that the services name', () => {
    const entities = found(ENTITY_AFTER_CODE);
    expect(entities).toEqual(expect.arrayContaining(['Client', 'GroupTraining']));
    expect(entities.filter((name) => !(AUDIT_ENTITIES as readonly string[]).includes(name))).toEqual([]);
  });
});
