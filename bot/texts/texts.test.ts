import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../../src/lib/wording.js';
import {
  ACTIONS,
  BROADCAST_ACTIONS,
  DESTINATIONS,
  FIELDS,
  LISTS,
  MAX_CALLBACK_BYTES,
  RECORD_KINDS,
  newNonce,
  readPress,
  writePress,
  type Press,
} from '../callback-data.js';
import { commandMeaning } from '../commands/commands.js';
import { Html } from '../html.js';
import { textsOf } from './texts.js';

/** The longest of what may be put into a text: 100 characters that all need escaping. */
const LONGEST = '"'.repeat(100);
const MAX_TEXT = 4096;
const LARGEST_ID = 2_147_483_647;
/** What sealing a press adds. */
const SEAL_BYTES = 20;
const MAX_TOAST = 200;
const MAX_COMMAND_DESCRIPTION = 256;

function rendered(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Html) return [value.source];
  if (typeof value === 'function') {
    const text = value as (...values: unknown[]) => unknown;
    // Texts of amounts get a large one, texts of words the longest words.
    return [rendered(text(LONGEST, LONGEST)), rendered(text(3660, 3660))].flat();
  }
  return Object.values(value as object).flatMap(rendered);
}

describe.each(LANGUAGES)('the texts in %s', (language) => {
  const texts = textsOf(language);

  it('fit into a message, whatever is put into them', () => {
    const lengths = rendered(texts).map((text) => text.length);
    expect(lengths.length).toBeGreaterThan(80);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(MAX_TEXT);
  });

  it('are never empty', () => {
    expect(rendered(texts).filter((text) => text.trim() === '')).toEqual([]);
  });

  it('have no line that is indented: the formatter breaks long ones', () => {
    expect(rendered(texts).filter((text) => /\n[ \t]/.test(text))).toEqual([]);
  });

  it('escape what is put into them', () => {
    const values = Object.values(texts.menu).filter((value) => typeof value === 'function');
    const all = values.map((text) => text('<i>&', '<i>&').source).join();
    expect(all).not.toContain('<i>');
    expect(all).toContain('&lt;i&gt;&amp;');
  });

  it('that Telegram shows elsewhere keep its ceilings', () => {
    expect(texts.staleButton.length).toBeLessThanOrEqual(MAX_TOAST);
    const commands = { ...texts.commands, ...texts.coachCommands, ...texts.adminCommands };
    for (const [command, description] of Object.entries(commands)) {
      expect(commandMeaning(command)).not.toBeNull();
      expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
      expect(description.length).toBeLessThanOrEqual(MAX_COMMAND_DESCRIPTION);
    }
  });
});

describe('what buttons carry', () => {
  const nonce = newNonce();
  const presses: Press[] = [
    ...DESTINATIONS.map((destination): Press => ({ kind: 'go', destination })),
    ...DESTINATIONS.map((destination): Press => ({ kind: 'leave', nonce, destination })),
    ...LANGUAGES.map((language): Press => ({ kind: 'language', language })),
    ...FIELDS.map((field): Press => ({ kind: 'edit', field })),
    ...ACTIONS.map((action): Press => ({ kind: 'answer', nonce, action })),
    ...LISTS.map((list): Press => ({ kind: 'page', list, page: 999 })),
    ...RECORD_KINDS.map((kind): Press => ({ kind, id: LARGEST_ID })),
    ...BROADCAST_ACTIONS.map((action): Press => ({ kind: 'progress', id: LARGEST_ID, action })),
    { kind: 'pick', nonce, choice: 'd20261231' },
    { kind: 'pick', nonce, choice: `c${LARGEST_ID}` },
    { kind: 'roster', id: LARGEST_ID, page: 0 },
    { kind: 'roster', id: LARGEST_ID, page: 99 },
    { kind: 'mark', id: LARGEST_ID, clientId: LARGEST_ID, came: true, page: 99 },
    { kind: 'broadcasts', on: false },
    { kind: 'stop' },
    { kind: 'unstop' },
    { kind: 'blank' },
  ];

  it.each(presses)('fits into 64 bytes and is read as it was written: %j', (press) => {
    const data = writePress(press);
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(MAX_CALLBACK_BYTES - SEAL_BYTES);
    expect(readPress(data)).toEqual(press);
  });

  it('can’t be guessed', () => {
    const nonces = new Set(Array.from({ length: 1000 }, newNonce));
    expect(nonces.size).toBe(1000);
    expect(nonce.length).toBeGreaterThanOrEqual(12);
  });
});
