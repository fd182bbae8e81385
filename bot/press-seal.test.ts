import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  ACTIONS,
  BROADCAST_ACTIONS,
  DESTINATIONS,
  FIELDS,
  LISTS,
  MAX_CALLBACK_BYTES,
  newNonce,
  readPress,
  RECORD_KINDS,
  writePress,
  type Press,
} from './callback-data.js';
import { PressSeal } from './press-seal.js';

const ANNA = 5_000_000_001;
const OLGA = 5_000_000_002;
const DAY_MS = 24 * 3600 * 1000;

let now: number;
let seal: PressSeal;

beforeEach(() => {
  now = Date.UTC(2036, 2, 10);
  seal = new PressSeal('secret', 77, () => now);
});

/** Every press there is, with the longest ids. */
function everyPress(): Press[] {
  const nonce = newNonce();
  const id = 9_999_999_999;
  return [
    ...DESTINATIONS.flatMap((destination): Press[] => [
      { kind: 'go', destination },
      { kind: 'leave', nonce, destination },
    ]),
    { kind: 'language', language: 'ru' },
    ...FIELDS.map((field): Press => ({ kind: 'edit', field })),
    ...ACTIONS.map((action): Press => ({ kind: 'answer', nonce, action })),
    { kind: 'pick', nonce, choice: 'c'.repeat(16) },
    { kind: 'blank' },
    { kind: 'stop' },
    { kind: 'unstop' },
    ...RECORD_KINDS.map((kind): Press => ({ kind, id })),
    ...LISTS.map((list): Press => ({ kind: 'page', list, page: 999 })),
    { kind: 'roster', id, page: 999 },
    { kind: 'mark', id, clientId: id, came: true, page: 999 },
    ...BROADCAST_ACTIONS.map((action): Press => ({ kind: 'progress', id, action })),
  ];
}

describe('a sealed press', () => {
  it.each(everyPress().map((press) => [writePress(press), press] as const))('%s fits a button', (plain, press) => {
    const sealed = seal.seal(plain, 9_999_999_999);
    expect(Buffer.byteLength(sealed)).toBeLessThanOrEqual(MAX_CALLBACK_BYTES);
    const unsealed = seal.unseal(sealed, 9_999_999_999);
    expect('press' in unsealed && readPress(unsealed.press)).toEqual(press);
  });

  it('is good for the person it was made for and for nobody else', () => {
    const sealed = seal.seal('join:5', ANNA);
    expect(seal.unseal(sealed, ANNA)).toEqual({ press: 'join:5' });
    expect(seal.unseal(sealed, OLGA)).toEqual({ refused: 'forged' });
  });

  it('is good for one bot and one secret', () => {
    const sealed = seal.seal('join:5', ANNA);
    expect(new PressSeal('secret', 78, () => now).unseal(sealed, ANNA)).toEqual({ refused: 'forged' });
    expect(new PressSeal('other', 77, () => now).unseal(sealed, ANNA)).toEqual({ refused: 'forged' });
  });

  it.each(['', 'join:5', 'join:5.zzzzz', 'join:5.zzzzz.AAAAAAAAAAAA', '....', 'a.b.c', '\n.0.AAAAAAAAAAAA'])(
    'is nothing that somebody makes up: %j',
    (data) => {
      expect(seal.unseal(data, ANNA)).toEqual({ refused: 'forged' });
    },
  );

  it('can’t be changed in any letter', () => {
    const sealed = seal.seal('join:15', ANNA);
    for (let at = 0; at < sealed.length; at++) {
      const other = sealed[at] === '1' ? '2' : '1';
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      expect(seal.unseal(changed, ANNA)).toEqual({ refused: 'forged' });
    }
  });

  it.each([
    ['go:menu', 30],
    ['stop', 30],
    ['roster:4', 30],
    ['join:5', 8],
    ['decline:5', 8],
  ])('%s is good for %i days', (press, days) => {
    const sealed = seal.seal(press, ANNA);
    now += days * DAY_MS - 60_000;
    expect(seal.unseal(sealed, ANNA)).toEqual({ press });
    now += 60_000;
    expect(seal.unseal(sealed, ANNA)).toEqual({ refused: 'expired' });
  });
});
